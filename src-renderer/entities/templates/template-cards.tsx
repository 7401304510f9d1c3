import { clsx } from 'clsx'
import { Clapperboard, PencilLine, Play } from 'lucide-react'
import { memo, type ReactNode, useMemo } from 'react'
import type { SampleView } from '#shared/contract/plans/plans.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { words } from '#shared/words/words.ts'
import { layoutPlan } from '../../graph/layout/layout-plan.ts'
import { pathOf } from '../../graph/layout/route-path.ts'
import { Button, IconButton } from '../../ui/controls/button.tsx'
import type { Templates } from './use-templates.ts'

interface TemplateCardsProps {
  readonly shown: readonly SampleView[]
  readonly actions: Templates
  readonly className?: string
  /** A card before all templates. */
  readonly first?: ReactNode
}

export function TemplateCards({ shown, actions, className, first }: TemplateCardsProps) {
  return (
    <ul
      aria-label={words.templates.list}
      className={clsx('grid grid-cols-[repeat(auto-fill,minmax(220px,1fr))] gap-3', className)}
    >
      {first !== undefined && <li className="flex">{first}</li>}
      {shown.map((template) => (
        <Card key={template.id} template={template} actions={actions} />
      ))}
    </ul>
  )
}

function Card({ template, actions }: { template: SampleView; actions: Templates }) {
  const { title, description, document } = template
  const { templates: say, home, runs } = words
  const leaves = document.tasks.filter(({ kind }) => kind === 'task')
  const gates = leaves.filter(({ requiresApproval, gate }) => requiresApproval || gate !== undefined).length
  return (
    <li className="flex min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-surface">
      <div className="border-line border-b bg-sunken p-2">
        <PlanPicture plan={document} className="h-16" />
      </div>
      <div className="flex flex-1 flex-col p-3">
        <h3 className="break-words font-medium">{title}</h3>
        <p className="mt-0.5 line-clamp-6 flex-1 text-muted text-sm" title={description}>
          {description}
        </p>
        <p className="mt-2 text-muted text-sm">
          {home.tasks(leaves.length)}
          {gates > 0 && ` · ${home.gates(gates)}`}
        </p>
        <div className="mt-2 flex items-center gap-1">
          <Button
            icon={PencilLine}
            aria-label={say.useOf(title)}
            disabled={actions.isBusy}
            onClick={() => actions.open(template)}
          >
            {say.use}
          </Button>
          <Button
            look="ghost"
            icon={Play}
            title={say.runOf(title)}
            aria-label={say.runOf(title)}
            disabled={actions.isBusy}
            onClick={() => actions.run(template)}
          >
            {say.run}
          </Button>
          <IconButton
            icon={Clapperboard}
            label={runs.simulatePlan(title)}
            disabled={actions.isBusy}
            onClick={() => actions.run(template, { simulate: true })}
          />
        </div>
      </div>
    </li>
  )
}

interface PlanPictureProps {
  readonly plan: Pick<PlanDocument, 'title' | 'tasks'>
  readonly className?: string
}

const margin = 24
const none: ReadonlySet<string> = new Set()

/** Thumbnail of a plan: the order of tasks, and the tasks with an approval. */
const PlanPicture = memo(function PlanPicture({ plan, className }: PlanPictureProps) {
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
