import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RunChange } from '#shared/contract/runs/runs.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import type { TaskView } from '#shared/model/task.ts'
import { type Tallies, tallyChanges } from './task-counts.ts'

/** Client-side copy of one run, updated only by `applyChange`. */
export interface RunState {
  readonly runId: string
  /** Sequence number from which to resume watching. */
  readonly seq: number
  /** Null until the first change arrives. */
  readonly run: RunView | null
  readonly tasks: ReadonlyMap<string, TaskView>
  /** Task keys by position in the plan. The same array unless a task is added. */
  readonly order: readonly string[]
  /** Task counts of every group by progress. */
  readonly tallies: Tallies
}

export const emptyRun = (runId: string): RunState => ({
  runId,
  seq: 0,
  run: null,
  tasks: new Map(),
  order: [],
  tallies: new Map(),
})

/**
 * Applies rows that are newer by `changedSeq`, so repeated and late changes are harmless. For equally new rows, the
 * last wait reason wins. Unchanged runs and tasks stay the same objects.
 */
export function applyChange(state: RunState, change: RunChange): RunState {
  if (change.run.id !== state.runId) return state
  const newer = change.tasks.filter((task) => isNews(task, state.tasks.get(task.key)))
  const run = isNewer(change.run, state.run) ? change.run : state.run
  const seq = Math.max(state.seq, change.seq)
  if (newer.length === 0) return run === state.run && seq === state.seq ? state : { ...state, run, seq }
  const tasks = new Map(state.tasks)
  for (const task of newer) tasks.set(task.key, task)
  const order = tasks.size === state.tasks.size ? state.order : orderOf(tasks)
  const tallies = tallyChanges(state.tallies, { before: state.tasks, after: tasks, changed: newer })
  return { ...state, run, seq, tasks, order, tallies }
}

export const applyChanges = (state: RunState, changes: readonly RunChange[]): RunState =>
  changes.reduce(applyChange, state)

interface Stamped {
  readonly changedSeq: number
}

const isNewer = (given: Stamped, known: Stamped | null | undefined): boolean =>
  known === null || known === undefined || given.changedSeq > known.changedSeq

/** A task's wait reason can change because of other tasks. The task then arrives with the same `changedSeq`. */
const isNews = (given: TaskView, known: TaskView | undefined): boolean =>
  isNewer(given, known) ||
  (given.changedSeq === known?.changedSeq && given.reason?.message !== known.reason?.message)

const orderOf = (tasks: ReadonlyMap<string, TaskView>): string[] =>
  [...tasks.values()].sort((a, b) => a.position - b.position).map(({ key }) => key)

export type RunStore = StoreApi<RunState>

export const createRunStore = (runId: string): RunStore => createStore<RunState>(() => emptyRun(runId))
