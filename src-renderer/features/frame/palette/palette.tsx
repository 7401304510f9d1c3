import { Dialog } from '@base-ui/react/dialog'
import { words } from '../../../words/words.ts'
import { closeOverlay, focusAfter, useOverlay } from '../overlay-store.ts'
import { PaletteBox } from './palette-box.tsx'

/** Everything that can be done and gone to, found by its name. */
export function Palette() {
  const isOpen = useOverlay('palette')
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && closeOverlay()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="appearing fixed inset-0 z-50 bg-scrim" />
        <Dialog.Popup
          finalFocus={focusAfter}
          className="appearing fixed inset-x-0 top-[12vh] z-50 mx-auto flex max-h-[min(560px,76vh)] w-[640px] max-w-[calc(100vw-24px)] flex-col overflow-hidden rounded-lg border border-line-strong bg-raised shadow-high outline-none"
        >
          <Dialog.Title className="sr-only">{words.shell.palette.title}</Dialog.Title>
          <PaletteBox />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
