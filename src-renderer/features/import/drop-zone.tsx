import { FileInput } from 'lucide-react'
import { useEffect, useState } from 'react'
import { offerFile } from '../../stores/import-store.ts'
import { words } from '../../words/words.ts'

/** The whole window takes a dropped file. Without this the browser would leave the app to show it. */
export function DropZone() {
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
