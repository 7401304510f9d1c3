import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { InboxItem } from '#shared/model/inbox.ts'
import { useRpc } from '../../rpc/context.tsx'
import { useNow } from '../../ui/hooks/use-now.ts'
import { readSignature } from './answer/signature.ts'
import { heldAnswers } from './held/held-answers.ts'
import { groupItems } from './inbox-order.ts'
import { useSnoozed } from './snoozed.ts'

const regroupMs = 15_000

/** Open approvals and the data that groups them, regrouped every 15 seconds. */
export function useOpenQuestions() {
  const { orpc } = useRpc()
  const query = useQuery(orpc.inbox.list.queryOptions())
  const held = useStore(heldAnswers)
  const [snoozed] = useSnoozed()
  const now = useNow({ stepMs: regroupMs })
  return { query, held, snoozed, now }
}

/**
 * Items that this person must answer now, in Inbox order. Excludes items for others, snoozed items and items just
 * answered.
 */
export function useWaiting(): readonly InboxItem[] {
  const { query, held, snoozed, now } = useOpenQuestions()
  const { data: all } = query
  return useMemo(
    () =>
      groupItems(
        (all ?? []).filter(({ approvalId }) => held[approvalId] === undefined),
        { me: readSignature(), now, snoozed },
      ).flatMap(({ group, items }) => (group === 'expiring' || group === 'yours' ? items : [])),
    [all, held, snoozed, now],
  )
}
