import { Dialog } from '@base-ui/react/dialog'
import { lazy, Suspense, useRef } from 'react'
import { useStore } from 'zustand'
import { importStore, putFileAway } from '../../stores/import-store.ts'
import { Skeleton } from '../../ui/notes.tsx'
import { DropZone } from './drop-zone.tsx'

const ImportForm = lazy(async () => ({ default: (await import('./import-form.tsx')).ImportForm }))

/** What a file holds, said before anything is kept; then, on a word of the person, kept. */
export function ImportDialog() {
  const file = useStore(importStore, (state) => state.file)
  const popup = useRef<HTMLDivElement>(null)
  return (
    <>
      <DropZone />
      <Dialog.Root open={file !== null} onOpenChange={(isOpen) => isOpen || putFileAway()}>
        <Dialog.Portal>
          <Dialog.Backdrop className="appearing fixed inset-0 z-40 bg-scrim" />
          <Dialog.Popup
            ref={popup}
            initialFocus={popup}
            className="outline-none appearing fixed top-1/2 left-1/2 z-50 flex max-h-[min(720px,88vh)] w-[min(640px,92vw)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-line bg-raised shadow-high"
          >
            {file !== null && (
              <Suspense fallback={<Opening />}>
                <ImportForm key={`${file.name} ${file.lastModified} ${file.size}`} file={file} />
              </Suspense>
            )}
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </>
  )
}

const Opening = () => (
  <div className="px-6 py-5">
    <Skeleton lines={4} />
  </div>
)
