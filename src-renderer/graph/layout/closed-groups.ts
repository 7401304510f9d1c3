import type { LayoutItem } from './layout.ts'

/** Returns the node that represents a task: the task itself, or the outermost closed group around it. */
export function drawnFor(
  items: readonly LayoutItem[],
  collapsed: ReadonlySet<string>,
): (key: string) => string {
  if (collapsed.size === 0) return (key) => key
  const parents = new Map(items.map((item) => [item.key, item.parent]))
  return (key) => {
    let drawn = key
    const seen = new Set<string>()
    for (let at = parents.get(key) ?? null; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
      seen.add(at)
      if (collapsed.has(at)) drawn = at
    }
    return drawn
  }
}

/** The nodes that represent some tasks. Returns the same set if none is hidden. */
export function allDrawnFor(keys: ReadonlySet<string>, drawn: (key: string) => string): ReadonlySet<string> {
  const next = new Set([...keys].map(drawn))
  return next.size === keys.size && [...next].every((key) => keys.has(key)) ? keys : next
}
