import type { RefObject } from 'react'
import type { Command } from './command.ts'

interface ListScreen {
  /** First part of the command ids: `memory` in `memory.next`. */
  readonly area: string
  readonly category: string
  readonly titles: {
    readonly search: string
    readonly next: string
    readonly previous: string
    readonly close: string
  }
  readonly field: RefObject<HTMLInputElement | null>
  /** Reason why nothing can be closed; null if an item is open. */
  readonly nothingOpen: string | null
  /** True: next and previous are available only while an item is open. */
  readonly isStepFromOpen?: boolean
  readonly onStep: (by: 1 | -1) => void
  readonly onClose: () => void
}

/** The commands of every screen with a search, a list and a detail pane. */
export function listCommands(screen: ListScreen): readonly Command[] {
  const { area, category, titles, field, nothingOpen, isStepFromOpen = false, onStep, onClose } = screen
  const step = { category, disabled: isStepFromOpen ? nothingOpen : null }
  return [
    { id: `${area}.search`, title: titles.search, category, keys: ['/'], run: () => field.current?.focus() },
    { id: `${area}.next`, title: titles.next, keys: ['j'], ...step, run: () => onStep(1) },
    { id: `${area}.previous`, title: titles.previous, keys: ['k'], ...step, run: () => onStep(-1) },
    {
      ...{ id: `${area}.close`, title: titles.close, category, keys: ['Escape'] },
      ...{ disabled: nothingOpen, run: onClose },
    },
  ]
}
