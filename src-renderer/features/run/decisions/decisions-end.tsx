import { Circle, LoaderCircle, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { assertNever } from '#shared/assert.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import type { TaskView } from '#shared/model/task.ts'
import { shortTitle } from '../../../entities/decisions/decision-words.ts'
import { useRun } from '../../../stores/run-context.tsx'
import { words } from '../../../words/words.ts'
import { newestOpen } from '../goal/goal-phase.ts'

const says = words.run.decisions.end

/** Below the newest decision: what the next one waits for. */
export function DecisionsEnd({ run }: { run: RunView }) {
  const open = useRun(({ tasks }) => newestOpen(tasks.values()))
  switch (run.status) {
    case 'done':
    case 'failed':
    case 'cancelled':
      return null
    case 'stopping':
      return <End icon={Circle}>{says.stopping}</End>
    case 'paused':
      return <End icon={Circle}>{says.paused}</End>
    case 'running':
    case 'waiting':
      if (open === null) {
        return (
          <End icon={LoaderCircle} isBusy>
            {run.goal?.decider === 'model' ? says.asked : says.deciding}
          </End>
        )
      }
      return <End icon={Circle}>{wordsOfWait(open)}</End>
    default:
      return assertNever(run.status, 'run status')
  }
}

function wordsOfWait({ status, title, requiredSkills }: TaskView): string {
  if (status === 'awaiting_input' || status === 'awaiting_approval') {
    return says.afterAnswer
  }
  return says.afterTask(shortTitle(title, requiredSkills))
}

interface EndProps {
  readonly icon: LucideIcon
  readonly isBusy?: boolean
  readonly children: ReactNode
}

function End({ icon: Icon, isBusy = false, children }: EndProps) {
  return (
    <p className="appearing flex items-start gap-2 pb-12 text-muted sm:gap-3">
      <span className="inline-flex w-7 shrink-0 justify-center pt-[3px]">
        <Icon size={14} aria-hidden className={isBusy ? 'turning text-running' : 'text-faint'} />
      </span>
      <span className="min-w-0 break-words border border-transparent px-3">{children}</span>
    </p>
  )
}
