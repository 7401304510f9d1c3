import type { NodeProps } from '@xyflow/react'
import { clsx } from 'clsx'
import { Plus } from 'lucide-react'
import { type KeyboardEvent, memo, type PointerEvent, useEffect, useRef, useState } from 'react'
import { direction, words } from '#shared/words/words.ts'
import { type NodeActions, useFace, useNodeActions } from '../graph-context.ts'
import { FrameNode, GroupNode, TaskNode } from './node-bodies.tsx'
import type { PlanNode } from './node-marks.ts'

const bodies = { task: TaskNode, group: GroupNode, frame: FrameNode } as const

/** A node in the DOM: its body, and the controls for editing. */
export const PlanNodeView = memo(function PlanNodeView({ id, data }: NodeProps<PlanNode>) {
  const { edit } = useNodeActions()
  const { kind, ...marks } = data
  const Body = bodies[kind]
  const isConnecting = marks.isSource || marks.isTarget || marks.refusal !== null
  return (
    <div dir={direction} className="plan-cell group size-full" data-kind={kind}>
      <Body taskKey={id} {...marks} />
      {edit !== null && marks.isRenamed && <RenameField taskKey={id} edit={edit} />}
      {edit !== null && !isConnecting && (
        <NodeHandle taskKey={id} isShown={marks.isSelected || marks.isCursor} />
      )}
    </div>
  )
})

/** Pointer movement in pixels that still counts as a click. */
const slip = 4

/** Handle on the far side of a node. Clicking adds a dependent task; dragging starts a connection. */
function NodeHandle({ taskKey, isShown }: { taskKey: string; isShown: boolean }) {
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

/** Edits a title in place. Enter and blur save, Escape discards. An empty title is discarded. */
function RenameField({ taskKey, edit }: { taskKey: string; edit: NonNullable<NodeActions['edit']> }) {
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
