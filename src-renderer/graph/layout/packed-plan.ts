import type { LayoutRequest } from './layout.ts'

/**
 * A plan as it is laid out and as it goes into the worker: numbers in rows, which change hands. Objects would be copied
 * one by one, which takes as long as to lay them out. Tasks are named by their place in the plan.
 */
export type PackedPlan = ReturnType<typeof packPlan>

export const isGroup = (plan: PackedPlan, task: number): boolean => ((plan.kinds[task] ?? 0) & 1) !== 0
export const isCollapsed = (plan: PackedPlan, task: number): boolean => ((plan.kinds[task] ?? 0) & 2) !== 0

/** Without what waits for a task that is not there, and groups that are not there. */
export function packPlan({ items, collapsed, direction }: LayoutRequest) {
  const placeOf = new Map<string, number>()
  for (const { key } of items) placeOf.set(key, placeOf.size)
  /** For each task 1 for a group and 2 for a collapsed one. */
  const kinds = new Uint8Array(items.length)
  /** For each task the index of its group, or -1. */
  const parents = new Int32Array(items.length)
  /** For each task the end of its dependencies in `waits`; they start where those of the previous task end. */
  const ends = new Int32Array(items.length)
  const waits: number[] = []
  let task = 0
  for (const { key, kind, parent, dependsOn } of items) {
    kinds[task] = (kind === 'group' ? 1 : 0) + (collapsed.has(key) ? 2 : 0)
    parents[task] = parent === null ? -1 : (placeOf.get(parent) ?? -1)
    for (const dependency of dependsOn) {
      const place = placeOf.get(dependency)
      if (place !== undefined) waits.push(place)
    }
    ends[task] = waits.length
    task += 1
  }
  cutLoops(parents)
  return { direction, kinds, parents, ends, waits: new Int32Array(waits) }
}

/** A loop of parents, which only a broken plan has, would have no end for whoever walks up. */
function cutLoops(parents: Int32Array): void {
  /** On which walk a task was first met. */
  const walks = new Int32Array(parents.length)
  for (let task = 0; task < parents.length; task += 1) {
    for (let at = task; at >= 0 && walks[at] === 0; at = parents[at] ?? -1) {
      walks[at] = task + 1
      const parent = parents[at] ?? -1
      if (parent >= 0 && walks[parent] === task + 1) parents[at] = -1
    }
  }
}
