/**
 * The system's store of secrets: the Keychain, the Credential Manager, the Secret Service. There is none on a machine without
 * a session; what is asked of it then throws, and nothing is ever kept in the clear instead.
 */
export interface Keystore {
  /** Null: there is no such entry. */
  read(entry: string): Promise<string | null>
  write(entry: string, secret: string): Promise<void>
  /** False: there was none. */
  remove(entry: string): Promise<boolean>
}

const service = 'switchyard'

/** Its code is loaded by the first who asks. */
export const systemKeystore: Keystore = {
  read: async (entry) => (await open(entry)).getPassword(),
  write: async (entry, secret) => (await open(entry)).setPassword(secret),
  remove: async (entry) => (await open(entry)).deletePassword(),
}

async function open(entry: string) {
  const { AsyncEntry } = await import('@napi-rs/keyring')
  return new AsyncEntry(service, entry)
}
