import type { KeyboardEvent } from 'react'
import type { TreeRow } from '../../../entities/plans/edits/tree.ts'
import { rowAfterKey } from '../../../ui/lists/row-keys.ts'
import { backKey, onKey } from '../../../ui/reading-keys.ts'
import type { Actions } from '../actions.ts'

interface OutlineScene {
  readonly rows: readonly TreeRow[]
  /** The row that leads; -1: none. */
  readonly at: number
  readonly closed: ReadonlySet<string>
  readonly choose: (index: number, how?: { readonly isRange?: boolean }) => void
  readonly toggle: (key: string, isOpen: boolean) => void
  readonly actions: Actions
  readonly onOpen: () => void
}

/** Keys of the outline itself; those in a field of a row are the field's. */
export function outlineKeys(scene: OutlineScene): (event: KeyboardEvent) => void {
  const { rows, at, closed, choose, toggle, actions, onOpen } = scene
  return (event) => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return
    const row = rows[at]
    const target = rowAfterKey(event.key, at, rows.length)
    if (target !== null) {
      event.preventDefault()
      choose(target, { isRange: event.shiftKey })
      return
    }
    if (row === undefined) return
    const { key } = row.task
    const isOpen = row.hasParts && !closed.has(key)
    switch (event.key) {
      case onKey:
        if (isOpen) choose(at + 1)
        else if (row.hasParts) toggle(key, true)
        break
      case backKey:
        if (isOpen) toggle(key, false)
        else choose(rows.slice(0, at).findLastIndex(({ depth }) => depth < row.depth))
        break
      case 'Enter':
        if (event.shiftKey) onOpen()
        else actions.addBeside()
        break
      case ' ':
        onOpen()
        break
      default:
        return
    }
    event.preventDefault()
  }
}
