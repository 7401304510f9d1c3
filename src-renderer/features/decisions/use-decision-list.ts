import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { DecisionFilter, DecisionPlace, FoundDecision } from '#shared/model/decisions/decision-search.ts'
import { useRpc } from '../../rpc/context.tsx'

const pageSize = 50

/** Decisions of all runs, page by page as they are scrolled to. */
export function useDecisionList(filter: DecisionFilter) {
  const { orpc } = useRpc()
  const found = useInfiniteQuery(
    orpc.goals.findDecisions.infiniteOptions({
      input: (below: DecisionPlace | null) => ({ filter, below, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: (page) => {
        const last = page.length < pageSize ? undefined : page.at(-1)
        return last === undefined ? undefined : { at: last.at, runId: last.runId, number: last.number }
      },
      placeholderData: keepPreviousData,
    }),
  )
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = found
  const decisions = useMemo((): readonly FoundDecision[] => data?.pages.flat() ?? [], [data])
  const goOn = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return { found, decisions, goOn }
}
