import { useQuery } from '@tanstack/react-query'
import { isDraftAddress } from '../../../entities/drafts/open-draft.ts'
import { useRpc } from '../../../rpc/context.tsx'

/** What a version or a draft holds. A version never changes. */
export function useSide(id: string | null) {
  const { client } = useRpc()
  const isDraft = id !== null && isDraftAddress(id)
  return useQuery({
    queryKey: ['plan to compare', id],
    enabled: id !== null,
    queryFn: async ({ signal }) => {
      const of = id ?? ''
      return isDraft
        ? (await client.drafts.get({ draftId: of }, { signal })).document
        : (await client.plans.get({ planId: of }, { signal })).document
    },
    staleTime: isDraft ? 0 : Number.POSITIVE_INFINITY,
  })
}
