import { StatusBadge } from '../../ui/status-badge.tsx'
import { direction } from '../../words/words.ts'
import { useFace } from '../graph-context.ts'
import type { Point } from '../layout/layout.ts'

/** The title of a node that is painted without words, beside the pointer. */
export function PointedTitle({ taskKey, at }: { taskKey: string; at: Point }) {
  const face = useFace(taskKey)
  if (face === undefined) return null
  return (
    <div
      dir={direction}
      style={{ left: at.x + 14, top: at.y + 14 }}
      className="pointer-events-none absolute z-10 flex max-w-72 flex-col gap-0.5 rounded-md border border-line-strong bg-raised px-2.5 py-1.5 shadow-high"
    >
      <span className="font-medium text-ink">{face.title}</span>
      <span className="flex gap-2 text-sm">
        {face.status !== null && <StatusBadge status={face.status} percent={face.progress} />}
        <span className="truncate text-faint">{face.line}</span>
      </span>
    </div>
  )
}
