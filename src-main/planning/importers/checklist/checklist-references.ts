import { quote, type Warnings, warningText } from '../warnings.ts'
import type { Item } from './checklist-items.ts'

/**
 * Limits for the keys from ranges, per range and per file. They exceed any real plan and keep a short text from
 * producing a huge one.
 */
const maxRange = 200
const maxFromRanges = 20_000

const idPattern = /\bT\d{1,9}(?:[.-]\d{1,9}){0,3}[A-Za-z]{0,3}\b/g
const rangePattern = /\bT(\d{1,9})[ \t]?(?:-|–|—|\.\.|to|through)[ \t]?T(\d{1,9})\b/g
const plainIdPattern = /^T(\d{1,9})$/i

/** Words in parentheses that introduce the ids of dependencies. */
const dependencyPattern =
  /\bdepends?(?: on|:)|\b(?:after|requires?|needs?|blocked by|waits? (?:for|on))(?=:?[ \t]+(?:tasks?[ \t]+)?\[?T\d)/i

/**
 * Dependency keys by task, from texts such as `(depends on T012, T013)`, `(after T012)`, `(requires T012)` or
 * `(blocked by T012)`. Ids match case-insensitively. An id that is not in the file stays as written.
 */
export function readReferences(
  items: readonly Item[],
  keys: ReadonlyMap<Item, string>,
  warnings: Warnings,
): Map<Item, readonly string[]> {
  const known: Known = { byId: new Map(), byNumber: new Map(), left: maxFromRanges }
  for (const item of items) {
    const id = item.id?.toLowerCase() ?? ''
    const key = keys.get(item) ?? ''
    if (!known.byId.has(id)) known.byId.set(id, key)
    const number = Number(plainIdPattern.exec(id)?.[1])
    if (!known.byNumber.has(number)) known.byNumber.set(number, key)
  }
  return new Map(items.map((item) => [item, referencesOf(item, known, warnings)]))
}

interface Known {
  readonly byId: Map<string, string>
  readonly byNumber: Map<number, string>
  /** Number of keys that ranges may still add. */
  left: number
}

function referencesOf({ text, line }: Item, known: Known, warnings: Warnings): string[] {
  const keys = new Set<string>()
  for (const [, inside = ''] of text.matchAll(/\(([^()]*)\)/g)) {
    const start = inside.search(dependencyPattern)
    if (start < 0) continue
    const named = inside.slice(start)
    for (const [id] of named.matchAll(idPattern)) keys.add(known.byId.get(id.toLowerCase()) ?? id)
    for (const [range, from, to] of named.matchAll(rangePattern)) {
      const between = expand(Number(from), Number(to), known)
      if (between === null) {
        warnings.add('wide_range', `line ${line}`, warningText.checklist.wideRange(quote(range)))
      }
      for (const key of between ?? []) keys.add(key)
    }
  }
  return [...keys]
}

/** Keys of the tasks between the two numbers; null if the range exceeds a limit. */
function expand(from: number, to: number, known: Known): string[] | null {
  const width = to - from
  if (width > maxRange || width > known.left) return null
  const numbers = Array.from({ length: Math.max(0, width - 1) }, (_, index) => from + 1 + index)
  known.left -= numbers.length
  return numbers.flatMap((number) => known.byNumber.get(number) ?? [])
}
