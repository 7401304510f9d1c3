import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Keystore } from '../../base/keystore.ts'
import type { Secrets } from '../../base/secrets.ts'
import { type MailServer, parseMailServer } from '../../mail/mailer.ts'
import type { SettingsFile } from './settings-file.ts'

/** Name of the mail password's entry in the system keystore. */
export const passwordEntry = 'mail'

export const namesInWindow = { url: 'url', from: 'from', password: 'password' }

interface Options {
  readonly environment: Result<MailServer | null, Refusal>
  readonly readVariable: () => string | null
  readonly file: SettingsFile
  readonly keystore: Pick<Keystore, 'read'>
  readonly secrets: Pick<Secrets, 'add'>
}

/** Current mail server. The environment takes precedence over the settings from the window. */
export function createMailPlace(options: Options) {
  const { environment, readVariable, file, keystore, secrets } = options
  const isFixed = !environment.ok || environment.value !== null
  return {
    /** True if the environment sets the mail server. */
    isFixed,
    find(): Result<MailServer | null, Refusal> {
      const { mail } = file.current()
      return isFixed ? environment : mail === null ? ok(null) : parseMailServer(mail, namesInWindow)
    },
    /** Null: no password is set, or the keystore is unavailable. */
    async readPassword(): Promise<string | null> {
      const variable = readVariable()
      if (variable !== null || isFixed) return variable
      // An unreachable keystore counts as having no password.
      const kept = await keystore.read(passwordEntry).catch(() => null)
      if (kept !== null) secrets.add(kept)
      return kept
    },
  }
}
export type MailPlace = ReturnType<typeof createMailPlace>
