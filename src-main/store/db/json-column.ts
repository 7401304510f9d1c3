/** Parses JSON that Switchyard wrote: the only place where stored JSON gets a type. */
export const readJson = <T>(text: string): T => JSON.parse(text) as T

export const readJsonOrNull = <T>(text: string | null): T | null => (text === null ? null : readJson<T>(text))

export const writeJson = (value: unknown): string => JSON.stringify(value)

export const writeJsonOrNull = (value: unknown): string | null =>
  value === null ? null : JSON.stringify(value)
