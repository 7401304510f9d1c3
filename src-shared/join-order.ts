import type { Join, TaskDefinition } from './model/task-definition.ts'
import { orderInTime } from './task-graph.ts'
import { findBehindBranch, hasOwnCondition, type JoinedTask, joinOf } from './task-joins.ts'

/** True for a failure handler: a task with the condition `failure`. */
export const isFailureHandler = ({ condition }: Pick<TaskDefinition, 'condition'>): boolean =>
  condition?.trim() === 'failure'

/**
 * Effective joins in a run, by task key; tasks not in the map join by `all_succeeded`. A task with its own condition
 * and no join is evaluated once all dependencies have ended, whatever their status.
 */
export function findJoins(tasks: readonly JoinedTask[]): ReadonlyMap<string, Join> {
  const joins = new Map<string, Join>()
  if (!tasks.some((task) => task.join !== undefined || hasOwnCondition(task))) return joins
  const behindBranch = findBehindBranch(tasks)
  for (const task of tasks) {
    const isAsked = task.join === undefined && hasOwnCondition(task)
    const join = isAsked ? 'always' : joinOf(task, behindBranch)
    if (join !== 'all_succeeded') joins.set(task.key, join)
  }
  return joins
}

/** Positions of a task's start and end in the order in which joins are decided. */
export interface JoinRank {
  readonly start: number
  readonly end: number
}

/**
 * Orders all starts and ends so that each comes after its dependencies, and tasks that join by `none_failed` come as
 * late as possible. Such a task waits for a failure handler only if the handler ends before it in this order. So two
 * tasks can never wait for each other, and the waits do not depend on timing. Empty if no task joins by `none_failed`,
 * or there is no failure handler.
 */
export function rankJoins(
  tasks: readonly JoinedTask[],
  joins: ReadonlyMap<string, Join>,
): ReadonlyMap<string, JoinRank> {
  const isJoin = tasks.map(({ key }) => joins.get(key) === 'none_failed')
  const found = isJoin.includes(true) && tasks.some(isFailureHandler) ? orderInTime(tasks) : null
  if (found === null) return new Map()
  const { starts, targets, owners } = found
  const waitsFor = new Int32Array(owners.length)
  for (const target of targets) waitsFor[target] = (waitsFor[target] ?? 0) + 1
  const early: number[] = []
  const late: number[] = []
  const open = (point: number) => (isJoin[point] === true ? late : early).push(point)
  for (let point = 0; point < owners.length; point += 1) if (waitsFor[point] === 0) open(point)
  const startRanks = new Int32Array(tasks.length)
  const endRanks = new Int32Array(tasks.length)
  for (let rank = 0, nextEarly = 0, nextLate = 0; rank < owners.length; rank += 1) {
    const point = nextEarly < early.length ? early[nextEarly++] : late[nextLate++]
    if (point === undefined) break
    const owner = owners[point] ?? 0
    if (point < tasks.length) startRanks[owner] = rank
    endRanks[owner] = rank
    for (let at = starts[point] ?? 0; at < (starts[point + 1] ?? 0); at += 1) {
      const target = targets[at] ?? 0
      waitsFor[target] = (waitsFor[target] ?? 0) - 1
      if (waitsFor[target] === 0) open(target)
    }
  }
  return new Map(
    tasks.map(({ key }, index) => [key, { start: startRanks[index] ?? 0, end: endRanks[index] ?? 0 }]),
  )
}
