import { useQuery } from '@tanstack/react-query'
import { useRpc } from '../../rpc/context.tsx'

/** All drafts. A list from before a change is not shown: a draft that was published since would stand beside its plan. */
export function useDraftList() {
  const { orpc, queries } = useRpc()
  const options = orpc.drafts.list.queryOptions()
  const { data, error, refetch, isFetchedAfterMount } = useQuery({ ...options, refetchOnMount: 'always' })
  const isOld = !isFetchedAfterMount && queries.getQueryState(options.queryKey)?.isInvalidated === true
  return { data: isOld ? undefined : data, error, refetch }
}
