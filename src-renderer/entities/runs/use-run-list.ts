import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { RunFilter, RunPlace } from '#shared/model/runs/run-search.ts'
import { useRpc } from '../../rpc/context.tsx'
import { usePages } from '../../ui/lists/use-pages.ts'

const pageSize = 100

/** Runs that fit, page by page as they are scrolled to, and how many there are of each group. */
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
  // How many there are of each, not only of the chosen one.
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
