import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import type { TaskView } from '#shared/model/task.ts'
import { newCommandId, useStartRun } from '../../../entities/runs/use-start-run.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { words } from '../../../words/words.ts'
import { AgentChoice } from './agent-choice.tsx'

const says = words.run.assign

interface AssignProps {
  readonly task: TaskView
  readonly onClose: () => void
}

/** Gives a task that has not begun to another agent, or to whoever is best. */
export function AssignTo({ task, onClose }: AssignProps) {
  const { orpc } = useRpc()
  const editing = useMutation(orpc.runs.editTask.mutationOptions())
  const { runId, key } = task
  const give = (pin: string | null, said: string) =>
    editing.mutate(
      { runId, taskKey: key, pin },
      {
        onSuccess: () => {
          showToast({ title: said })
          onClose()
        },
      },
    )
  return (
    <AgentChoice
      {...{ onClose }}
      agentId={task.agentId}
      pin={task.pin}
      title={says.title}
      ranked={useRanked(task)}
      about={says.about}
      isBusy={editing.isPending}
      error={editing.error}
      onChoose={(id, name) => give(id, says.done(name))}
      onAnyone={task.pin === undefined ? null : () => give(null, says.free)}
    />
  )
}

/** What is over is done again by another, in a new run that takes over the rest. */
export function AssignAgain({ task, onClose }: AssignProps) {
  const start = useStartRun()
  const { runId, key } = task
  const again = (agentId: string | null) =>
    start.mutate({
      ...{ againRunId: runId, fromTasks: [key], pins: [{ taskKey: key, agentId }] },
      commandId: newCommandId(),
    })
  return (
    <AgentChoice
      {...{ onClose }}
      agentId={task.agentId}
      pin={task.pin}
      title={says.title}
      ranked={useRanked(task)}
      about={says.aboutAgain}
      isBusy={start.isPending}
      error={start.error}
      onChoose={again}
      onAnyone={task.pin === undefined ? null : () => again(null)}
    />
  )
}

function useRanked({ runId, key }: TaskView) {
  const { orpc } = useRpc()
  const input = { runId, taskKey: key }
  return useQuery(orpc.runs.rankAgents.queryOptions({ input, placeholderData: keepPreviousData }))
}
