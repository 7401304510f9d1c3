import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Keystore } from '../../base/keystore.ts'
import type { Secrets } from '../../base/secrets.ts'
import { type MailServer, parseMailServer } from '../../mail/mailer.ts'
import type { SettingsFile } from './settings-file.ts'

/** The entry of the mail password in the system's keystore. */
export const passwordEntry = 'mail'

export const namesInWindow = { url: 'url', from: 'from', password: 'password' }

interface Options {
  readonly environment: Result<MailServer | null, Refusal>
  readonly readVariable: () => string | null
  readonly file: SettingsFile
  readonly keystore: Pick<Keystore, 'read'>
  readonly secrets: Pick<Secrets, 'add'>
}

/** Where mails go now: what the environment says wins over what was set in the window. */
export function createMailPlace(options: Options) {
  const { environment, readVariable, file, keystore, secrets } = options
  const isFixed = !environment.ok || environment.value !== null
  return {
    /** The environment says it. */
    isFixed,
    find(): Result<MailServer | null, Refusal> {
      const { mail } = file.current()
      return isFixed ? environment : mail === null ? ok(null) : parseMailServer(mail, namesInWindow)
    },
    /** Null: there is none, or nothing that keeps one. */
    async readPassword(): Promise<string | null> {
      const variable = readVariable()
      if (variable !== null || isFixed) return variable
      // A keystore that cannot be reached has no password for us.
      const kept = await keystore.read(passwordEntry).catch(() => null)
      if (kept !== null) secrets.add(kept)
      return kept
    },
  }
}
export type MailPlace = ReturnType<typeof createMailPlace>
