import { ArrowDown, ArrowUp } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { moveTo } from './inbox-lines.ts'
import { rowId } from './inbox-row.tsx'

export const listId = 'inbox-list'

interface ListKeysOptions {
  readonly ids: readonly string[]
  readonly open: string | null
  readonly isWide: boolean
  readonly onOpen: (id: string) => void
}

/** Shortcuts for moving through the list. The focus moves to the row of the open approval. */
export function useListKeys({ ids, open, isWide, onOpen }: ListKeysOptions): void {
  const { commands } = words.inbox
  const move = (by: number) => {
    const next = moveTo(ids, open, by)
    if (next !== null) onOpen(next)
  }
  useCommands([
    {
      ...{ id: 'inbox.next', title: commands.next, category: commands.category },
      ...{ icon: ArrowDown, keys: ['j'], run: () => move(1) },
    },
    {
      ...{ id: 'inbox.previous', title: commands.previous, category: commands.category },
      ...{ icon: ArrowUp, keys: ['k'], run: () => move(-1) },
    },
  ])
  // Answering removes the focused row, so the focus moves to the next open row. Returning from a card restores the
  // focus to its row.
  const before = useRef(open)
  useEffect(() => {
    const target = open ?? (isWide ? null : before.current)
    const isNew = before.current !== open
    before.current = open
    if (!isNew || target === null || (open !== null && !isWide) || !isFree()) return
    return focusWhenDrawn(rowId(target))
  }, [open, isWide])
}

const triedFrames = 30

/**
 * Focuses a row once it is rendered: a hidden list renders its rows only after it has a height again. Does nothing if
 * the focus moves elsewhere meanwhile. Returns a function that cancels.
 */
function focusWhenDrawn(id: string): () => void {
  const from = document.activeElement
  let left = triedFrames
  let frame = requestAnimationFrame(function attempt() {
    const { activeElement } = document
    if (activeElement !== from && activeElement !== document.body) return
    const row = document.getElementById(id)
    row?.focus()
    left -= 1
    if (row === null && left > 0) frame = requestAnimationFrame(attempt)
  })
  return () => cancelAnimationFrame(frame)
}

/** True if the focus is inside the list or nowhere. */
function isFree(): boolean {
  const { activeElement } = document
  return (
    activeElement === null || activeElement === document.body || activeElement.closest(`#${listId}`) !== null
  )
}
