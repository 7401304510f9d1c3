import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { words } from '#shared/words/words.ts'

interface FindFieldProps {
  readonly label: string
  readonly hint?: string
  /** Keys of the tasks that match `text`, in plan order. */
  readonly listFound: (text: string) => readonly string[]
  readonly onGo: (key: string) => void
  readonly onArrow: (event: KeyboardEvent) => void
  readonly onEnter: () => void
  readonly onLeave: () => void
}

/** Search field that goes to tasks by title. */
export function FindField({ label, hint, listFound, onGo, onArrow, onEnter, onLeave }: FindFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const found = text === '' ? [] : listFound(text)
  useEffect(() => field.current?.focus(), [])

  const go = (keys: readonly string[], to: number) => {
    const place = keys.length === 0 ? 0 : (to + keys.length) % keys.length
    setAt(place)
    const key = keys[place]
    if (key !== undefined) onGo(key)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') onLeave()
    else if (event.key === 'Enter') onEnter()
    else if (event.key.startsWith('Arrow')) {
      if (text === '') onArrow(event)
      else if (event.key === 'ArrowDown') go(found, at + 1)
      else if (event.key === 'ArrowUp') go(found, at - 1)
      else return
    } else return
    event.preventDefault()
  }
  return (
    <div className="flex w-72 max-w-[calc(100vw-32px)] flex-col gap-1 rounded-lg border border-line bg-raised p-2 shadow-high">
      <span className="truncate px-1 font-medium text-ink text-sm">{label}</span>
      <input
        ref={field}
        type="text"
        aria-label={label}
        placeholder={words.graph.findHint}
        value={text}
        onChange={({ target }) => {
          setText(target.value)
          if (target.value !== '') go(listFound(target.value), 0)
        }}
        onKeyDown={onKeyDown}
        className="nodrag nopan h-8 rounded-md border border-line-strong bg-surface px-2 text-ink"
      />
      <span aria-live="polite" className="tabular px-1 text-faint text-sm">
        {text === ''
          ? (hint ?? '')
          : found.length === 0
            ? words.graph.nothingFound
            : words.graph.findCount(at + 1, found.length)}
      </span>
    </div>
  )
}
