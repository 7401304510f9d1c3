import { Dialog } from '@base-ui/react/dialog'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useRef } from 'react'
import { useStore } from 'zustand'
import { useRpc } from '../../rpc/context.tsx'
import { importStore, putFileAway } from '../../stores/import-store.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { DropZone } from './drop-zone.tsx'
import { ImportReportView } from './import-report.tsx'

/** What a file holds, said before anything is kept; then, on a word of the person, kept. */
export function ImportDialog() {
  const file = useStore(importStore, (state) => state.file)
  const popup = useRef<HTMLDivElement>(null)
  return (
    <>
      <DropZone />
      <Dialog.Root open={file !== null} onOpenChange={(isOpen) => isOpen || putFileAway()}>
        <Dialog.Portal>
          <Dialog.Backdrop className="appearing fixed inset-0 z-40 bg-ink/30" />
          <Dialog.Popup
            ref={popup}
            initialFocus={popup}
            className="outline-none appearing fixed top-1/2 left-1/2 z-50 flex max-h-[min(720px,88vh)] w-[min(640px,92vw)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-line bg-raised shadow-high"
          >
            {file !== null && (
              <ImportForm key={`${file.name} ${file.lastModified} ${file.size}`} file={file} />
            )}
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </>
  )
}

function ImportForm({ file }: { file: File }) {
  const { client, orpc } = useRpc()
  const queries = useQueryClient()
  const preview = useQuery({
    queryKey: ['import preview', file.name, file.lastModified, file.size],
    queryFn: async () => client.plans.import({ text: await file.text(), fileName: file.name, dryRun: true }),
    gcTime: 0,
  })
  const importing = useMutation({
    mutationFn: async () => client.plans.import({ text: await file.text(), fileName: file.name }),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.plans.key() }),
  })
  const isDone = importing.isSuccess
  return (
    <>
      <header className="flex items-start justify-between gap-3 border-line border-b py-4 pr-4 pl-6">
        <div className="min-w-0">
          <Dialog.Title className="font-semibold text-lg">
            {isDone ? 'Imported' : 'Import a plan'}
          </Dialog.Title>
          <Dialog.Description className="truncate text-muted">
            {file.name}
            {isDone ? ' is kept and nothing was run.' : '. Nothing is kept or run until you import it.'}
          </Dialog.Description>
        </div>
        <Dialog.Close render={<IconButton label="Close" icon={X} />} />
      </header>
      <div className="min-h-0 flex-1 overflow-auto px-6 py-5">
        {preview.isError ? (
          <FailureNote error={preview.error} />
        ) : preview.data === undefined ? (
          <Skeleton lines={4} />
        ) : (
          <ImportReportView report={importing.data ?? preview.data} onLeave={putFileAway} />
        )}
        {importing.isError && (
          <div className="mt-4">
            <FailureNote error={importing.error} />
          </div>
        )}
      </div>
      <footer className="flex justify-end gap-2 border-line border-t px-6 py-4">
        <Dialog.Close render={<Button look={isDone ? 'primary' : 'secondary'} />}>
          {isDone ? 'Done' : 'Cancel'}
        </Dialog.Close>
        {!isDone && (
          <Button
            look="primary"
            disabled={preview.data === undefined || importing.isPending}
            onClick={() => importing.mutate()}
          >
            {importing.isPending ? 'Importing…' : 'Import'}
          </Button>
        )}
      </footer>
    </>
  )
}
