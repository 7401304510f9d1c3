import { PencilLine, RotateCcw, UserRoundCog } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { isRunOver } from '#shared/model/runs/run.ts'
import type { TaskView } from '#shared/model/task.ts'
import { newCommandId, useStartRun } from '../../../entities/runs/use-start-run.ts'
import { useRun } from '../../../stores/run-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'
import { AssignAgain } from '../task/assign-to.tsx'
import { canTakeOver, isWholeOnly } from '../task/take-over.ts'
import { RetryNow } from '../task/task-again.tsx'
import { EditedRetry } from './edited-retry.tsx'

const says = words.run.failure

interface RetryFailedProps {
  readonly task: TaskView
  /** Beside what is offered here. */
  readonly children: ReactNode
}

/** One that waits to be tried again is tried now; one that is over is done again in a new run, once this one is over. */
export function RetryFailed({ task, children }: RetryFailedProps) {
  const run = useRun((state) => state.run)
  const start = useStartRun()
  const [isEditing, setEditing] = useState(false)
  const [isAssigning, setAssigning] = useState(false)
  const { runId: againRunId, key } = task
  const isRetrying = task.status === 'todo'
  const canRestart = !isRetrying && run !== null && canTakeOver(run)
  if (isAssigning) return <AssignAgain task={task} onClose={() => setAssigning(false)} />
  return (
    <>
      {isRetrying && <p className="text-muted">{says.retryIn}</p>}
      {!isRetrying && run !== null && !isRunOver(run.status) && <p className="text-muted">{says.goesOn}</p>}
      <div className="flex flex-wrap gap-2">
        {isRetrying && <RetryNow task={task} />}
        {canRestart && (
          <>
            <Button
              look="primary"
              icon={RotateCcw}
              title={says.retryHint}
              disabled={start.isPending}
              onClick={() => start.mutate({ againRunId, fromTasks: [key], commandId: newCommandId() })}
            >
              {says.retry}
            </Button>
            <Button icon={PencilLine} title={says.editHint} onClick={() => setEditing(true)}>
              {says.edit}
            </Button>
            <Button icon={UserRoundCog} onClick={() => setAssigning(true)}>
              {words.run.assign.openAgain}
            </Button>
          </>
        )}
        {children}
      </div>
      {canRestart && <p className="text-muted text-sm">{says.retryHint}.</p>}
      {run !== null && isWholeOnly(run) && <p className="text-muted text-sm">{says.wholeOnly}</p>}
      {start.isError && <FailureNote error={start.error} />}
      {isEditing && <EditedRetry task={task} onClose={() => setEditing(false)} />}
    </>
  )
}
