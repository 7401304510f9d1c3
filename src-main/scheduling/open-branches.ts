import { findJoins, isFailureHandler } from '#shared/join-order.ts'
import type { TaskStatus } from '#shared/model/task.ts'
import { topologicalOrder } from '#shared/task-graph.ts'
import { findSkippable, hasOwnCondition, type JoinedTask } from '#shared/task-joins.ts'

/** A task of a run, as input for the analysis of branches. */
export interface BranchTask extends JoinedTask {
  readonly status: TaskStatus
  readonly endedAt: number | null
}

/**
 * Branches of a run, for time estimates. Every join waits until all dependencies have ended (J1), even `any`, so the
 * longest dependency counts. A branch that is not taken adds no time.
 */
export interface OpenBranches<Task extends BranchTask> {
  /** All tasks, without the dependencies that a skipped or cancelled task did not wait for. */
  readonly tasks: readonly Task[]
  /** Keys of tasks that are skipped if nothing more fails: failure handlers, and tasks skipped as a result. */
  readonly unlikely: ReadonlySet<string>
  /** Keys of tasks that may be skipped in a run that succeeds. */
  readonly skippable: ReadonlySet<string>
}

export function findOpenBranches<Task extends BranchTask>(all: readonly Task[]): OpenBranches<Task> {
  const byKey = new Map(all.map((task) => [task.key, task]))
  const isOpen = (key: string) => byKey.get(key)?.status === 'blocked'
  return {
    tasks: all.map((task) => withoutLater(task, byKey)),
    unlikely: findUnlikely(all, byKey),
    skippable: new Set([...findSkippable(all)].filter(isOpen)),
  }
}

type ByKey<Task extends BranchTask> = ReadonlyMap<string, Task>

/** A skipped task ended before some of its dependencies, so its dependents do not wait for those. */
function withoutLater<Task extends BranchTask>(task: Task, byKey: ByKey<Task>): Task {
  const { status, endedAt } = task
  if (endedAt === null || (status !== 'skipped' && status !== 'cancelled')) return task
  const isEarlier = (key: string) => (byKey.get(key)?.endedAt ?? Number.POSITIVE_INFINITY) <= endedAt
  return { ...task, dependsOn: task.dependsOn.filter(isEarlier) }
}

function findUnlikely<Task extends BranchTask>(all: readonly Task[], byKey: ByKey<Task>): Set<string> {
  const unlikely = new Set<string>()
  if (!all.some(isFailureHandler)) return unlikely
  const joins = findJoins(all)
  const isOut = (key: string) => unlikely.has(key) || byKey.get(key)?.status === 'skipped'
  const hasFailed = (key: string) => byKey.get(key)?.status === 'failed'
  const isCut = (task: Task): boolean => {
    const { key, parent, dependsOn } = task
    if (parent !== null && unlikely.has(parent)) return true
    if (isFailureHandler(task)) return !dependsOn.some(hasFailed)
    if (dependsOn.length === 0 || hasOwnCondition(task)) return false
    const join = joins.get(key) ?? 'all_succeeded'
    if (join === 'always') return false
    return join === 'all_succeeded' ? dependsOn.some(isOut) : dependsOn.every(isOut)
  }
  // Null for a graph with a cycle, which a run never has.
  for (const key of topologicalOrder(all) ?? []) {
    const task = byKey.get(key)
    if (task?.status === 'blocked' && isCut(task)) unlikely.add(key)
  }
  return unlikely
}
