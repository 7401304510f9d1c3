import { clsx } from 'clsx'
import { memo, useMemo } from 'react'
import type { PlanDocument } from '#shared/model/plan.ts'
import { layoutPlan } from '../../graph/layout/layout-plan.ts'
import { pathOf } from '../../graph/layout/route-path.ts'
import { words } from '../../words/words.ts'

interface PlanPictureProps {
  readonly plan: Pick<PlanDocument, 'title' | 'tasks'>
  readonly className?: string
}

const margin = 24
const none: ReadonlySet<string> = new Set()

/** A plan from far away: what stands after what, and where a person is asked. */
export const PlanPicture = memo(function PlanPicture({ plan, className }: PlanPictureProps) {
  const layout = useMemo(() => layoutPlan(plan.tasks, none), [plan.tasks])
  const asked = useMemo(
    () =>
      new Set(
        plan.tasks
          .filter(({ requiresApproval, gate }) => requiresApproval || gate !== undefined)
          .map(({ key }) => key),
      ),
    [plan.tasks],
  )
  const box = [-margin, -margin, layout.width + 2 * margin, layout.height + 2 * margin].join(' ')
  return (
    <svg role="img" viewBox={box} className={clsx('block w-full', className)}>
      <title>{words.templates.picture(plan.title)}</title>
      {layout.nodes.map(({ key, kind, x, y, width, height }) =>
        kind === 'frame' ? (
          <rect
            key={key}
            {...{ x, y, width, height }}
            rx={18}
            className="fill-hover stroke-line-strong"
            strokeWidth={4}
          />
        ) : null,
      )}
      <g className="fill-none stroke-faint" strokeWidth={6}>
        {layout.edges.map(({ id, points }) => (
          <path key={id} d={pathOf(points, layout.direction)} />
        ))}
      </g>
      {layout.nodes.map(({ key, kind, x, y, width, height }) =>
        kind === 'frame' ? null : (
          <rect
            key={key}
            {...{ x, y, width, height }}
            rx={18}
            className={
              asked.has(key) ? 'fill-attention-soft stroke-attention' : 'fill-surface stroke-line-strong'
            }
            strokeWidth={7}
          />
        ),
      )}
    </svg>
  )
})
