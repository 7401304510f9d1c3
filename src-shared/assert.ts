/** Makes a switch over a union exhaustive: the compiler reports a missing case. Throws at run time. */
export function assertNever(value: never, what = 'value'): never {
  throw new TypeError(`Unexpected ${what}: ${JSON.stringify(value)}`)
}

/** Throws `message` if an invariant does not hold, which is a bug. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message)
}

/** Returns a value that the caller knows to be present. Throws if it is missing, which is a bug. */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`${what} is missing`)
  return value
}
