import { formatMoney } from '#shared/model/money.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { formatInstant } from '../../ui/text/format.ts'
import { words } from '../../words/words.ts'
import type { BuildEnd } from './build-log.ts'
import { TaskName } from './task-name.tsx'

const says = words.run.gaps

/** The outcome of the run of a build, when it ended, its cost and its gaps. */
export function BuildEndView({ end, runId }: { end: BuildEnd; runId: string | null }) {
  const { outcome, ended_at: endedAt, cost, gaps, gap_count: gapCount } = end
  const more = Math.max(0, (gapCount ?? 0) - gaps.length)
  const facts = [
    ...(endedAt === null ? [] : [formatInstant(Date.parse(endedAt))]),
    ...cost.map(({ currency, amount_minor: amountMinor }) => formatMoney({ currency, amountMinor })),
  ]
  return (
    <section aria-labelledby="outcome">
      <h3 id="outcome" className="mb-3 font-semibold">
        {words.memory.outcome}
      </h3>
      <p className="flex flex-wrap items-center gap-x-3">
        <StatusBadge status={outcome} />
        <span className="text-muted">{facts.join(' · ')}</span>
      </p>
      {gaps.length > 0 && (
        <ul aria-label={says.label} className="mt-2 flex flex-col gap-1.5">
          {gaps.map(({ kind, task_id: taskId, name, message }) => (
            <li key={`${kind} ${taskId} ${name}`} className="flex min-w-0 flex-wrap items-baseline gap-x-2">
              <span className="text-muted text-sm">{says.kinds[kind]}</span>
              <span className="min-w-0 break-words font-medium">{name}</span>
              <span className="min-w-0 break-words text-muted">{message}</span>
              {taskId !== null && <TaskName taskId={taskId} runId={runId} />}
            </li>
          ))}
          {more > 0 && <li className="text-muted">{says.more(more)}</li>}
        </ul>
      )}
    </section>
  )
}
