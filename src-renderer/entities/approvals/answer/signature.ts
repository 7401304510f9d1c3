const storageKey = 'switchyard:name'

/** How a person who never gave a name is written down. */
export const nameless = 'me'

/** The name a person signs with on this machine; nobody proves it. */
export const readSignature = (): string => localStorage.getItem(storageKey) ?? nameless

export function keepSignature(name: string): void {
  if (name === nameless) localStorage.removeItem(storageKey)
  else localStorage.setItem(storageKey, name)
}

export const nameOfPerson = (by: string): string => (by === nameless ? 'you' : by)
