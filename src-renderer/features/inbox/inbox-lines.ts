import { type InboxItem, isLowRisk } from '#shared/model/inbox.ts'
import { isExpiringSoon } from '../../approval/expiry.ts'

export const inboxGroups = ['expiring', 'yours', 'others'] as const
export type InboxGroup = (typeof inboxGroups)[number]

/** A line of the list: the heading of a group, or a question. */
export type InboxLine =
  | { readonly type: 'group'; readonly group: InboxGroup; readonly count: number }
  | { readonly type: 'item'; readonly item: InboxItem }

/** Somebody else's to answer, or answered by this person already and waiting for the others. */
const isForOthers = ({ assignee, voters }: InboxItem, me: string): boolean =>
  (assignee !== null && assignee !== me) || voters.includes(me)

export function groupOf(item: InboxItem, { me, now }: { me: string; now: number }): InboxGroup {
  if (isForOthers(item, me)) return 'others'
  return isExpiringSoon(item, now) ? 'expiring' : 'yours'
}

interface Look {
  readonly me: string
  readonly now: number
  readonly find: string
  readonly projectId: string | null
  /** Gates whose answer is on its way. */
  readonly held: ReadonlySet<string>
}

/** The list as it is shown: in groups, each by what waiting costs, those that expire by their end. */
export function listLines(items: readonly InboxItem[], look: Look): InboxLine[] {
  const shown = items.filter((item) => !look.held.has(item.approvalId) && isFound(item, look))
  return inboxGroups.flatMap((group) => {
    const own = shown.filter((item) => groupOf(item, look) === group)
    const sorted =
      group === 'expiring' ? own.toSorted((a, b) => (a.expiresAt ?? 0) - (b.expiresAt ?? 0)) : own
    const lines = sorted.map((item): InboxLine => ({ type: 'item', item }))
    return lines.length === 0 ? [] : [{ type: 'group', group, count: lines.length }, ...lines]
  })
}

function isFound(item: InboxItem, { find, projectId }: Look): boolean {
  if (projectId !== null && item.projectId !== projectId) return false
  const text = [item.question, item.taskTitle, item.runTitle, item.agent?.name ?? ''].join('\n').toLowerCase()
  return find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** The one after or before; at an end it stays. */
export function moveTo<Id>(ids: readonly Id[], from: Id | null, by: number): Id | null {
  const at = from === null ? -1 : ids.indexOf(from)
  const next = at === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))
  return ids[next] ?? null
}

/** What comes after one that goes: the next, or the one before the last. */
export function afterGone<Id>(ids: readonly Id[], gone: Id): Id | null {
  const at = ids.indexOf(gone)
  return ids[at + 1] ?? ids[at - 1] ?? null
}

/** One yes to several is a yes to the same thing each time, and none of it is grave. */
export const canBatch = (items: readonly InboxItem[]): boolean =>
  items.length > 0 &&
  items.every(
    ({ kind, risk, allows, hasForm, quorum, assignee }) =>
      kind === items[0]?.kind &&
      isLowRisk(risk) &&
      allows.includes('approve') &&
      !hasForm &&
      quorum === 1 &&
      assignee === null,
  )
