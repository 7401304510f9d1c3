import { lazy, Suspense } from 'react'
import { useStore } from 'zustand'
import { importStore, putFileAway } from '../../stores/import-store.ts'
import { DialogShell } from '../../ui/controls/dialog-frame.tsx'
import { Skeleton } from '../../ui/notes.tsx'
import { DropZone } from './drop-zone.tsx'

const ImportForm = lazy(async () => ({ default: (await import('./import-form.tsx')).ImportForm }))

/** What a file holds, said before anything is kept; then, on a word of the person, kept. */
export function ImportDialog() {
  const file = useStore(importStore, (state) => state.file)
  return (
    <>
      <DropZone />
      <DialogShell size="wide" startsAt="dialog" isOpen={file !== null} onClose={putFileAway}>
        {file !== null && (
          <Suspense fallback={<Opening />}>
            <ImportForm key={`${file.name} ${file.lastModified} ${file.size}`} file={file} />
          </Suspense>
        )}
      </DialogShell>
    </>
  )
}

const Opening = () => (
  <div className="px-6 py-5">
    <Skeleton lines={4} />
  </div>
)
