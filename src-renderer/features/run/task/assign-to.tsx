import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import type { TaskView } from '#shared/model/task.ts'
import { newCommandId, useStartRun } from '../../../entities/runs/use-start-run.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { words } from '../../../words/words.ts'
import { AgentChoice, type AgentChoiceProps } from './agent-choice.tsx'

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
  const { isPending: isBusy, error } = editing
  return (
    <Choice
      {...{ task, onClose, isBusy, error }}
      about={says.about}
      onChoose={(id, name) => give(id, says.done(name))}
      onAnyone={() => give(null, says.free)}
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
  const { isPending: isBusy, error } = start
  return (
    <Choice
      {...{ task, onClose, isBusy, error }}
      about={says.aboutAgain}
      onChoose={again}
      onAnyone={() => again(null)}
    />
  )
}

type ChoiceProps = AssignProps &
  Pick<AgentChoiceProps, 'about' | 'isBusy' | 'error' | 'onChoose' | 'onAnyone'>

function Choice({ task, onAnyone, ...choice }: ChoiceProps) {
  const { agentId, pin } = task
  return (
    <AgentChoice
      {...{ ...choice, agentId, pin }}
      title={says.title}
      ranked={useRanked(task)}
      onAnyone={pin === undefined ? null : onAnyone}
    />
  )
}

function useRanked({ runId, key, agentId, pin }: TaskView) {
  const { orpc } = useRpc()
  const input = { runId, taskKey: key }
  const queryKey = [...orpc.runs.rankAgents.queryKey({ input }), agentId, pin]
  return useQuery(orpc.runs.rankAgents.queryOptions({ input, queryKey, placeholderData: keepPreviousData }))
}
