import type { Join, TaskDefinition } from './model/task-definition.ts'

/** The fields of a task that decide whether the task runs. */
export type JoinedTask = Pick<TaskDefinition, 'key' | 'dependsOn' | 'parent' | 'condition' | 'join'>

/** True for a task whose condition can be false in a successful plan, so that skipping the task is intended. */
export const isConditional = ({ condition }: Pick<TaskDefinition, 'condition'>): boolean =>
  condition !== undefined && condition !== 'success' && condition !== 'always'

/** True for a task with an expression as its condition; other tasks follow their join. */
export const hasOwnCondition = ({ condition }: Pick<TaskDefinition, 'condition'>): boolean =>
  condition !== undefined && condition !== 'success'

/**
 * Keys of tasks with a skippable dependency: one that is conditional, belongs to a conditional
 * group, or only depends on such tasks.
 */
export function findBehindBranch(tasks: readonly JoinedTask[]): ReadonlySet<string> {
  const skippable = findSkippable(tasks)
  return new Set(
    tasks.flatMap(({ key, dependsOn }) => (dependsOn.some((each) => skippable.has(each)) ? key : [])),
  )
}

/** The join that a task follows. */
export const joinOf = (task: JoinedTask, behindBranch: ReadonlySet<string>): Join =>
  task.join ?? (behindBranch.has(task.key) ? 'none_failed' : 'all_succeeded')

/**
 * Keys of tasks that a condition can skip. A work list instead of recursion: plans have up to 100,000 tasks, and each
 * link is
 * followed once.
 */
export function findSkippable(tasks: readonly JoinedTask[]): ReadonlySet<string> {
  const skippable = new Set<string>()
  const waiting = tasks.filter(isConditional)
  const conditional = new Set(waiting.map(({ key }) => key))
  if (waiting.length === 0) return skippable
  const after = new Map<string, JoinedTask[]>()
  const link = (from: string, to: JoinedTask) => {
    const known = after.get(from)
    if (known === undefined) after.set(from, [to])
    else known.push(to)
  }
  const sure = new Map<string, number>()
  for (const task of tasks) {
    sure.set(task.key, new Set(task.dependsOn).size)
    for (const each of new Set(task.dependsOn)) link(each, task)
    if (task.parent !== null) link(task.parent, task)
  }
  for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) {
    if (skippable.has(task.key)) continue
    skippable.add(task.key)
    for (const next of after.get(task.key) ?? []) {
      const left = (sure.get(next.key) ?? 0) - (next.parent === task.key ? 0 : 1)
      sure.set(next.key, left)
      const follows = next.join === 'all_succeeded' || left === 0
      const isOwn = hasOwnCondition(next) || next.join === 'always'
      if (next.parent === task.key || (follows && !isOwn) || conditional.has(next.key)) waiting.push(next)
    }
  }
  return skippable
}
