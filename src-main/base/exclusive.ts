/** Runs work with the same key one at a time, in the order of the calls. */
export function createExclusive() {
  const last = new Map<string, Promise<unknown>>()
  return async function exclusive<T>(key: string, work: () => Promise<T>): Promise<T> {
    // The next caller runs whether the previous one succeeded or failed.
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work)
    last.set(key, turn)
    try {
      return await turn
    } finally {
      if (last.get(key) === turn) last.delete(key)
    }
  }
}
export type Exclusive = ReturnType<typeof createExclusive>
