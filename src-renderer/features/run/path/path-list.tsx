import type { CriticalPath, PathStep } from '#shared/contract/runs/run-times.ts'
import { words } from '#shared/words/words.ts'
import { useTask } from '../../../stores/run-context.tsx'
import { StatusIcon } from '../../../ui/status-badge.tsx'
import { statusOfTask } from '../../../ui/status-looks.ts'
import { formatDuration } from '../../../ui/text/format.ts'
import { describeTimeLeft } from '../header/time-left.ts'
import { useSelectTask } from '../task/task-link.tsx'

const says = words.run.path

/** The tasks on the critical path, numbered, each with its share of the total time and the basis of that number. */
export function PathList({ path: { steps, totalMs, left } }: { path: CriticalPath }) {
  const slowest = steps.reduce<PathStep | null>(
    (most, step) => (most !== null && most.ms >= step.ms ? most : step),
    null,
  )
  const said = left === null ? null : describeTimeLeft(left)
  const name = useTask(slowest?.taskKey ?? '')?.title
  return (
    <section
      aria-label={says.toggle}
      className="max-h-48 shrink-0 overflow-y-auto border-line border-b bg-surface px-6 py-2.5"
    >
      {steps.length === 0 ? (
        <p className="text-muted">{says.none}</p>
      ) : (
        <>
          <p className="flex flex-wrap gap-x-3">
            <span className="font-medium">{says.title(steps.length)}</span>
            {slowest !== null && name !== undefined && steps.length > 1 && (
              <span className="text-muted">{says.slowest(name, shareOf(slowest, totalMs))}</span>
            )}
            {said !== null && (
              <span className="text-muted" title={said.hint}>
                {said.text}
              </span>
            )}
          </p>
          <ol className="mt-1.5 grid grid-cols-[repeat(auto-fill,minmax(280px,1fr))] gap-x-6">
            {steps.map((step, at) => (
              <Step key={step.taskKey} step={step} number={at + 1} share={shareOf(step, totalMs)} />
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

interface StepProps {
  readonly step: PathStep
  readonly number: number
  readonly share: string
}

function Step({ step: { taskKey, ms, basis }, number, share }: StepProps) {
  const select = useSelectTask()
  const task = useTask(taskKey)
  if (task === undefined) return null
  return (
    <li>
      <button
        type="button"
        onClick={() => select(taskKey)}
        title={`${task.title}: ${says.bases[basis]}, ${says.share(share)}`}
        className="flex h-7 w-full items-center gap-2 rounded-md px-1.5 text-start hover:bg-hover"
      >
        <span className="tabular w-5 shrink-0 text-end text-faint text-sm">{number}</span>
        <StatusIcon status={statusOfTask(task)} />
        <span className="min-w-0 flex-1 truncate font-medium">{task.title}</span>
        <span className="tabular shrink-0 text-muted text-sm">
          {basis === 'actual' ? '' : '~'}
          {formatDuration(ms)} · {share}
        </span>
      </button>
    </li>
  )
}

export const shareOf = ({ ms }: PathStep, totalMs: number): string =>
  `${totalMs === 0 ? 0 : Math.round((100 * ms) / totalMs)}%`
