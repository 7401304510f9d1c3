import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RunChange } from '#shared/contract/runs/runs.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import type { TaskView } from '#shared/model/task.ts'
import { type Tallies, tallyChanges } from './task-counts.ts'

/** A copy of one run as the server last told it. Changed by `applyChange` only. */
export interface RunState {
  readonly runId: string
  /** Where to resume watching. */
  readonly seq: number
  /** Null until the first change has come. */
  readonly run: RunView | null
  readonly tasks: ReadonlyMap<string, TaskView>
  /** Keys by their place in the plan; the same array as long as no task is added. */
  readonly order: readonly string[]
  /** The tasks of every group by progress. */
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
 * Applies newer rows by `changedSeq`; repeated and late changes do no harm. The last one of two equally new reasons
 * counts. Returns the same objects for an unchanged run and unchanged tasks.
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

/** Why a task waits changes with what others do, without a change of its own: then it comes again as it was. */
const isNews = (given: TaskView, known: TaskView | undefined): boolean =>
  isNewer(given, known) ||
  (given.changedSeq === known?.changedSeq && given.reason?.message !== known.reason?.message)

const orderOf = (tasks: ReadonlyMap<string, TaskView>): string[] =>
  [...tasks.values()].sort((a, b) => a.position - b.position).map(({ key }) => key)

export type RunStore = StoreApi<RunState>

export const createRunStore = (runId: string): RunStore => createStore<RunState>(() => emptyRun(runId))
