import { PencilLine, RotateCcw, RotateCw, ScrollText, UserRoundCog } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Failure } from '#shared/model/runs/attempt.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import type { TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { useStartRun } from '../../../entities/runs/use-start-run.ts'
import { useRun } from '../../../stores/run-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { TextArea, TextField } from '../../../ui/controls/field.tsx'
import { FormDialog } from '../../../ui/controls/form-dialog.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { groundOf, StatusIcon } from '../../../ui/status-badge.tsx'
import { statusOfTask } from '../../../ui/status-looks.ts'
import { canTakeOver, isWholeOnly } from './allowed-actions.ts'
import { AssignAgain } from './assign-to.tsx'
import { FailureText } from './checks.tsx'
import { TaskPress } from './task-again.tsx'

const says = words.run.failure

interface FailureBannerProps {
  readonly task: TaskView
  readonly failure: Failure
  readonly onLog: () => void
}

/** Reason of a failure, its likely cause, and the actions that are possible now. */
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

interface RetryFailedProps {
  readonly task: TaskView
  /** Further buttons beside the retry buttons. */
  readonly children: ReactNode
}

/** Retries a waiting task now. After its run has ended, a failed task can run again in a new run. */
function RetryFailed({ task, children }: RetryFailedProps) {
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
        {isRetrying && (
          <TaskPress task={task} icon={RotateCw} verb="hurryTask">
            {words.run.controls.retryNow}
          </TaskPress>
        )}
        {canRestart && (
          <>
            <Button
              look="primary"
              icon={RotateCcw}
              title={says.retryHint}
              disabled={start.isPending}
              onClick={() => start.mutate({ againRunId, fromTasks: [key] })}
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
      <FailureNote error={start.error} />
      {isEditing && <EditedRetry task={task} onClose={() => setEditing(false)} />}
    </>
  )
}

/** Edits title and description of a task, and repeats the task and its dependents in a new run. */
function EditedRetry({ task, onClose }: { task: TaskView; onClose: () => void }) {
  const start = useStartRun()
  const [title, setTitle] = useState(task.title)
  const [description, setDescription] = useState(task.description)
  const isNamed = title.trim() !== ''
  const send = () => {
    if (!isNamed) return
    const edits = [{ taskKey: task.key, title: title.trim(), description }]
    start.mutate({ againRunId: task.runId, edits }, { onSuccess: onClose })
  }
  return (
    <FormDialog
      isOpen
      title={says.editTitle(task.title)}
      about={says.editAbout}
      submit={says.editSubmit}
      isBusy={start.isPending}
      error={start.error}
      onSubmit={send}
      onClose={onClose}
    >
      <TextField
        label={says.editName}
        value={title}
        maxLength={500}
        onChange={setTitle}
        fault={isNamed ? undefined : says.editEmpty}
      />
      <TextArea
        label={says.editText}
        value={description}
        rows={8}
        maxLength={100_000}
        data-autofocus
        onChange={setDescription}
      />
    </FormDialog>
  )
}
