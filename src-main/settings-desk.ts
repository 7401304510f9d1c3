import type { SettingsView } from '#shared/contract/system.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Config } from './config.ts'
import type { Mailer } from './mail/mailer.ts'
import type { SettingsFile } from './settings/settings-file.ts'

/** What can be seen and set beside the models. */
export interface SettingsDesk {
  read(): SettingsView
  /** In force from the next claim on. */
  setGlobalLimit(global: number): Result<null, Refusal>
  testMail(to: string, signal: AbortSignal): Promise<Result<{ isSent: boolean; said: string }, Refusal>>
}

interface Options {
  readonly config: Config
  readonly file: SettingsFile
  readonly limits: { readonly global: number }
  readonly countInFlight: () => number
  readonly mailer: Mailer
}

export function createSettingsDesk({ config, file, limits, countInFlight, mailer }: Options): SettingsDesk {
  const { mailServer } = config
  return {
    read: () => ({
      file: file.path,
      problem: file.problem,
      limits: { global: limits.global, shipped: config.globalLimit, inFlight: countInFlight() },
      mail: {
        server: mailer.server === null ? null : `${mailer.server.host}:${mailer.server.port}`,
        from: mailer.server?.from ?? null,
        user: mailer.server?.user ?? null,
        hasPassword: config.readMailPassword() !== null,
        problem: mailServer.ok ? null : `${mailServer.error.message} ${mailServer.error.hint}`,
      },
      started: {
        node: process.version,
        platform: `${process.platform} ${process.arch}`,
        logLevel: config.logLevel,
      },
    }),
    setGlobalLimit: (global) => file.save({ ...file.current(), limits: { global } }),
    async testMail(to, signal) {
      const { server } = mailer
      if (server === null) {
        const hint = 'Set SWITCHYARD_MAIL_URL and SWITCHYARD_MAIL_FROM, and start Switchyard again.'
        return err(refusal('E_STATE', 'No mail server is set.', hint))
      }
      const raw = [
        `From: <${server.from}>`,
        `To: <${to}>`,
        'Subject: A test of Switchyard',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'This mail was asked for in the settings of Switchyard. It can be sent.',
        '',
      ].join('\r\n')
      const sent = await mailer.send({ from: server.from, to: [to], raw }, signal)
      return ok(
        sent.ok ? { isSent: true, said: sent.value.response } : { isSent: false, said: sent.error.message },
      )
    },
  }
}
