/** What we wrote ourselves comes back as what it was: the one place where stored JSON is given its type. */
export const readJson = <T>(text: string): T => JSON.parse(text) as T

export const readJsonOrNull = <T>(text: string | null): T | null => (text === null ? null : readJson<T>(text))

export const writeJson = (value: unknown): string => JSON.stringify(value)

export const writeJsonOrNull = (value: unknown): string | null =>
  value === null ? null : JSON.stringify(value)
