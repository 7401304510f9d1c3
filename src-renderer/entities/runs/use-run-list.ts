import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { RunFilter, RunPlace } from '#shared/model/runs/run-search.ts'
import { useRpc } from '../../rpc/context.tsx'
import { usePages } from '../../ui/lists/use-pages.ts'

const pageSize = 100

/** Matching runs, loaded page by page on scroll, and the number of runs per group. */
export function useRunList(filter: RunFilter, enabled = true) {
  const { orpc } = useRpc()
  const found = useInfiniteQuery(
    orpc.runs.find.infiniteOptions({
      input: (below: RunPlace | null) => ({ filter, below, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: (page) => {
        const last = page.length < pageSize ? undefined : page.at(-1)
        return last === undefined ? undefined : { createdAt: last.createdAt, id: last.id }
      },
      placeholderData: keepPreviousData,
      enabled,
    }),
  )
  // Counts for all groups, not only for the selected one.
  const counts = useQuery(
    orpc.runs.count.queryOptions({
      input: { filter: { ...filter, group: [] } },
      placeholderData: keepPreviousData,
      enabled,
    }),
  )
  const { rows: runs, goOn } = usePages(found)
  return { found, runs, counts: counts.data, goOn }
}
