import type { InboxItem } from '#shared/model/inbox.ts'
import { nameless } from './answer/signature.ts'
import { isSnoozed, type Snoozed } from './snoozed.ts'

const inboxGroups = ['expiring', 'yours', 'others', 'snoozed'] as const
export type InboxGroup = (typeof inboxGroups)[number]

interface Looking {
  readonly me: string
  readonly now: number
  /** The items that this person snoozed. */
  readonly snoozed?: Snoozed
}

/**
 * Open items in non-empty groups. Expiring items are sorted by expiry, all others keep the Inbox order by cost of
 * waiting.
 */
export const groupItems = (items: readonly InboxItem[], looking: Looking) =>
  inboxGroups.flatMap((group) => {
    const own = items.filter((item) => groupOf(item, looking) === group)
    if (own.length === 0) return []
    const isByEnd = group === 'expiring'
    return [{ group, items: isByEnd ? own.toSorted((a, b) => (a.expiresAt ?? 0) - (b.expiresAt ?? 0)) : own }]
  })

function groupOf(item: InboxItem, { me, now, snoozed = {} }: Looking): InboxGroup {
  if (isForOthers(item, me)) return 'others'
  // An item that expires soon is shown even if it is snoozed.
  if (isExpiringSoon(item, now)) return 'expiring'
  return isSnoozed(snoozed, item.approvalId, now) ? 'snoozed' : 'yours'
}

/** Items assigned to other people, and items this person has voted on. A person without a name may be any assignee. */
const isForOthers = ({ assignee, voters }: InboxItem, me: string): boolean =>
  (assignee !== null && assignee !== me && me !== nameless) || voters.includes(me)

/** Remaining time to answer. `half` and `end` show a warning. */
type Expiry = 'none' | 'far' | 'half' | 'end'

const dayMs = 86_400_000

export function expiryOf(
  { postedAt, expiresAt }: { readonly postedAt: number; readonly expiresAt: number | null },
  now: number,
): Expiry {
  if (expiresAt === null) return 'none'
  const left = Math.max(0, expiresAt - now) / Math.max(1, expiresAt - postedAt)
  return left <= 0.1 ? 'end' : left <= 0.5 ? 'half' : 'far'
}

/** `half` counts only within the last day, since half of three weeks is not soon. */
function isExpiringSoon(
  gate: { readonly postedAt: number; readonly expiresAt: number | null },
  now: number,
): boolean {
  const expiry = expiryOf(gate, now)
  return expiry === 'end' || (expiry === 'half' && (gate.expiresAt ?? 0) - now <= dayMs)
}
