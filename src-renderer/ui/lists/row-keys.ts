const pageRows = 12

/** The row that a key goes to from the one at `at`, of `count`; null: it goes to none. */
export function rowAfterKey(key: string, at: number, count: number): number | null {
  const within = (index: number) => Math.min(count - 1, Math.max(0, index))
  if (key === 'ArrowDown') return within(at + 1)
  if (key === 'ArrowUp') return within(at - 1)
  if (key === 'PageDown') return within(at + pageRows)
  if (key === 'PageUp') return within(at - pageRows)
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return null
}
