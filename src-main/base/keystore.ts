/**
 * The system's secret store: Keychain, Credential Manager or Secret Service. On a machine without a session there is
 * none; all calls then throw. Secrets are never stored in plain text instead.
 */
export interface Keystore {
  /** Null if the entry does not exist. */
  read(entry: string): Promise<string | null>
  write(entry: string, secret: string): Promise<void>
  /** False if the entry did not exist. */
  remove(entry: string): Promise<boolean>
}

const service = 'switchyard'

/** Loads the native module at the first call. */
export const systemKeystore: Keystore = {
  read: async (entry) => (await open(entry)).getPassword(),
  write: async (entry, secret) => (await open(entry)).setPassword(secret),
  remove: async (entry) => (await open(entry)).deletePassword(),
}

async function open(entry: string) {
  const { AsyncEntry } = await import('@napi-rs/keyring')
  return new AsyncEntry(service, entry)
}
