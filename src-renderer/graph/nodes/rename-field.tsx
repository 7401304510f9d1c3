import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { words } from '../../words/words.ts'
import { type NodeActions, useFace } from '../graph-context.ts'

interface RenameFieldProps {
  readonly taskKey: string
  readonly edit: NonNullable<NodeActions['edit']>
}

/** The title of a task written where it stands. Enter and leaving keep it, Escape does not. */
export function RenameField({ taskKey, edit }: RenameFieldProps) {
  const before = useFace(taskKey)?.title ?? ''
  const [title, setTitle] = useState(before)
  const field = useRef<HTMLTextAreaElement>(null)
  const isOver = useRef(false)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  const end = (isKept: boolean) => {
    if (isOver.current) return
    isOver.current = true
    const written = title.trim()
    if (isKept && written !== '' && written !== before) edit.rename(taskKey, written)
    edit.leaveRename()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    end(event.key === 'Enter')
  }
  return (
    <textarea
      ref={field}
      aria-label={words.graph.titleOf(before)}
      maxLength={500}
      value={title}
      onChange={({ target }) => setTitle(target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => end(true)}
      className="nopan nodrag nowheel plan-rename pointer-events-auto absolute z-20 resize-none rounded-md border border-accent bg-raised px-2 py-1 font-medium text-ink leading-[18px] outline-none ring-2 ring-accent-soft"
    />
  )
}
