import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { readSignature } from '../../entities/approvals/answer/signature.ts'
import { heldAnswers } from '../../entities/approvals/held/held-answers.ts'
import { useSnoozed } from '../../entities/approvals/snoozed.ts'
import { useRpc } from '../../rpc/context.tsx'
import { useNow } from '../../ui/hooks/use-now.ts'
import { listLines } from './inbox-lines.ts'

const regroupMs = 15_000

/** The questions that stand open, as the list shows them. */
export function useOpenLines(find: string, projectId: string | null) {
  const { orpc } = useRpc()
  const query = useQuery(orpc.inbox.list.queryOptions())
  const held = useStore(heldAnswers)
  const [snoozed] = useSnoozed()
  const now = useNow({ stepMs: regroupMs })
  const lines = useMemo(
    () =>
      listLines(query.data ?? [], {
        ...{ me: readSignature(), now, find, projectId, snoozed },
        held: new Set(Object.keys(held)),
      }),
    [query.data, held, now, find, projectId, snoozed],
  )
  return { query, lines }
}

/** What was answered, page by page. */
export function useHistory(find: string) {
  const { orpc } = useRpc()
  const query = useInfiniteQuery(
    orpc.inbox.history.infiniteOptions({
      input: (after: string | undefined) => ({ find, limit: 50, ...(after !== undefined && { after }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
      placeholderData: (old) => old,
    }),
  )
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  return { query, items }
}
