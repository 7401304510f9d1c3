import type { RunSummary } from '#shared/contract/runs/run-summary.ts'
import { useAgentNames } from '../../../entities/agents/agent-names.ts'
import { useTask } from '../../../stores/run-context.tsx'
import { groundOf } from '../../../ui/status-badge.tsx'
import { formatInstant } from '../../../ui/text/format.ts'
import { words } from '../../../words/words.ts'
import { wordOfReason } from '../task/attempt-words.ts'
import { FailureText } from '../task/checks.tsx'
import { TaskLink } from '../task/task-link.tsx'

const says = words.run.summary

interface FirstFailureProps {
  readonly failure: RunSummary['firstFailure']
  readonly onSelect: (taskKey: string) => void
}

/** The first attempt that failed, also where a later one made it good: what came after often follows from it. */
export function FirstFailure({ failure, onSelect }: FirstFailureProps) {
  const task = useTask(failure?.taskKey ?? '')
  const nameOf = useAgentNames()
  if (failure === null) return <p className="text-muted">{says.nothingFailed}</p>
  const { taskKey, attempt, agentId, at, failure: why } = failure
  return (
    <div className={`flex flex-col gap-1 rounded-lg p-3 ${groundOf('failed')}`}>
      <TaskLink taskKey={taskKey} onSelect={onSelect} />
      <p className="text-muted text-sm">
        {wordOfReason(why.reason)} · {says.failedAt(attempt, nameOf(agentId))} · {formatInstant(at)}
      </p>
      <FailureText failure={why} checks={task?.doneWhen ?? []} />
    </div>
  )
}
