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

/** The row that a person is at, and the place that it had then. Null: nobody has been in the list yet. */
export interface Cursor {
  readonly key: string | null
  readonly at: number
}

/** The place of the cursor among these rows: that of its row, wherever it is by now; the old one where it is gone. */
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
