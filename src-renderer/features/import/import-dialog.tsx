import { FileInput } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { words } from '#shared/words/words.ts'
import { importStore, offerFile, putFileAway } from '../../stores/import-store.ts'
import { DialogShell } from '../../ui/controls/dialog-frame.tsx'
import { Skeleton } from '../../ui/notes.tsx'

const ImportForm = lazy(async () => ({ default: (await import('./import-form.tsx')).ImportForm }))

/** Previews the content of a file and imports it after confirmation. */
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

/** Accepts a dropped file anywhere in the window. Otherwise the browser would navigate away to open it. */
function DropZone() {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const listening = new AbortController()
    const on = (type: 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void) =>
      window.addEventListener(type, act, { signal: listening.signal })
    on('dragover', (event) => {
      if (event.dataTransfer?.types.includes('Files') !== true) return
      event.preventDefault()
      setOver(true)
    })
    on('dragleave', (event) => {
      if (event.relatedTarget === null) setOver(false)
    })
    on('drop', (event) => {
      event.preventDefault()
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (file !== undefined) offerFile(file)
    })
    return () => listening.abort()
  }, [])
  if (!isOver) return null
  return (
    <div className="pointer-events-none fixed inset-3 z-50 flex items-center justify-center rounded-lg border-2 border-accent border-dashed bg-accent-soft/90">
      <p className="flex items-center gap-2 font-semibold text-accent text-lg">
        <FileInput size={20} aria-hidden />
        {words.imports.dropThePlanToLookAt}{' '}
      </p>
    </div>
  )
}
