/** The tasks that are chosen; `lead` is the one whose details are shown, and one of `keys`. */
export interface Selection {
  readonly keys: ReadonlySet<string>
  readonly lead: string | null
}

export const nothingSelected: Selection = { keys: new Set(), lead: null }

export const selectOnly = (key: string | null): Selection =>
  key === null ? nothingSelected : { keys: new Set([key]), lead: key }

/** With `key` if it was not chosen, without it if it was; another one leads then. */
export function withToggled({ keys }: Selection, key: string): Selection {
  const next = new Set(keys)
  if (!next.delete(key)) return { keys: next.add(key), lead: key }
  return { keys: next, lead: [...next].at(-1) ?? null }
}

export function withAdded(selection: Selection, added: readonly string[]): Selection {
  if (added.length === 0) return selection
  return { keys: new Set([...selection.keys, ...added]), lead: selection.lead ?? added[0] ?? null }
}

/** How a row is chosen: with all from the one that leads, or beside those that are; else alone. */
export interface RowChoice {
  readonly isRange?: boolean
  readonly isMore?: boolean
}

/** What is chosen after the row at `index` was. */
export function withRow(
  selection: Selection,
  { rows, index }: { readonly rows: readonly string[]; readonly index: number },
  { isRange = false, isMore = false }: RowChoice = {},
): Selection {
  const key = rows[index]
  if (key === undefined) return selection
  const lead = selection.lead === null ? -1 : rows.indexOf(selection.lead)
  if (isRange && lead >= 0) {
    const between = rows.slice(Math.min(lead, index), Math.max(lead, index) + 1)
    return { keys: new Set([...selection.keys, ...between]), lead: key }
  }
  return isMore ? withToggled(selection, key) : selectOnly(key)
}
