import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { FoundMemory, MemoryFilter } from '#shared/model/memory-search.ts'
import { useRpc } from '../../rpc/context.tsx'

const pageSize = 100

/** The entries of a search, page by page as they are scrolled to, and how many there are. */
export function useMemoryList(filter: MemoryFilter) {
  const { orpc } = useRpc()
  const found = useInfiniteQuery(
    orpc.memory.find.infiniteOptions({
      input: (below: number | null) => ({ filter, below, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: (page) => (page.length < pageSize ? undefined : (page.at(-1)?.place ?? undefined)),
      placeholderData: keepPreviousData,
    }),
  )
  const [counted, setCounted] = useState<MemoryFilter | null>(null)
  const counts = useQuery(
    orpc.memory.count.queryOptions({
      input: { filter, isWhole: counted === filter },
      placeholderData: keepPreviousData,
    }),
  )
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = found
  const entries = useMemo((): readonly FoundMemory[] => data?.pages.flat() ?? [], [data])
  const goOn = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return {
    found,
    entries,
    counts: counts.data,
    countAll: counted === filter ? null : () => setCounted(filter),
    goOn,
  }
}
