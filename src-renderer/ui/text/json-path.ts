/** A step further in a path as JavaScript writes it: `tasks[0].title`, `by["two words"]`. */
export function stepInto(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}

/** What is in an array or an object; null: it is neither. */
export function childrenOf(value: unknown): readonly (readonly [string | number, unknown])[] | null {
  if (Array.isArray(value)) return value.map((each, at) => [at, each] as const)
  return typeof value === 'object' && value !== null ? Object.entries(value) : null
}
