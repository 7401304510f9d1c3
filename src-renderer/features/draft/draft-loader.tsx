import { Dialog } from '@base-ui/react/dialog'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useRpc } from '../../rpc/context.tsx'
import { beginDraft, type DraftOrigin, draftStore } from '../../stores/draft-store.ts'
import { IconButton } from '../../ui/button.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { DraftForm } from './draft-form.tsx'
import { nameOf, openDraft } from './opened.ts'

export function DraftLoader({ origin }: { origin: DraftOrigin }) {
  const { client } = useRpc()
  const { history, isLeaving } = useStore(draftStore)
  const opened = useQuery({
    queryKey: ['draft of', origin],
    queryFn: ({ signal }) => openDraft(client, origin, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  const { data } = opened
  useEffect(() => {
    if (data !== undefined) beginDraft(data.document)
  }, [data])
  if (data !== undefined && history !== null) {
    return <DraftForm origin={origin} opened={data} history={history} isLeaving={isLeaving} />
  }
  return (
    <>
      <header className="flex items-start justify-between gap-3 border-line border-b py-4 pr-4 pl-6">
        <div className="min-w-0">
          <Dialog.Title className="font-semibold text-lg">{nameOf(origin)}</Dialog.Title>
          {origin.type === 'goal' && (
            <Dialog.Description className="line-clamp-2 break-words text-muted">
              {origin.goal}
            </Dialog.Description>
          )}
        </div>
        <Dialog.Close render={<IconButton label="Close" icon={X} />} />
      </header>
      <div className="px-6 py-5">
        {opened.isError ? (
          <FailureNote error={opened.error} onRetry={() => void opened.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </div>
    </>
  )
}
