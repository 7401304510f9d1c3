import { type InboxItem, isLowRisk } from '#shared/model/inbox.ts'
import { groupItems, type InboxGroup } from '../../entities/approvals/inbox-order.ts'
import type { Snoozed } from '../../entities/approvals/snoozed.ts'

/** A line of the list: a group heading or an approval. */
export type InboxLine =
  | { readonly type: 'group'; readonly group: InboxGroup; readonly count: number }
  | { readonly type: 'item'; readonly item: InboxItem }

interface Look {
  readonly me: string
  readonly now: number
  readonly find: string
  readonly projectId: string | null
  readonly snoozed?: Snoozed
  /** Ids of approvals whose answer can still be undone and is not sent yet. */
  readonly held: ReadonlySet<string>
}

/** Lines of the list: groups, each sorted by the cost of waiting; expiring approvals are sorted by expiry. */
export function listLines(items: readonly InboxItem[], look: Look): InboxLine[] {
  const shown = items.filter((item) => !look.held.has(item.approvalId) && isFound(item, look))
  return groupItems(shown, look).flatMap(({ group, items: own }): InboxLine[] => [
    { type: 'group', group, count: own.length },
    ...own.map((item): InboxLine => ({ type: 'item', item })),
  ])
}

function isFound(item: InboxItem, { find, projectId }: Look): boolean {
  if (projectId !== null && item.projectId !== projectId) return false
  const text = [item.question, item.taskTitle, item.runTitle, item.agent?.name ?? ''].join('\n').toLowerCase()
  return find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** The id `by` positions away, limited to the ends of the list; the first id if `from` is null or unknown. */
export function moveTo<Id>(ids: readonly Id[], from: Id | null, by: number): Id | null {
  const at = from === null ? -1 : ids.indexOf(from)
  const next = at === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))
  return ids[next] ?? null
}

/** The id after the removed one, or the id before if it was the last. */
export function afterGone<Id>(ids: readonly Id[], gone: Id): Id | null {
  const at = ids.indexOf(gone)
  return ids[at + 1] ?? ids[at - 1] ?? null
}

/** Approvals can be batched if all have the same kind and a low risk, and each needs a single answer without a form. */
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
