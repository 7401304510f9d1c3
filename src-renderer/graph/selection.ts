/** Selected tasks. `lead` is one of `keys`: the task whose details are shown. */
export interface Selection {
  readonly keys: ReadonlySet<string>
  readonly lead: string | null
}

export const nothingSelected: Selection = { keys: new Set(), lead: null }

export const selectOnly = (key: string | null): Selection =>
  key === null ? nothingSelected : { keys: new Set([key]), lead: key }

/** Adds the key if it is missing, otherwise removes it. */
export function toggled<Key>(keys: ReadonlySet<Key>, key: Key): ReadonlySet<Key> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}

/** Adds or removes `key`. An added key becomes the lead; after a removal the last remaining key does. */
export function withToggled({ keys }: Selection, key: string): Selection {
  const next = toggled(keys, key)
  return { keys: next, lead: next.has(key) ? key : ([...next].at(-1) ?? null) }
}

export function withAdded(selection: Selection, added: readonly string[]): Selection {
  if (added.length === 0) return selection
  return { keys: new Set([...selection.keys, ...added]), lead: selection.lead ?? added[0] ?? null }
}

/**
 * Selection mode of a row. `isRange`: all rows from the range start. `isMore`: added to or removed from the selection.
 * Neither: only this row.
 */
export interface RowChoice {
  readonly isRange?: boolean
  readonly isMore?: boolean
}

/** A range selection: its start, and the lead at its end. The range is over when another row becomes the lead. */
export interface RowRange {
  readonly from: string
  readonly to: string
}

interface RowsChosen {
  readonly selection: Selection
  readonly range: RowRange | null
}

/** The selection after a row is selected. A range extends from its start, and shrinks again on the way back. */
export function withRow(
  { selection, range }: RowsChosen,
  { rows, index }: { readonly rows: readonly string[]; readonly index: number },
  { isRange = false, isMore = false }: RowChoice = {},
): RowsChosen {
  const key = rows[index]
  if (key === undefined) return { selection, range }
  const { lead } = selection
  const begun = range !== null && range.to === lead ? rows.indexOf(range.from) : -1
  const start = begun >= 0 ? begun : lead === null ? -1 : rows.indexOf(lead)
  const from = rows[start]
  if (isRange && from !== undefined) {
    const between = rows.slice(Math.min(start, index), Math.max(start, index) + 1)
    const others = isMore ? selection.keys : []
    return { selection: { keys: new Set([...others, ...between]), lead: key }, range: { from, to: key } }
  }
  return { selection: isMore ? withToggled(selection, key) : selectOnly(key), range: null }
}
