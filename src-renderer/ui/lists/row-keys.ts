const pageRows = 12

/** Index that a key moves to from row `at` of `count`; null if the key does not move. */
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

/** Key and index of the active row. A null key: no row has been active yet. */
export interface Cursor {
  readonly key: string | null
  readonly at: number
}

/** Current index of the cursor's row; the previous index if the row no longer exists. */
export function placeOf<Row>(
  { key, at }: Cursor,
  rows: readonly Row[],
  rowKey: (row: Row) => string,
): number {
  const row = rows[at]
  if (row !== undefined && rowKey(row) === key) return at
  const place = key === null ? -1 : rows.findIndex((each) => rowKey(each) === key)
  return place === -1 ? Math.max(0, Math.min(at, rows.length - 1)) : place
}
