import type { CriticalPath, PathBasis, PathStep } from '#shared/contract/run-times.ts'
import { isTerminal, type TaskStatus } from '#shared/model/task.ts'
import type { GraphNode } from '#shared/task-graph.ts'
import { longestChain } from '../scheduling/longest-chain.ts'

/** What is known of a task's time. */
export interface TimedTask extends GraphNode {
  readonly kind: 'task' | 'group'
  readonly status: TaskStatus
  readonly agentId: string | null
  readonly readyAt: number | null
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly estimateMs: number | null
}

interface Record {
  readonly at: number
  readonly isOver: boolean
  readonly parallelLimit: number
  readonly tasks: readonly TimedTask[]
  /** Of done attempts at the task in earlier runs of this plan. */
  readonly pastMs: ReadonlyMap<string, readonly number[]>
  /** The median of what each agent has done. */
  readonly agentMs: ReadonlyMap<string, number>
}

const guessMs = 60_000

/**
 * The tasks that set when the run is over. One that is over counts as long as it took; one that runs what it has taken
 * and what it still needs; one that waits what it will need.
 */
export function describeCriticalPath(record: Record): CriticalPath {
  const steps = new Map(record.tasks.map((task) => [task.key, stepOf(task, record)]))
  const chain = longestChain(record.tasks, ({ key }) => steps.get(key)?.ms ?? 0)
  const path = chain.flatMap(({ key }) => steps.get(key) ?? [])
  return {
    steps: path,
    totalMs: path.reduce((sum, { ms }) => sum + ms, 0),
    left: record.isOver ? null : leftOf(record, steps),
  }
}

function stepOf(task: TimedTask, record: Record): PathStep {
  const { key: taskKey, kind, status, startedAt, endedAt } = task
  const none = { taskKey, ms: 0, leftMs: 0, basis: 'actual' } as const
  if (kind === 'group' || status === 'skipped' || (isTerminal(status) && startedAt === null)) return none
  if (endedAt !== null && startedAt !== null) return { ...none, ms: endedAt - startedAt }
  const expected = expectedOf(task, record)
  if (startedAt === null) return { taskKey, leftMs: expected.ms, ...expected }
  const elapsed = Math.max(0, record.at - startedAt)
  const leftMs = Math.max(0, expected.ms - elapsed)
  return { taskKey, ms: elapsed + leftMs, leftMs, basis: expected.basis }
}

function expectedOf(task: TimedTask, { pastMs, agentMs }: Record): { ms: number; basis: PathBasis } {
  const past = pastMs.get(task.key) ?? []
  if (past.length > 0) return { ms: medianOf(past), basis: 'history' }
  if (task.estimateMs !== null) return { ms: task.estimateMs, basis: 'estimate' }
  const ofAgent = task.agentId === null ? undefined : agentMs.get(task.agentId)
  return ofAgent === undefined ? { ms: guessMs, basis: 'guess' } : { ms: ofAgent, basis: 'agent' }
}

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
}

/** Graham's bound: no order of the work is over before its longest chain, none wastes more than that beside full slots. */
function leftOf({ tasks, parallelLimit }: Record, steps: ReadonlyMap<string, PathStep>) {
  const leftMs = (key: string) => steps.get(key)?.leftMs ?? 0
  const leastMs = longestChain(tasks, ({ key }) => leftMs(key)).reduce((sum, { key }) => sum + leftMs(key), 0)
  const work = tasks.reduce((sum, { key }) => sum + leftMs(key), 0)
  const slots = Math.max(1, parallelLimit)
  return { leastMs, mostMs: Math.max(leastMs, work / slots + leastMs * (1 - 1 / slots)) }
}
