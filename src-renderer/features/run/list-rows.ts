import type { LayoutItem } from '../../graph/layout/layout.ts'

export interface Row {
  readonly key: string
  /** 0 for what is in no group. */
  readonly depth: number
  readonly isGroup: boolean
  readonly isOpen: boolean
}

/** The rows to show, each group before its members, closed groups without them. In the order of the plan. */
export function listRows(items: readonly LayoutItem[], collapsed: ReadonlySet<string>): Row[] {
  const keys = new Set(items.map(({ key }) => key))
  const children = new Map<string | null, LayoutItem[]>()
  for (const item of items) {
    const parent = item.parent !== null && keys.has(item.parent) ? item.parent : null
    const list = children.get(parent)
    if (list === undefined) children.set(parent, [item])
    else list.push(item)
  }
  const rowsBelow = (parent: string | null, depth: number): Row[] =>
    (children.get(parent) ?? []).flatMap(({ key, kind }) => {
      const isGroup = kind === 'group'
      const isOpen = isGroup && !collapsed.has(key)
      return [{ key, depth, isGroup, isOpen }, ...(isOpen ? rowsBelow(key, depth + 1) : [])]
    })
  return rowsBelow(null, 0)
}
