import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import type { Priority, TaskView } from '#shared/model/task.ts'
import { newCommandId, useStartRun } from '../../../entities/runs/use-start-run.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { words } from '../../../words/words.ts'
import { doEach, type Refused } from './do-each.ts'
import { type Fits, withoutParts } from './fits.ts'

const says = words.run.chosen

interface Order {
  readonly tasks: readonly TaskView[]
  readonly act: (task: TaskView) => Promise<unknown>
  /** What is said of those it was done to. */
  readonly done: (count: number) => string
}

/** What was not done, of how many. */
export interface Refusals {
  readonly refused: readonly Refused[]
  readonly of: number
}

export type Chosen = ReturnType<typeof useChosen>

/** What can be done to the chosen tasks together. To those of a run that is over it is done in a new run. */
export function useChosen(run: RunView, fits: Fits, tasks: ReadonlyMap<string, TaskView>) {
  const { client } = useRpc()
  const start = useStartRun()
  const [refusals, setRefusals] = useState<Refusals | null>(null)
  const doing = useMutation({
    mutationFn: ({ tasks, act }: Order) => doEach(tasks, act),
    onMutate: () => setRefusals(null),
    onSuccess: (refused, { tasks, done }) => {
      const count = tasks.length - refused.length
      if (count > 0) showToast({ title: done(count) })
      if (refused.length > 0) setRefusals({ refused, of: tasks.length })
    },
  })
  const placeOf = ({ runId, key }: TaskView) => ({ runId, taskKey: key })
  const isOver = isRunOver(run.status)
  const startAgain = (again: readonly TaskView[], agentId?: string | null) =>
    start.mutate({
      againRunId: run.id,
      fromTasks: again.map(({ key }) => key),
      ...(agentId !== undefined && { pins: again.map(({ key }) => ({ taskKey: key, agentId })) }),
      commandId: newCommandId(),
    })
  return {
    isOver,
    isBusy: doing.isPending || start.isPending,
    startError: start.error,
    refusals,
    dismiss: () => setRefusals(null),
    cancel: () =>
      doing.mutate({
        tasks: withoutParts(fits.cancel, tasks),
        act: (task) => client.runs.cancelTask(placeOf(task)),
        done: says.cancel.done,
      }),
    retry: () =>
      isOver
        ? startAgain(fits.retry)
        : doing.mutate({
            tasks: fits.retry,
            act: (task) => client.runs.hurryTask(placeOf(task)),
            done: says.retry.done,
          }),
    /** Null: whoever is best may do them. */
    assign: (given: readonly TaskView[], agent: { readonly id: string; readonly name: string } | null) =>
      isOver
        ? startAgain(given, agent?.id ?? null)
        : doing.mutate({
            tasks: given,
            act: (task) => client.runs.editTask({ ...placeOf(task), pin: agent?.id ?? null }),
            done: (count) => (agent === null ? says.assign.free(count) : says.assign.done(count, agent.name)),
          }),
    setPriority: (priority: Priority) =>
      doing.mutate({
        tasks: fits.priority,
        act: (task) => client.runs.editTask({ ...placeOf(task), priority }),
        done: (count) => says.priority.done(count, words.designer.priorities[priority]),
      }),
  }
}
