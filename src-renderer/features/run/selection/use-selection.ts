import { useMutation } from '@tanstack/react-query'
import { CircleSlash, Flag, ListChecks, ListX, RotateCcw, UserRoundCog } from 'lucide-react'
import { useState } from 'react'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import type { TaskView } from '#shared/model/task.ts'
import type { Priority } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../../commands/use-commands.ts'
import { useStartRun } from '../../../entities/runs/use-start-run.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { type Fits, type Verb, verbs, withoutParts } from './allowed-actions.ts'

const says = words.run.chosen

interface Order {
  readonly tasks: readonly TaskView[]
  readonly act: (task: TaskView) => Promise<unknown>
  /** Success message for a number of changed tasks. */
  readonly done: (count: number) => string
}

/** Tasks that refused an action; `of` is the number of tasks it was applied to. */
export interface Refusals {
  readonly refused: readonly Refused[]
  readonly of: number
}

export type Chosen = ReturnType<typeof useChosen>

/** Actions on the selected tasks. For an ended run, retry and assign start a new run. */
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
    /** Null agent: the best agent for each task. */
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

interface Refused {
  readonly task: TaskView
  readonly error: unknown
}

const atOnce = 20

/** Applies an action to each task, `atOnce` at a time. Returns the refused tasks with their errors. */
export async function doEach(
  tasks: readonly TaskView[],
  act: (task: TaskView) => Promise<unknown>,
): Promise<readonly Refused[]> {
  const refused: Refused[] = []
  for (let from = 0; from < tasks.length; from += atOnce) {
    const ended = await Promise.all(
      tasks.slice(from, from + atOnce).map((task) =>
        act(task).then(
          () => null,
          (error: unknown) => ({ task, error }),
        ),
      ),
    )
    refused.push(...ended.filter((each) => each !== null))
  }
  return refused
}

const icons = { cancel: CircleSlash, retry: RotateCcw, assign: UserRoundCog, priority: Flag } as const
const keys = { cancel: 'x', retry: 'r', assign: 'a', priority: 'i' } as const

interface CommandOptions {
  readonly count: number
  /** Reason why no selected task allows the action; null if at least one does. */
  readonly bar: (verb: Verb) => string | null
  readonly onVerb: (verb: Verb) => void
}

/** Commands on the selected tasks for shortcuts and the palette. */
export function useChosenCommands({ count, bar, onVerb }: CommandOptions): void {
  const category = words.run.category
  useCommands(
    verbs.map((verb) => ({
      id: `run.selected.${verb}`,
      title: says[verb].command,
      category,
      icon: icons[verb],
      keys: [keys[verb]],
      disabled: count === 0 ? says.nothing : bar(verb),
      run: () => onVerb(verb),
    })),
  )
}

interface SelectionOptions {
  readonly count: number
  readonly onAll: () => void
  readonly onNone: () => void
}

export function useSelectionCommands({ count, onAll, onNone }: SelectionOptions): void {
  const category = words.run.category
  useCommands([
    {
      ...{ id: 'run.selectAll', title: says.all, category, icon: ListChecks, keys: ['$mod+a'] },
      ...{ isForFields: false as const, run: onAll },
    },
    {
      ...{ id: 'run.selectNone', title: says.none, category, icon: ListX },
      ...{ disabled: count === 0 ? says.nothing : null, run: onNone },
    },
  ])
}
