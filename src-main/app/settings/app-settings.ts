import type { LogLevel, SettingsView } from '#shared/contract/system.ts'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import type { Log } from '../../base/log.ts'
import type { Config } from '../../boot/config.ts'
import { type Mailer, type MailServer, parseMailServer } from '../../mail/mailer.ts'
import type { InputOf } from '../use-case.ts'
import { type MailPlace, namesInWindow, passwordEntry } from './mail-settings.ts'
import type { SettingsFile } from './settings-file.ts'

type MailSettingsInput = NonNullable<InputOf<'system', 'setMail'>['mail']>

interface Options {
  readonly config: Config
  readonly place: MailPlace
  readonly log: Log
  readonly file: SettingsFile
  readonly limits: { readonly global: number }
  readonly countInFlight: () => number
  readonly mailer: Mailer
}

/** Settings other than the models. */
export function createSettingsService(options: Options) {
  const { config, place, log, file, limits, countInFlight, mailer } = options

  async function keepPassword(password: string): Promise<Result<null, Refusal>> {
    // An unavailable keystore throws its own errors.
    try {
      await config.keystore.write(passwordEntry, password)
      config.secrets.add(password)
      return ok(null)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      return refuse('E_STATE', 'keystore_unreachable_for_mail', { why })
    }
  }

  return {
    read: async (): Promise<SettingsView> => ({
      file: file.path,
      problem: file.problem,
      limits: { global: limits.global, shipped: config.globalLimit, inFlight: countInFlight() },
      mail: {
        server: mailer.server === null ? null : `${mailer.server.host}:${mailer.server.port}`,
        from: mailer.server?.from ?? null,
        user: mailer.server?.user ?? null,
        hasPassword: (await place.readPassword()) !== null,
        problem: problemOf(place.find()),
        isFixed: place.isFixed,
        kept: file.current().mail,
      },
      log: { level: log.level, isFixed: config.isLogLevelFixed },
      started: {
        node: process.version,
        platform: `${process.platform} ${process.arch}`,
      },
    }),
    /** Takes effect with the next claim. */
    setGlobalLimit: (global: number) => file.save({ ...file.current(), limits: { global } }),
    /** Takes effect with the next mail. */
    async setMail(mail: MailSettingsInput | null): Promise<Result<null, Refusal>> {
      if (place.isFixed) return err(fixed('SWITCHYARD_MAIL_URL'))
      if (mail === null) return file.save({ ...file.current(), mail: null })
      const { url, from, password } = mail
      const parsed = parseMailServer({ url, from }, namesInWindow)
      if (!parsed.ok) return parsed
      const kept = password === undefined ? ok(null) : await keepPassword(password)
      return kept.ok ? file.save({ ...file.current(), mail: { url, from } }) : kept
    },
    setLogLevel(level: LogLevel): Result<null, Refusal> {
      if (config.isLogLevelFixed) return err(fixed('SWITCHYARD_LOG'))
      const saved = file.save({ ...file.current(), log: { level } })
      if (saved.ok) log.level = level
      return saved
    },
    async testMail(to: string, signal: AbortSignal) {
      const { server } = mailer
      if (server === null) {
        return refuse('E_STATE', 'mail_server_missing')
      }
      const raw = [
        `From: <${server.from}>`,
        `To: <${to}>`,
        `Subject: ${words.testMail.subject}`,
        'Content-Type: text/plain; charset=utf-8',
        '',
        words.testMail.body,
        '',
      ].join('\r\n')
      const sent = await mailer.send({ from: server.from, to: [to], raw }, signal)
      return ok(
        sent.ok ? { isSent: true, said: sent.value.response } : { isSent: false, said: sent.error.message },
      )
    },
  }
}
export type SettingsService = ReturnType<typeof createSettingsService>

const problemOf = (found: Result<MailServer | null, Refusal>): string | null =>
  found.ok ? null : `${found.error.message} ${found.error.hint}`

const fixed = (variable: string): Refusal => refusal('E_STATE', 'setting_set_by_environment', { variable })
