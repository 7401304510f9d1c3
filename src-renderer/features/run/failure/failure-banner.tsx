import { ScrollText } from 'lucide-react'
import type { Failure } from '#shared/model/runs/attempt.ts'
import type { TaskView } from '#shared/model/task.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { groundOf, StatusIcon } from '../../../ui/status-badge.tsx'
import { statusOfTask } from '../../../ui/status-looks.ts'
import { words } from '../../../words/words.ts'
import { FailureText } from '../task/checks.tsx'
import { RetryFailed } from './retry-failed.tsx'

const says = words.run.failure

interface FailureBannerProps {
  readonly task: TaskView
  readonly failure: Failure
  readonly onLog: () => void
}

/** Why a task failed, what most likely lies behind it, and what can be done now. */
export function FailureBanner({ task, failure, onLog }: FailureBannerProps) {
  const { word, cause } = says.reasons[failure.reason]
  const status = statusOfTask(task)
  return (
    <section
      aria-label={says.label}
      className={`flex items-start gap-2.5 rounded-lg p-3 ${groundOf(status)}`}
    >
      <span className="mt-0.5">
        <StatusIcon status={status} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <p className="font-semibold">{word}</p>
        <div className="max-h-60 overflow-auto break-words">
          <FailureText failure={failure} checks={task.doneWhen ?? []} />
        </div>
        <p className="text-muted">
          <span className="font-medium">{says.likely}</span> {cause}
        </p>
        <RetryFailed task={task}>
          <Button icon={ScrollText} onClick={onLog}>
            {says.showLog}
          </Button>
        </RetryFailed>
      </div>
    </section>
  )
}
