import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { draftStore, leaveDraft, redoDraft, undoDraft } from '../../stores/draft-store.ts'
import { DraftLoader } from './draft-loader.tsx'

/** A plan that is not kept yet, or that is kept and looked at again: shown, changed, mended, and only then kept or run. */
export function DraftDialog() {
  const origin = useStore(draftStore, (state) => state.origin)
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Dialog.Root open={origin !== null} onOpenChange={(isOpen) => isOpen || leaveField()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="appearing fixed inset-0 z-40 bg-ink/30" />
        <Dialog.Popup
          ref={popup}
          initialFocus={popup}
          className="outline-none appearing fixed top-1/2 left-1/2 z-50 flex max-h-[min(820px,94vh)] w-[min(760px,94vw)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-line bg-raised shadow-high"
        >
          {origin !== null && <DraftLoader key={JSON.stringify(origin)} origin={origin} />}
          {origin !== null && <StepKeys />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** What was typed is part of the draft when its field is left: else it would go unasked. */
function leaveField(): void {
  if (document.activeElement instanceof HTMLElement && isField(document.activeElement)) {
    document.activeElement.blur()
  }
  leaveDraft()
}

const isField = (element: EventTarget | null): boolean =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement

/** Ctrl+Z and its like, wherever the focus is but in a field, which has steps of its own. */
function StepKeys() {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isField(event.target)) return
      const key = event.key.toLowerCase()
      if (key !== 'z' && key !== 'y') return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) redoDraft()
      else undoDraft()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  return null
}
