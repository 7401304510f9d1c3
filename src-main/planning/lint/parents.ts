import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { maxGroupDepth } from '../plan-fault.ts'

/** Parent index of a task without a group. */
export const none = -1

export interface Parents {
  /** By task: the index of its group, or `none`. The first task of each cycle of parents has `none`. */
  readonly parents: Int32Array
  /** Cycles of groups that contain each other, each listed from its first task. */
  readonly rings: readonly (readonly number[])[]
}

export function findParents(tasks: readonly TaskDefinition[], indexOf: ReadonlyMap<string, number>): Parents {
  const parents = Int32Array.from(tasks, ({ parent }) => {
    const group = parent === null ? undefined : indexOf.get(parent)
    return group === undefined || tasks[group]?.kind !== 'group' ? none : group
  })
  const rings: number[][] = []
  // By task: the walk that first visited it. A walk that meets itself has found a cycle.
  const walks = new Int32Array(tasks.length).fill(none)
  for (let from = 0; from < tasks.length; from += 1) {
    let at = from
    while (at !== none && walks[at] === none) {
      walks[at] = from
      at = parents[at] ?? none
    }
    if (at === none || walks[at] !== from) continue
    const ring = ringFrom(parents, at)
    rings.push(ring)
    parents[ring[0] ?? at] = none
  }
  return { parents, rings }
}

/** Nearest group first. Stops at the depth limit, because deeper groups are a separate finding. */
export function* groupsAbove({ parents }: Pick<Parents, 'parents'>, task: number): Generator<number> {
  let group = parents[task] ?? none
  for (let depth = 0; group !== none && depth <= maxGroupDepth; depth += 1) {
    yield group
    group = parents[group] ?? none
  }
}

function ringFrom(parents: Int32Array, start: number): number[] {
  const ring = [start]
  for (let at = parents[start] ?? none; at !== start; at = parents[at] ?? none) ring.push(at)
  const first = ring.indexOf(ring.reduce((least, each) => Math.min(least, each)))
  return [...ring.slice(first), ...ring.slice(0, first)]
}
