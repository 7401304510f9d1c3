import { clsx } from 'clsx'
import { ChartGantt, ZoomIn, ZoomOut } from 'lucide-react'
import { useMemo, useState } from 'react'
import { z } from 'zod'
import type { Timeline } from '#shared/contract/runs/run-times.ts'
import { words } from '#shared/words/words.ts'
import { useAgentNames } from '../../../entities/agents/agent-names.ts'
import { usePreference } from '../../../stores/preference.ts'
import { useRun } from '../../../stores/run-context.tsx'
import { Button, IconButton } from '../../../ui/controls/button.tsx'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { useNow } from '../../../ui/hooks/use-now.ts'
import { EmptyNote } from '../../../ui/notes.tsx'
import { NoMatch } from '../run-filter.tsx'
import { useTimeline } from '../run-reads.ts'
import { type BarLook, barClass } from './bars.ts'
import type { Span } from './fold.ts'
import { groupings, listTimelineRows } from './rows.ts'
import { TimelineChart } from './timeline-chart.tsx'

interface TimelineViewProps {
  readonly runId: string
  readonly selected: string | null
  readonly matched: ReadonlySet<string> | null
  readonly path: ReadonlySet<string>
  readonly onSelect: (key: string) => void
}

const says = words.run.timeline
const choices = groupings.map((value) => ({ value, label: says.groupings[value] }))
const groupingSchema = z.enum(groupings)
const zoomBy = 2

/** Tasks over time: each attempt as a bar, with the waits between attempts. */
export function TimelineView({ runId, ...rest }: TimelineViewProps) {
  const timeline = useTimeline(runId)
  return (
    <Fetched query={timeline} lines={6} className="p-6">
      {(data) =>
        data.tasks.length === 0 ? (
          <EmptyNote icon={ChartGantt} title={says.empty}>
            {says.emptyHint}
          </EmptyNote>
        ) : (
          <Drawn timeline={data} {...rest} />
        )
      }
    </Fetched>
  )
}

function Drawn({ timeline, matched, ...rest }: Omit<TimelineViewProps, 'runId'> & { timeline: Timeline }) {
  const [grouping, setGrouping] = usePreference('run.timeline.grouping', groupingSchema, 'plan')
  const [chosen, setChosen] = useState<Span | null>(null)
  const tasks = useRun((state) => state.tasks)
  const nameOf = useAgentNames()
  const ticking = useNow({ isMoving: timeline.to === null })
  const now = timeline.to ?? Math.max(ticking, timeline.at)
  const rows = useMemo(() => {
    const nobody = grouping === 'agent' ? says.nobody.agent : says.nobody.group
    return listTimelineRows({ timeline, tasks, matched, grouping, nameOf, nobody })
  }, [timeline, tasks, matched, grouping, nameOf])
  const range = chosen ?? { from: timeline.from, to: now }
  const zoom = (by: number) => setChosen(zoomed(range, by, { from: timeline.from, to: now }))
  return (
    <section aria-label={says.label} className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-6 py-2">
        <span className="flex items-center gap-2 text-muted text-sm">
          <span aria-hidden>{says.grouping}</span>
          <Segmented label={says.grouping} value={grouping} choices={choices} onChoose={setGrouping} />
        </span>
        <span className="flex items-center">
          <IconButton label={says.zoomIn} icon={ZoomIn} onClick={() => zoom(1 / zoomBy)} />
          <IconButton
            label={says.zoomOut}
            icon={ZoomOut}
            disabled={chosen === null}
            onClick={() => zoom(zoomBy)}
          />
          {chosen !== null && <Button onClick={() => setChosen(null)}>{says.wholeRun}</Button>}
        </span>
        <Legend />
      </div>
      {rows.length === 0 ? (
        <NoMatch />
      ) : (
        <TimelineChart
          rows={rows}
          timeline={timeline}
          now={now}
          range={range}
          onRange={setChosen}
          {...rest}
        />
      )}
    </section>
  )
}

/** Zooms around the middle, limited to the run; null if the result is the entire run. */
function zoomed({ from, to }: Span, by: number, whole: Span): Span | null {
  const middle = (from + to) / 2
  const half = Math.max(50, ((to - from) * by) / 2)
  const next = { from: Math.max(whole.from, middle - half), to: Math.min(whole.to, middle + half) }
  return next.from <= whole.from && next.to >= whole.to ? null : next
}

const looks: readonly BarLook[] = ['queue', 'person', 'backoff', 'running', 'done', 'failed', 'cut']

const Legend = () => (
  <ul className="ms-auto flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
    {looks.map((look) => (
      <li key={look} className="flex items-center gap-1.5 whitespace-nowrap">
        <span aria-hidden className={clsx('h-2.5 w-4 rounded-sm', barClass(look))} />
        {says.legend[look]}
      </li>
    ))}
  </ul>
)
