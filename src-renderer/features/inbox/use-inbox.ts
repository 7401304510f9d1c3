import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { readSignature } from '../../entities/approvals/answer/signature.ts'
import { useOpenQuestions } from '../../entities/approvals/use-open-items.ts'
import { useRpc } from '../../rpc/context.tsx'
import { listLines } from './inbox-lines.ts'

/** The open approvals as lines of the list. */
export function useOpenLines(find: string, projectId: string | null) {
  const { query, held, snoozed, now } = useOpenQuestions()
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

/** Answered approvals, page by page. */
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
