import { useQuery } from '@tanstack/react-query'
import { useRpc } from '../../rpc/context.tsx'

/** All drafts. An outdated list is not shown, since a draft published since then would appear beside its plan. */
export function useDraftList() {
  const { orpc, queries } = useRpc()
  const options = orpc.drafts.list.queryOptions()
  const { data, error, refetch, isFetchedAfterMount } = useQuery({ ...options, refetchOnMount: 'always' })
  const isOld = !isFetchedAfterMount && queries.getQueryState(options.queryKey)?.isInvalidated === true
  return { data: isOld ? undefined : data, error, refetch }
}
