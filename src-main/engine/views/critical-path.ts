import type {
  CriticalPath,
  PathBasis,
  PathStep,
  RunProgress,
  TimeLeft,
} from '#shared/contract/runs/run-times.ts'
import { isTerminal } from '#shared/model/task.ts'
import { longestChain } from '../../scheduling/critical-path.ts'
import { type BranchTask, findOpenBranches, type OpenBranches } from '../../scheduling/open-branches.ts'

export interface TimedTask extends BranchTask {
  readonly kind: 'task' | 'group'
  readonly agentId: string | null
  readonly readyAt: number | null
  readonly startedAt: number | null
  readonly estimateMs: number | null
}

interface Record {
  readonly at: number
  readonly isOver: boolean
  readonly parallelLimit: number
  readonly tasks: readonly TimedTask[]
  /** Durations of done attempts at the task in earlier runs of the same plan, by task key. */
  readonly pastMs: ReadonlyMap<string, readonly number[]>
  /** Median duration of each agent's past work, by agent id. */
  readonly agentMs: ReadonlyMap<string, number>
}

/** Assumed duration when no task of the run has a known one. */
const guessMs = 60_000

/**
 * The tasks that determine the end of the run. An ended task counts with its duration, a running task with its elapsed
 * and remaining time. A waiting task counts with its expected time, unless only a failure would start it.
 */
export function describeCriticalPath(record: Record): CriticalPath {
  const steps = stepsOf(record, expecting(record))
  const branches = findOpenBranches(record.tasks)
  const msOf = ({ key }: TimedTask) => (branches.unlikely.has(key) ? 0 : (steps.get(key)?.ms ?? 0))
  const chain = longestChain(branches.tasks, msOf)
  const path = chain.flatMap(({ key }) => steps.get(key) ?? [])
  return {
    steps: path,
    totalMs: path.reduce((sum, { ms }) => sum + ms, 0),
    left: record.isOver ? null : leftOf(record, steps, branches),
  }
}

/** Share of the work that is done, with each task weighted by its actual or expected duration. */
export function describeProgress(record: Record): RunProgress {
  const expect = expecting(record)
  const steps = stepsOf(record, expect)
  const work = { doneMs: 0, failedMs: 0, runningMs: 0, openMs: 0 }
  for (const task of record.tasks) {
    const { ms, leftMs } = steps.get(task.key) ?? { ms: 0, leftMs: 0 }
    const weight = weightOf(task, ms, expect)
    const pastMs = ms === 0 ? 0 : (weight * (ms - leftMs)) / ms
    if (task.status === 'done') work.doneMs += weight
    else if (task.status === 'failed') work.failedMs += weight
    else if (task.status !== 'in_progress') work.openMs += weight
    else {
      work.runningMs += pastMs
      work.openMs += weight - pastMs
    }
  }
  return {
    at: record.at,
    work,
    left: record.isOver ? null : leftOf(record, steps, findOpenBranches(record.tasks)),
  }
}

/** Skipped and cancelled tasks weigh nothing; a reused result weighs its expected time. */
function weightOf(task: TimedTask, ms: number, expect: Expect): number {
  if (task.kind === 'group' || task.status === 'skipped' || task.status === 'cancelled') return 0
  return isTimed(task) ? ms : expect(task).ms
}

/** Measured time is meaningful only for running and ended tasks: a waiting attempt mostly does no work. */
const isTimed = ({ status, startedAt }: TimedTask): boolean =>
  startedAt !== null && (status === 'in_progress' || isTerminal(status))

type Steps = ReadonlyMap<string, PathStep>

const stepsOf = ({ tasks, at }: Record, expect: Expect): Steps =>
  new Map(tasks.map((task) => [task.key, stepOf(task, at, expect)]))

function stepOf(task: TimedTask, at: number, expect: Expect): PathStep {
  const { key: taskKey, kind, status, startedAt, endedAt } = task
  const none = { taskKey, ms: 0, leftMs: 0, basis: 'actual' } as const
  if (kind === 'group' || status === 'skipped' || (isTerminal(status) && startedAt === null)) return none
  if (endedAt !== null && startedAt !== null) return { ...none, ms: endedAt - startedAt }
  const expected = expect(task)
  // The work is done and only a person's review is pending.
  if (status === 'awaiting_approval' && startedAt !== null) return { taskKey, leftMs: 0, ...expected }
  if (startedAt === null || !isTimed(task)) return { taskKey, leftMs: expected.ms, ...expected }
  const elapsed = Math.max(0, at - startedAt)
  const leftMs = Math.max(0, expected.ms - elapsed)
  return { taskKey, ms: elapsed + leftMs, leftMs, basis: expected.basis }
}

interface Expected {
  readonly ms: number
  readonly basis: PathBasis
}
type Expect = (task: TimedTask) => Expected

/** A task without history, estimate or agent median gets the average duration of the run's other tasks. */
function expecting(record: Record): Expect {
  const known = record.tasks.flatMap((task) =>
    task.kind === 'group' ? [] : (actualMs(task) ?? knownOf(task, record)?.ms ?? []),
  )
  const usualMs = known.length === 0 ? guessMs : known.reduce((sum, ms) => sum + ms, 0) / known.length
  return (task) => knownOf(task, record) ?? { ms: usualMs, basis: 'guess' }
}

const actualMs = ({ status, startedAt, endedAt }: TimedTask): number | null =>
  status === 'cancelled' || startedAt === null || endedAt === null ? null : endedAt - startedAt

function knownOf(task: TimedTask, { pastMs, agentMs }: Record): Expected | null {
  const past = pastMs.get(task.key) ?? []
  if (past.length > 0) return { ms: medianOf(past), basis: 'history' }
  if (task.estimateMs !== null) return { ms: task.estimateMs, basis: 'estimate' }
  const ofAgent = task.agentId === null ? undefined : agentMs.get(task.agentId)
  return ofAgent === undefined ? null : { ms: ofAgent, basis: 'agent' }
}

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
}

/**
 * Graham's bound (Bounds for certain multiprocessing anomalies, 1966): no schedule ends before its longest chain, and
 * time without full slots adds at most the length of that chain. The minimum skips every open branch that a condition
 * may skip; the maximum takes all of them. Waiting for people is excluded, because its duration is unknown.
 */
function leftOf(
  { tasks, parallelLimit }: Record,
  steps: Steps,
  { tasks: nodes, unlikely, skippable }: OpenBranches<TimedTask>,
): TimeLeft {
  const leftMs = ({ key }: TimedTask) => steps.get(key)?.leftMs ?? 0
  const chainOf = (lengthOf: typeof leftMs) =>
    longestChain(nodes, lengthOf).reduce((sum, task) => sum + lengthOf(task), 0)
  const isSure = ({ key }: TimedTask) => !unlikely.has(key) && !skippable.has(key)
  const leastMs = chainOf((task) => (isSure(task) ? leftMs(task) : 0))
  const longestMs = nodes.every(isSure) ? leastMs : chainOf(leftMs)
  const work = tasks.reduce((sum, task) => sum + leftMs(task), 0)
  const slots = Math.max(1, parallelLimit)
  const open = tasks.filter(({ kind, status }) => kind === 'task' && !isTerminal(status))
  const guessed = open.filter(({ key }) => steps.get(key)?.basis === 'guess')
  const mostMs = Math.max(longestMs, work / slots + longestMs * (1 - 1 / slots))
  return { leastMs, mostMs, open: open.length, guessed: guessed.length }
}
