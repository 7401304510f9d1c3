/** Parses JSON that Switchyard wrote. No other place gives a type to stored JSON. */
export const readJson = <T>(text: string): T => JSON.parse(text) as T

export const readJsonOrNull = <T>(text: string | null): T | null => (text === null ? null : readJson<T>(text))

export const writeJson = (value: unknown): string => JSON.stringify(value)

export const writeJsonOrNull = (value: unknown): string | null =>
  value === null ? null : JSON.stringify(value)
