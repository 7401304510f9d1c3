import { useViewport } from '@xyflow/react'
import { words } from '../../words/words.ts'
import type { Connection } from '../interaction/use-connecting.ts'
import { endOf } from '../layout/draw-plan.ts'
import type { Scene } from '../layout/scene.ts'

/** From the handle to the pointer, with the reason beside it where it may not end. */
export function ConnectionLine({ connection, scene }: { connection: Connection; scene: Scene }) {
  const { x, y, zoom } = useViewport()
  const source = scene.nodeOf(connection.from)
  const { pointer, over } = connection
  if (source === undefined || pointer === null) return null
  const start = endOf(source, scene.layout.direction)
  const from = { x: start.x * zoom + x, y: start.y * zoom + y }
  const refusal = over === null ? null : (connection.refusals.get(over) ?? null)
  return (
    <div className="pointer-events-none absolute inset-0 z-10 overflow-hidden">
      <svg aria-hidden="true" className="absolute inset-0 size-full">
        <line
          x1={from.x}
          y1={from.y}
          x2={pointer.x}
          y2={pointer.y}
          strokeWidth={2}
          strokeDasharray={refusal === null ? 'none' : '5 4'}
          className={refusal === null ? 'stroke-accent' : 'stroke-failed'}
        />
      </svg>
      <span
        style={{ left: pointer.x + 14, top: pointer.y + 14 }}
        className="absolute max-w-72 rounded-md border border-line-strong bg-raised px-2 py-1 text-ink text-sm shadow-high"
      >
        {refusal ?? words.graph.dropHere}
      </span>
    </div>
  )
}
