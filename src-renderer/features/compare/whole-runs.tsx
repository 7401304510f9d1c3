import { progressOf } from '../../entities/runs/progress.ts'
import { SimulationMark } from '../../ui/simulation-mark.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfRun } from '../../ui/status-looks.ts'
import { formatDuration } from '../../ui/text/format.ts'
import { locale, words } from '../../words/words.ts'
import { type Compared, type ComparedRow, costOf } from './compare.ts'

interface WholeRunsProps {
  readonly left: Compared
  readonly right: Compared
  readonly rows: readonly ComparedRow[]
}

const says = words.run.compare

/** Both runs in a few numbers. */
export function WholeRuns({ left, right, rows }: WholeRunsProps) {
  const count = rows.filter(({ difference }) => difference !== 'same').length
  const facts = [
    {
      name: says.whole.status,
      of: ({ change: { run } }: Compared) => (
        <>
          <StatusBadge status={statusOfRun(run)} isInherited />
          {run.isSimulated && <SimulationMark />}
        </>
      ),
    },
    { name: says.whole.time, of: timeOf },
    { name: says.whole.cost, of: (run: Compared) => costOf(run) || says.none },
    {
      name: says.whole.tasks,
      of: ({ change: { run } }: Compared) => {
        const { done, total } = progressOf(run)
        return `${done.toLocaleString(locale)}/${total.toLocaleString(locale)}`
      },
    },
  ]
  return (
    <section className="mb-3">
      <dl className="flex flex-wrap gap-x-8 gap-y-2 rounded-lg border border-line bg-surface px-4 py-3">
        {facts.map(({ name, of }) => (
          <div key={name}>
            <dt className="text-faint text-sm">{name}</dt>
            <dd className="tabular flex items-center gap-2 font-medium">
              {of(left)}
              <span aria-hidden className="text-faint">
                {says.arrow}
              </span>
              {of(right)}
            </dd>
          </div>
        ))}
      </dl>
      <p role="status" className="mt-2 text-muted">
        {count === 0 ? says.same : says.differ(count)}
      </p>
    </section>
  )
}

const timeOf = ({ timeline: { from, to, at } }: Compared): string => formatDuration((to ?? at) - from)
