/** The tasks that are chosen; `lead` is the one whose details are shown, and one of `keys`. */
export interface Selection {
  readonly keys: ReadonlySet<string>
  readonly lead: string | null
}

export const nothingSelected: Selection = { keys: new Set(), lead: null }

export const selectOnly = (key: string | null): Selection =>
  key === null ? nothingSelected : { keys: new Set([key]), lead: key }

/** The keys with this one where it was not among them, else without it. */
export function toggled<Key>(keys: ReadonlySet<Key>, key: Key): ReadonlySet<Key> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}

/** With `key` if it was not chosen, without it if it was; another one leads then. */
export function withToggled({ keys }: Selection, key: string): Selection {
  const next = toggled(keys, key)
  return { keys: next, lead: next.has(key) ? key : ([...next].at(-1) ?? null) }
}

export function withAdded(selection: Selection, added: readonly string[]): Selection {
  if (added.length === 0) return selection
  return { keys: new Set([...selection.keys, ...added]), lead: selection.lead ?? added[0] ?? null }
}

/** How a row is chosen: with all from the one that was last chosen alone, or beside those that are; else alone. */
export interface RowChoice {
  readonly isRange?: boolean
  readonly isMore?: boolean
}

/** The rows that were chosen together: from where, and to the one that led then. It is over once another leads. */
export interface RowRange {
  readonly from: string
  readonly to: string
}

interface RowsChosen {
  readonly selection: Selection
  readonly range: RowRange | null
}

/** The selection after a row is selected. A range extends from its start, and shrinks on the way back. */
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
