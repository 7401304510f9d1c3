import { rank } from '../../../commands/rank.ts'
import type { PaletteItem, PaletteQuery } from './palette-items.ts'

export interface ItemGroup {
  /** Null: search results, which have no heading. */
  readonly title: string | null
  readonly items: readonly PaletteItem[]
}

export interface Found {
  readonly groups: readonly ItemGroup[]
  /** Number of matches that are not listed. */
  readonly more: number
}

/** Limit of listed entries. More cannot be scanned; further typing narrows the list. */
export const shownAtMost = 60

interface Searched {
  readonly items: readonly PaletteItem[]
  readonly query: PaletteQuery
  /** Ids of recently chosen entries, newest first. */
  readonly recent: readonly string[]
  readonly recentTitle: string
  /** Further matches from the engine, listed under a separate heading. */
  readonly older?: { readonly title: string; readonly items: readonly PaletteItem[] }
}

/** Entries to list, enabled before disabled. Without a search text and a prefix, disabled entries are omitted. */
export function findItems({ items, query: { kind, text }, recent, recentTitle, older }: Searched): Found {
  const ofKind = kind === null ? items : items.filter((item) => item.kind === kind)
  const { groups, more } = cut(
    text === ''
      ? recentFirst(kind === null ? ofKind.filter(canRun) : ofKind, { recent, recentTitle })
      : [{ title: null, items: matches(ofKind, text, recent) }],
  )
  // Engine matches arrive after the local ones and go last, so that no listed entry moves.
  return {
    groups: [...groups, ...(older === undefined ? [] : [older])].filter(({ items }) => items.length > 0),
    more,
  }
}

function recentFirst(
  items: readonly PaletteItem[],
  { recent, recentTitle }: Pick<Searched, 'recent' | 'recentTitle'>,
): ItemGroup[] {
  const recently = recent.flatMap((id) => items.find((item) => item.id === id && canRun(item)) ?? [])
  const taken = new Set(recently.map(({ id }) => id))
  return [{ title: recentTitle, items: recently }, ...byGroup(items.filter(({ id }) => !taken.has(id)))]
}

const canRun = ({ disabled = null }: PaletteItem): boolean => disabled === null

function matches(items: readonly PaletteItem[], text: string, recent: readonly string[]): PaletteItem[] {
  const scored = items.flatMap((item) => {
    const score = scoreOf(item, text)
    if (score === null) return []
    const at = recent.indexOf(item.id)
    return { item, score: score + (at === -1 ? 0 : 15 - at) - (canRun(item) ? 0 : 1000) }
  })
  return scored.sort((a, b) => b.score - a.score).map(({ item }) => item)
}

/** Score by title; a match that includes the description scores lower. */
function scoreOf({ title, about }: PaletteItem, text: string): number | null {
  const lower = title.toLowerCase()
  const byTitle = rank(text, lower)
  if (byTitle !== null) return byTitle
  const byBoth = rank(text, `${about.toLowerCase()} ${lower}`)
  return byBoth === null ? null : byBoth - 30
}

function byGroup(items: readonly PaletteItem[]): ItemGroup[] {
  const groups = new Map<string, PaletteItem[]>()
  for (const item of items) {
    const group = groups.get(item.group)
    if (group === undefined) groups.set(item.group, [item])
    else group.push(item)
  }
  return [...groups].map(([title, list]) => ({
    title,
    items: [...list.filter(canRun), ...list.filter((item) => !canRun(item))],
  }))
}

function cut(groups: readonly ItemGroup[]): Found {
  const total = groups.reduce((count, { items }) => count + items.length, 0)
  let left = shownAtMost
  const shown = groups.map(({ title, items }) => {
    const taken = items.slice(0, left)
    left -= taken.length
    return { title, items: taken }
  })
  return { groups: shown, more: Math.max(0, total - shownAtMost) }
}
