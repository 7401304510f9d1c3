import { useMutation } from '@tanstack/react-query'
import { CircleSlash, LockOpen, UserRoundCog } from 'lucide-react'
import { useState } from 'react'
import type { ApprovalKind } from '#shared/model/approval.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { useRun } from '../../../stores/run-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { CheckBox } from '../../../ui/controls/check-box.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { canAssign, useIsOpen } from './allowed-actions.ts'
import { AssignTo } from './assign-to.tsx'
import { TaskAgain, TaskPress } from './task-again.tsx'

const says = words.run.task.cancel

interface TaskActionsProps {
  readonly task: TaskView
  readonly isStopping: boolean
  /** Kind of the open approval; null without one. */
  readonly gate: ApprovalKind | null
}

/** Actions on an open task, except answering its approval. */
export function TaskActions({ task, isStopping, gate }: TaskActionsProps) {
  const [asking, setAsking] = useState<'cancel' | 'assign' | null>(null)
  const isOpen = useIsOpen(task)
  if (!isOpen) return <TaskAgain task={task} />
  if (isStopping) return null
  const onClose = () => setAsking(null)
  if (asking === 'cancel') return <CancelTask {...{ task, onClose }} />
  if (asking === 'assign') return <AssignTo {...{ task, onClose }} />
  return (
    <div className="flex flex-wrap gap-2">
      {/* Only a person can declare a blocker that an agent reported as resolved. */}
      {task.reason?.code === 'reported' && (
        <TaskPress task={task} icon={LockOpen} verb="unblockTask">
          {words.run.task.unblock}
        </TaskPress>
      )}
      {canAssign(task) && gate !== 'result_review' && (
        <Button icon={UserRoundCog} onClick={() => setAsking('assign')}>
          {words.run.assign.open}
        </Button>
      )}
      <Button look="danger" icon={CircleSlash} onClick={() => setAsking('cancel')}>
        {says.button}
      </Button>
    </div>
  )
}

/** Confirms a cancellation, which cannot be undone, and shows which dependents would be cancelled too. */
function CancelTask({ task, onClose }: { task: TaskView; onClose: () => void }) {
  const { orpc } = useRpc()
  const tasks = useRun((state) => state.tasks)
  const cancelling = useMutation(orpc.runs.cancelTask.mutationOptions({ onSuccess: onClose }))
  const [isBranch, setBranch] = useState(false)
  const after = countAfter(tasks, task.key)
  const { runId, key, kind, status } = task
  return (
    <section aria-label={says.label} className="flex flex-col gap-3 rounded-lg border border-line p-4">
      <p>
        <span className="font-medium">{says.ask(kind)}</span>{' '}
        {status === 'in_progress' && kind === 'task' && `${says.told} `}
        {kind === 'group' && `${says.group} `}
        {after > 0 && says.skips}
      </p>
      {after > 0 && (
        <CheckBox showsLabel label={says.branch(after)} isChecked={isBranch} onChange={setBranch} />
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          look="danger"
          disabled={cancelling.isPending || isTerminal(status)}
          onClick={() => cancelling.mutate({ runId, taskKey: key, branch: isBranch })}
        >
          {isBranch ? says.many(after + 1) : says.one}
        </Button>
        <Button onClick={onClose}>{says.keep}</Button>
      </div>
      <FailureNote error={cancelling.error} />
    </section>
  )
}

/**
 * Number of open tasks that directly or indirectly depend on a task or belong to it. All of these are cancelled with
 * the branch of the task.
 */
export function countAfter(tasks: ReadonlyMap<string, TaskView>, key: string): number {
  const next = new Map<string, string[]>()
  const link = (from: string, to: string) => next.set(from, [...(next.get(from) ?? []), to])
  for (const task of tasks.values()) {
    for (const dependency of task.dependsOn) link(dependency, task.key)
    if (task.parent !== null) link(task.parent, task.key)
  }
  const found = new Set([key])
  for (const each of found) for (const one of next.get(each) ?? []) found.add(one)
  found.delete(key)
  return [...found].filter((each) => !isTerminal(tasks.get(each)?.status ?? 'done')).length
}
