const storageKey = 'switchyard:name'

/** The name a person signs with on this machine; nobody proves it. */
export const readSignature = (): string => localStorage.getItem(storageKey) ?? 'me'

export function keepSignature(name: string): void {
  if (name === 'me') localStorage.removeItem(storageKey)
  else localStorage.setItem(storageKey, name)
}

/** `me` is how a person who never gave a name is written down. */
export const nameOfPerson = (by: string): string => (by === 'me' ? 'you' : by)
