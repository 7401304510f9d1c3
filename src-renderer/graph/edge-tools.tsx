import { useViewport } from '@xyflow/react'
import { Plus, Trash2 } from 'lucide-react'
import { words } from '#shared/words/words.ts'
import type { Editing, Faces } from './face.ts'
import type { LayoutEdge, Point } from './layout/layout.ts'

interface EdgeToolsProps {
  readonly edge: LayoutEdge
  /** In plan coordinates. */
  readonly at: Point
  readonly faces: Faces
  readonly editing: Editing
  readonly onDone: () => void
}

/**
 * Buttons of an edge: insert a task between its ends, or remove the edge. Placed above the edge, so that none is
 * pressed by accident.
 */
export function EdgeTools({ edge, at, faces, editing, onDone }: EdgeToolsProps) {
  const view = useViewport()
  const from = faces.get(edge.from)?.title ?? edge.from
  const to = faces.get(edge.to)?.title ?? edge.to
  const place = { left: at.x * view.zoom + view.x, top: at.y * view.zoom + view.y }
  const tools = [
    {
      icon: Plus,
      label: words.graph.addBetween(from, to),
      run: () => editing.onAdd({ after: edge.from, before: edge.to }),
    },
    {
      icon: Trash2,
      label: words.graph.removeEdge(from, to),
      run: () => editing.onDisconnect(edge.from, edge.to),
    },
  ]
  return (
    <div
      data-edge-tools
      style={place}
      className="-translate-x-1/2 -translate-y-full -mt-0.5 absolute z-10 flex rounded-full border border-line-strong bg-raised p-px shadow-high"
    >
      {tools.map(({ icon: Icon, label, run }) => (
        <button
          key={label}
          type="button"
          tabIndex={-1}
          aria-label={label}
          title={label}
          onClick={() => {
            run()
            onDone()
          }}
          className="inline-flex size-6 items-center justify-center rounded-full text-muted hover:bg-hover hover:text-ink"
        >
          <Icon size={13} strokeWidth={2.25} aria-hidden />
        </button>
      ))}
    </div>
  )
}
