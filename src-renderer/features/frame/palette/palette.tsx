import { words } from '#shared/words/words.ts'
import { ChoiceDialog } from '../../../ui/controls/choice-box.tsx'
import { closeOverlay, focusAfter, useOverlay } from '../overlay-store.ts'
import { PaletteBox } from './palette-box.tsx'

/** Searches all commands, runs, plans and agents by name. */
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
