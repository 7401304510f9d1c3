import { clsx } from 'clsx'
import { Plus } from 'lucide-react'
import { type PointerEvent, useRef } from 'react'
import { words } from '../../words/words.ts'
import { useFace, useNodeActions } from '../graph-context.ts'

/** So far a pointer may slip while it is pressed and still press the button. */
const slip = 4

/** On the far side of a node: pressed it adds a task that waits for this one, dragged it connects the two. */
export function NodeHandle({ taskKey, isShown }: { taskKey: string; isShown: boolean }) {
  const { edit } = useNodeActions()
  const face = useFace(taskKey)
  const pressed = useRef<{ x: number; y: number } | null>(null)
  if (edit === null || face === undefined) return null
  const onPointerMove = (event: PointerEvent) => {
    const start = pressed.current
    if (start === null || Math.hypot(event.clientX - start.x, event.clientY - start.y) < slip) return
    pressed.current = null
    edit.beginConnection(taskKey, event)
  }
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={words.graph.addAfter(face.title)}
      title={words.graph.handle}
      onPointerDown={({ button, clientX, clientY, currentTarget, pointerId }) => {
        if (button !== 0) return
        pressed.current = { x: clientX, y: clientY }
        currentTarget.setPointerCapture(pointerId)
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        if (pressed.current !== null) edit.onAdd({ after: taskKey, before: null })
        pressed.current = null
      }}
      onPointerCancel={() => {
        pressed.current = null
      }}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      className={clsx(
        'plan-handle nopan nodrag pointer-events-auto absolute z-10 inline-flex size-6 items-center justify-center',
        !isShown && 'opacity-0 focus-visible:opacity-100 group-hover:opacity-100',
      )}
    >
      <span className="inline-flex size-4 items-center justify-center rounded-full bg-accent text-on-accent shadow-low">
        <Plus size={12} strokeWidth={3} aria-hidden />
      </span>
    </button>
  )
}
