import type { Heading, Item, Numbering } from './checklist-items.ts'

/** Where the tasks of a checklist belong. */
interface ChecklistTree {
  /** The task that it is a part of. */
  readonly parents: ReadonlyMap<Item, Item>
  /** The heading that is its group; not of parts of other tasks. */
  readonly groups: ReadonlyMap<Item, Heading>
}

/** By indentation, by numbers such as 1.2 below 1, and by headings. */
export function treeOf(items: readonly Item[], numbering: Numbering): ChecklistTree {
  const headings = new Map(items.map((item) => [item, groupHeadingOf(item, items.length)]))
  const parents = withoutOptional(items, parentsOf(items, numbering, headings))
  const groups = new Map<Item, Heading>()
  for (const item of items) {
    const heading = headings.get(item) ?? null
    if (heading !== null && !parents.has(item)) groups.set(item, heading)
  }
  return { parents, groups }
}

const phasePattern = /^phase\b/i
const numberedPattern = /^\d+(?:\.\d+)*[.):]?\s/

/** The phase that it stands in; otherwise the outermost heading that tells tasks apart. */
function groupHeadingOf({ headings }: Item, total: number): Heading | null {
  const phase = headings.find(({ text }) => phasePattern.test(text))
  if (phase !== undefined) return phase
  const apart = headings.find(({ tasks }) => tasks < total)
  return apart ?? headings.find(({ level, text }) => level > 1 && numberedPattern.test(text)) ?? null
}

function parentsOf(
  items: readonly Item[],
  numbering: Numbering,
  headings: ReadonlyMap<Item, Heading | null>,
): Map<Item, Item> {
  const parents = new Map<Item, Item>()
  const byId = new Map<string, Item>()
  for (const item of items) {
    const id = item.id ?? ''
    const dot = id.lastIndexOf('.')
    const numbered = numbering === 'numbered' && dot > 0 ? byId.get(id.slice(0, dot)) : undefined
    const isNear = numbered !== undefined && headings.get(numbered) === headings.get(item)
    const parent = item.above ?? (isNear ? numbered : undefined)
    if (parent !== undefined) parents.set(item, parent)
    byId.set(id, item)
  }
  return parents
}

/**
 * A task all of whose parts are optional (`- [ ]*`) has work of its own, which a group would not do: it stays a task,
 * and these come after it.
 */
function withoutOptional(items: readonly Item[], parents: ReadonlyMap<Item, Item>): Map<Item, Item> {
  const real = new Set(items.filter(({ isStarred }) => !isStarred).map((item) => parents.get(item)))
  const kept = new Map<Item, Item>()
  for (const item of items) {
    const parent = parents.get(item)
    if (parent === undefined) continue
    // The parent stands before it, so its own place is known.
    const above = real.has(parent) ? parent : kept.get(parent)
    if (above !== undefined) kept.set(item, above)
  }
  return kept
}
