import { useMutation } from '@tanstack/react-query'
import { type LucideIcon, RotateCcw, UserRoundCog } from 'lucide-react'
import { useState } from 'react'
import type { TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { RunLink } from '../../../entities/runs/run-link.tsx'
import { useStartRun } from '../../../entities/runs/use-start-run.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { useRun } from '../../../stores/run-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { canTakeOver, isWholeOnly } from './allowed-actions.ts'
import { AssignAgain } from './assign-to.tsx'

const says = words.run.controls

interface TaskPressProps {
  readonly task: TaskView
  readonly icon: LucideIcon
  readonly verb: 'hurryTask' | 'unblockTask'
  readonly children: string
}

/** Button for a single action on a task. */
export function TaskPress({ task: { runId, key }, icon, verb, children }: TaskPressProps) {
  const { orpc } = useRpc()
  const doing = useMutation(orpc.runs[verb].mutationOptions())
  return (
    <>
      <Button
        {...{ look: 'primary', icon }}
        disabled={doing.isPending}
        onClick={() => doing.mutate({ runId, taskKey: key })}
      >
        {children}
      </Button>
      <FailureNote error={doing.error} />
    </>
  )
}

/** Ended tasks never change: a task runs again in a new run that reuses the other results. */
export function TaskAgain({ task }: { task: TaskView }) {
  const { runId, key, kind, reason } = task
  const run = useRun((state) => state.run)
  const start = useStartRun()
  const [isAssigning, setAssigning] = useState(false)
  if (run !== null && isWholeOnly(run))
    return <p className="text-muted text-sm">{words.run.failure.wholeOnly}</p>
  if (run === null || !canTakeOver(run)) return null
  if (isAssigning) return <AssignAgain task={task} onClose={() => setAssigning(false)} />
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        icon={RotateCcw}
        title={says.fromHereHint}
        disabled={start.isPending}
        onClick={() => start.mutate({ againRunId: runId, fromTasks: [key] })}
      >
        {says.fromHere}
      </Button>
      {kind === 'task' && (
        <Button icon={UserRoundCog} onClick={() => setAssigning(true)}>
          {words.run.assign.openAgain}
        </Button>
      )}
      {reason?.code === 'carried' && reason.runId !== undefined && (
        <RunLink runId={reason.runId} task={key} className="font-medium">
          {says.openSource}
        </RunLink>
      )}
      <FailureNote error={start.error} />
    </div>
  )
}
