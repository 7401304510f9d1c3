import { findJoins } from '../../src-shared/join-order.ts'
import type { Join } from '../../src-shared/model/task-definition.ts'
import { childrenOf, dependenciesOf, isOver, type Run, type Task } from './judge-model.ts'

/** Join of a task in the current plan of the run. */
export function joinOf(run: Run, { definition }: Task): Join {
  if (definition.join !== undefined) return definition.join
  const definitions = [...run.tasks.values()].map((task) => task.definition)
  return findJoins(definitions).get(definition.key) ?? 'all_succeeded'
}

/** True if all dependencies ended and the join is satisfied. */
export function isJoined(run: Run, task: Task): boolean {
  const dependencies = dependenciesOf(run, task)
  const isAnyDone = dependencies.length === 0 || dependencies.some(isDone)
  const rule: Record<Join, () => boolean> = {
    all_succeeded: () => dependencies.every(isDone),
    always: () => true,
    any: () => isAnyDone,
    none_failed: () => isAnyDone && !dependencies.some((each) => isUnhandled(run, each, () => true)),
  }
  return dependencies.every(isOver) && rule[joinOf(run, task)]()
}

/** True if the join can no longer be satisfied. A handler that ended too late does not count. */
export function isUnjoinable(run: Run, task: Task): boolean {
  const dependencies = dependenciesOf(run, task)
  if (!dependencies.every(isOver)) return false
  const join = joinOf(run, task)
  if (join === 'any') return !dependencies.some(isDone)
  const isClean = dependencies.some(isDone) && dependencies.every((each) => isDone(each) || isUntaken(each))
  return join === 'none_failed' && !isClean
}

const isDone = ({ status }: Task): boolean => status === 'done'
const isUntaken = ({ status, skipCode }: Task): boolean =>
  status === 'skipped' && skipCode !== 'failed_dependency'

/** True if the task has an unhandled failure. Only handlers that satisfy `counts` are included. */
export function isUnhandled(run: Run, task: Task, counts: (handler: Task) => boolean): boolean {
  if (isDone(task) || isUntaken(task)) return false
  if (!isOver(task)) return true
  const group = task.definition.parent === null ? undefined : run.tasks.get(task.definition.parent)
  if (task.status === 'skipped') {
    const causes = [...dependenciesOf(run, task), ...(group !== undefined && isOver(group) ? [group] : [])]
    return causes.some((each) => isUnhandled(run, each, counts))
  }
  if (isHandled(run, task, counts)) return false
  const parts = childrenOf(run, task.definition.key).filter((child) => !isDone(child) && !isUntaken(child))
  if (task.status === 'failed' && parts.length > 0)
    return parts.some((each) => isUnhandled(run, each, counts))
  return true
}

/** True if a task with the condition `failure` succeeded after the task or after its group. */
export function isHandled(run: Run, task: Task, counts: (handler: Task) => boolean): boolean {
  const { key, parent } = task.definition
  const isHandler = (each: Task) =>
    isDone(each) && each.definition.condition === 'failure' && each.definition.dependsOn.includes(key)
  // A cancelled task does not satisfy the condition `failure`.
  if (task.status !== 'cancelled' && [...run.tasks.values()].some((each) => isHandler(each) && counts(each)))
    return true
  const group = parent === null ? undefined : run.tasks.get(parent)
  return group !== undefined && isHandled(run, group, counts)
}

export function isInside(run: Run, { definition }: Task, group: Task): boolean {
  const parent = definition.parent === null ? undefined : run.tasks.get(definition.parent)
  return parent !== undefined && (parent === group || isInside(run, parent, group))
}
