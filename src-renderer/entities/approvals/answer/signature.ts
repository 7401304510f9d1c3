const storageKey = 'switchyard:name'

/** Stored name of a person who never entered one. */
export const nameless = 'me'

/** The person's name on this machine. The name is not verified. */
export const readSignature = (): string => localStorage.getItem(storageKey) ?? nameless

export function keepSignature(name: string): void {
  if (name === nameless) localStorage.removeItem(storageKey)
  else localStorage.setItem(storageKey, name)
}

export const nameOfPerson = (by: string): string => (by === nameless ? 'you' : by)
