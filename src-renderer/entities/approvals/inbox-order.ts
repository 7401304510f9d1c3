import type { InboxItem } from '#shared/model/inbox.ts'
import { nameless } from './answer/signature.ts'
import { isExpiringSoon } from './expiry.ts'
import { isSnoozed, type Snoozed } from './snoozed.ts'

export const inboxGroups = ['expiring', 'yours', 'others', 'snoozed'] as const
export type InboxGroup = (typeof inboxGroups)[number]

interface Looking {
  readonly me: string
  readonly now: number
  /** What this person put off. */
  readonly snoozed?: Snoozed
}

export interface GroupedItems {
  readonly group: InboxGroup
  readonly items: readonly InboxItem[]
}

/** What waits in its groups, none of them empty: each by what waiting costs, those that expire by their end. */
export const groupItems = (items: readonly InboxItem[], looking: Looking): GroupedItems[] =>
  inboxGroups.flatMap((group) => {
    const own = items.filter((item) => groupOf(item, looking) === group)
    if (own.length === 0) return []
    const isByEnd = group === 'expiring'
    return [{ group, items: isByEnd ? own.toSorted((a, b) => (a.expiresAt ?? 0) - (b.expiresAt ?? 0)) : own }]
  })

function groupOf(item: InboxItem, { me, now, snoozed = {} }: Looking): InboxGroup {
  if (isForOthers(item, me)) return 'others'
  // What would be gone before it comes back is not put off.
  if (isExpiringSoon(item, now)) return 'expiring'
  return isSnoozed(snoozed, item.approvalId, now) ? 'snoozed' : 'yours'
}

/** Somebody else's to answer, or answered by this person already and waiting for the others. Who gave no name may be anybody. */
const isForOthers = ({ assignee, voters }: InboxItem, me: string): boolean =>
  (assignee !== null && assignee !== me && me !== nameless) || voters.includes(me)
