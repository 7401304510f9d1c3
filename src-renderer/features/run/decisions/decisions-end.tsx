import { Circle, LoaderCircle, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { assertNever } from '#shared/assert.ts'
import type { RunView } from '#shared/model/run.ts'
import type { TaskView } from '#shared/model/task.ts'
import { shortTitle } from '../../../decisions/decision-words.ts'
import { useRun } from '../../../stores/run-context.tsx'
import { newestOpen } from '../goal-phase.ts'

/** Below the newest decision: what the next one waits for. */
export function DecisionsEnd({ run }: { run: RunView }) {
  const open = useRun(({ tasks }) => newestOpen(tasks.values()))
  switch (run.status) {
    case 'done':
    case 'failed':
    case 'cancelled':
      return null
    case 'stopping':
      return <End icon={Circle}>The run is being stopped: nothing more is decided.</End>
    case 'paused':
      return <End icon={Circle}>The run is paused: nothing is decided until it goes on.</End>
    case 'running':
    case 'waiting':
      if (open === null) {
        return (
          <End icon={LoaderCircle} isBusy>
            {run.goal?.decider === 'model'
              ? 'A model is asked what comes next …'
              : 'Deciding what comes next …'}
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
    return 'The next decision comes after your answer.'
  }
  return `The next decision comes when “${shortTitle(title, requiredSkills)}” is over.`
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
