import { type KeyboardEvent, useRef, useState } from 'react'
import { words } from '#shared/words/words.ts'
import { KeyCaps } from '../../commands/key-caps.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { FormDialog } from '../../ui/controls/form-dialog.tsx'
import type { KeyRow } from './key-rows.ts'

interface KeyDialogProps {
  readonly row: KeyRow
  /** Titles of the commands with conflicting keys. */
  readonly conflictsOf: (keys: readonly string[]) => readonly string[]
  /** Null: reset to the default keys. */
  readonly onKeep: (keys: readonly string[] | null) => void
  readonly onClose: () => void
}

const { keys: say } = words.settings

/** Records a shortcut: one key press, or a sequence of two. */
export function KeyDialog({ row, conflictsOf, onKeep, onClose }: KeyDialogProps) {
  const [keys, setKeys] = useState<string | null>(null)
  const conflicts = keys === null ? [] : conflictsOf([keys])
  const field = useRef<HTMLButtonElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const press = pressOf(event)
    // Tab and Escape leave the field, as everywhere.
    if (press === null || event.key === 'Tab' || event.key === 'Escape') return
    // Enter and Space still press the other buttons.
    if (event.target !== field.current && (press === 'Enter' || press === 'Space')) return
    event.preventDefault()
    event.stopPropagation()
    setKeys((before) => addPress(before, press))
  }
  return (
    <FormDialog
      isOpen
      title={say.change(row.title)}
      submit={say.keep}
      isBusy={keys === null}
      beside={
        <span className="flex flex-wrap gap-2">
          {keys !== null && <Button onClick={() => setKeys(null)}>{say.again}</Button>}
          <Button onClick={() => onKeep(null)} disabled={!row.isOwn}>
            {say.reset}
          </Button>
          <Button onClick={() => onKeep([])}>{say.removeKeys}</Button>
        </span>
      }
      onKeyDown={onKeyDown}
      onSubmit={() => keys !== null && onKeep([keys])}
      onClose={onClose}
    >
      <button
        ref={field}
        type="button"
        data-autofocus
        className="flex min-h-16 items-center justify-center rounded-md border border-line-strong border-dashed p-3 text-muted"
      >
        {keys === null ? say.press : <KeyCaps keys={keys} />}
      </button>
      <p className="-mt-2 text-muted text-sm">{say.pressMore}</p>
      <p role="status" className="min-h-5 text-warning">
        {conflicts.length > 0 && say.conflict(conflicts.join(', '))}
      </p>
    </FormDialog>
  )
}

interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const modifiers = new Set(['Control', 'Meta', 'Alt', 'Shift', 'AltGraph'])

/**
 * The pressed keys in tinykeys notation; null for a modifier alone. Shift is omitted if the character already implies
 * it.
 */
export function pressOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string | null {
  if (modifiers.has(key)) return null
  const isLetter = /^\p{L}$/u.test(key)
  const held = [
    ...(ctrlKey || metaKey ? ['$mod'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey && (isLetter || key.length > 1) ? ['Shift'] : []),
  ]
  const name = key === ' ' ? 'Space' : isLetter ? key.toLowerCase() : key
  return [...held, name].join('+')
}

/** Adds a key press to a sequence such as `g h`. A third one starts a new sequence. */
export const addPress = (before: string | null, press: string): string =>
  before === null || before.includes(' ') ? press : `${before} ${press}`
