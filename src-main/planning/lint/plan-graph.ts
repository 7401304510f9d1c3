import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { listTangles } from '#shared/task-graph.ts'
import { quote } from '../importers/warnings.ts'
import { nameTask } from './finding.ts'
import { findParents, none } from './parents.ts'
import { inverted } from './reach.ts'

/**
 * A plan as numbers; accepts invalid plans. A task is its index in the plan, and a duplicate key means the first task.
 * As in `task-graph.ts`, a group with children has two points. Point `i` is the start of task `i`; the points after
 * those are the ends of groups.
 */
export type PlanGraph = ReturnType<typeof graphOf>

export interface NamedTask {
  readonly index: number
  readonly task: TaskDefinition
}

/** `to` depends on `from`. */
export interface Edge {
  readonly from: number
  readonly to: number
}

export function graphOf({ tasks }: Pick<PlanDocument, 'tasks'>) {
  const indexOf = new Map<string, number>()
  for (const [index, { key }] of tasks.entries()) if (!indexOf.has(key)) indexOf.set(key, index)
  const named = tasks.flatMap((task, index) => (indexOf.get(task.key) === index ? { index, task } : []))
  const { parents, rings: parentRings } = findParents(tasks, indexOf)
  const children = childrenOf(parents)
  const points = pointsOf(children)
  const dependencies = tasks.map((task, index) => dependenciesOf(task, index, indexOf))
  const after = linksOf(dependencies, parents, points)
  const written = orderOfPlan(children, parents, points)
  const against = findAgainst(dependencies, { after, endOf: points.endOf, written })
  for (const { from, to } of against) {
    const follows = after[points.endOf(from)]
    follows?.splice(follows.indexOf(to), 1)
  }
  const order = sortPoints(after, written)
  const places = new Int32Array(after.length)
  for (const [place, point] of order.entries()) places[point] = place
  const { endOf, ownerOf } = points
  return {
    tasks,
    indexOf,
    /** The first task of each key. Problems and fixes refer to these tasks. */
    named,
    parents,
    parentRings,
    children,
    /** Dependencies of each task: existing, distinct, and never the task itself. Includes those that close a cycle. */
    dependencies,
    endOf,
    /** The task whose start or end the point is. */
    ownerOf,
    /** Dependencies that are part of a cycle and go against the order of the plan. */
    against,
    /** Direct successors of each point. Acyclic, because the links in `against` are removed. */
    after,
    /** All points in topological order, ignoring `against`. */
    order,
    /** Position of each point in `order`. */
    places,
    /** Name of a task in messages, including its title. */
    nameOf: (key: string): string => {
      const task = tasks[indexOf.get(key) ?? none]
      return task === undefined ? quote(key) : nameTask(task)
    },
  }
}

export const keyAt = ({ tasks }: PlanGraph, task: number): string => tasks[task]?.key ?? ''

function childrenOf(parents: Int32Array): number[][] {
  const children: number[][] = Array.from(parents, () => [])
  for (const [index, parent] of parents.entries()) if (parent !== none) children[parent]?.push(index)
  return children
}

interface Points {
  readonly count: number
  readonly endOf: (task: number) => number
  readonly ownerOf: (point: number) => number
}

function pointsOf(children: readonly (readonly number[])[]): Points {
  const ends = Int32Array.from(children, (_, index) => index)
  const groups: number[] = []
  for (const [index, { length }] of children.entries()) {
    if (length > 0) ends[index] = children.length + groups.push(index) - 1
  }
  return {
    count: children.length + groups.length,
    endOf: (task) => ends[task] ?? task,
    ownerOf: (point) => (point < children.length ? point : (groups[point - children.length] ?? none)),
  }
}

function dependenciesOf(
  { dependsOn }: TaskDefinition,
  index: number,
  indexOf: ReadonlyMap<string, number>,
): number[] {
  const found = dependsOn.flatMap((key) => indexOf.get(key) ?? [])
  return [...new Set(found)].filter((from) => from !== index)
}

function linksOf(
  dependencies: readonly (readonly number[])[],
  parents: Int32Array,
  { count, endOf }: Points,
): number[][] {
  const after: number[][] = Array.from({ length: count }, () => [])
  for (const [index, parent] of parents.entries()) {
    if (endOf(index) !== index) after[index]?.push(endOf(index))
    if (parent === none) continue
    after[parent]?.push(index)
    after[endOf(index)]?.push(endOf(parent))
  }
  for (const [to, from] of dependencies.entries()) for (const each of from) after[endOf(each)]?.push(to)
  return after
}

/** Position of each point if tasks run in the order of the plan, each group together with its contents. */
function orderOfPlan(
  children: readonly (readonly number[])[],
  parents: Int32Array,
  { count, endOf }: Points,
): Int32Array {
  const written = new Int32Array(count)
  let next = 0
  const waiting = [...parents.keys()].filter((index) => parents[index] === none).reverse()
  for (let point = waiting.pop(); point !== undefined; point = waiting.pop()) {
    written[point] = next++
    if (point >= children.length || endOf(point) === point) continue
    waiting.push(endOf(point))
    for (const child of (children[point] ?? []).toReversed()) waiting.push(child)
  }
  return written
}

interface Written {
  readonly after: readonly (readonly number[])[]
  readonly endOf: (task: number) => number
  readonly written: Int32Array
}

/**
 * Dependencies without which there is no cycle. Tasks of a cycle are ordered as in the plan, which always agrees with
 * the group structure. This order does not depend on the dependencies, so removing one of them adds no other.
 */
function findAgainst(
  dependencies: readonly (readonly number[])[],
  { after, endOf, written }: Written,
): Edge[] {
  const isAgainst = (from: number, to: number) => (written[endOf(from)] ?? 0) > (written[to] ?? 0)
  // Fast path: most plans are written in execution order.
  if (!dependencies.some((list, to) => list.some((from) => isAgainst(from, to)))) return []
  const tangleOf = new Int32Array(after.length).fill(none)
  for (const [index, tangle] of listTangles(after).entries())
    for (const point of tangle) tangleOf[point] = index
  return dependencies.flatMap((list, to) =>
    list
      .filter(
        (from) => isAgainst(from, to) && tangleOf[to] !== none && tangleOf[to] === tangleOf[endOf(from)],
      )
      .map((from) => ({ from, to })),
  )
}

/** Sorts points in the order of the plan, except that each point follows its prerequisites. */
function sortPoints(after: readonly (readonly number[])[], written: Int32Array): number[] {
  const before = inverted(after)
  const inPlan: number[] = []
  for (const [point, place] of written.entries()) inPlan[place] = point
  const isMet = new Uint8Array(after.length)
  const isPlaced = new Uint8Array(after.length)
  const order: number[] = []
  const waiting = inPlan.reverse()
  for (let point = waiting.at(-1); point !== undefined; point = waiting.at(-1)) {
    if (isMet[point] === 0) {
      isMet[point] = 1
      for (const each of before[point] ?? []) if (isMet[each] === 0) waiting.push(each)
      continue
    }
    waiting.pop()
    if (isPlaced[point] === 1) continue
    isPlaced[point] = 1
    order.push(point)
  }
  return order
}
