import { words } from '#shared/words/words.ts'
import { ChoiceDialog } from '../../../ui/controls/choice-box.tsx'
import { closeOverlay, focusAfter, useOverlay } from '../overlay-store.ts'
import { PaletteBox } from './palette-box.tsx'

/** Everything that can be done and gone to, found by its name. */
export function Palette() {
  return (
    <ChoiceDialog
      title={words.shell.palette.title}
      isOpen={useOverlay('palette')}
      onClose={closeOverlay}
      finalFocus={focusAfter}
    >
      <PaletteBox />
    </ChoiceDialog>
  )
}
