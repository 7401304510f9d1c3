import type { LayoutRequest } from './layout.ts'

/**
 * A plan as typed arrays, which are transferred to the worker. Copying objects would take as long as the layout. Tasks
 * are identified by their index in the plan.
 */
export type PackedPlan = ReturnType<typeof packPlan>

export const isGroup = (plan: PackedPlan, task: number): boolean => ((plan.kinds[task] ?? 0) & 1) !== 0
export const isCollapsed = (plan: PackedPlan, task: number): boolean => ((plan.kinds[task] ?? 0) & 2) !== 0

/** Packs a plan. Dependencies on unknown tasks and unknown groups are dropped. */
export function packPlan({ items, collapsed, direction }: LayoutRequest) {
  const placeOf = new Map<string, number>()
  for (const { key } of items) placeOf.set(key, placeOf.size)
  /** Bit flags per task: 1 for a group, 2 for collapsed. */
  const kinds = new Uint8Array(items.length)
  /** For each task the index of its group, or -1. */
  const parents = new Int32Array(items.length)
  /**
   * For each task the end of its dependencies in `waits`. A task's dependencies start at the end of the previous
   * task's dependencies.
   */
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

/** Cuts cycles of parents, which only an invalid plan has: walking up a cycle would never end. */
function cutLoops(parents: Int32Array): void {
  /** For each task the first walk that reached it, as index + 1; 0 for none. */
  const walks = new Int32Array(parents.length)
  for (let task = 0; task < parents.length; task += 1) {
    for (let at = task; at >= 0 && walks[at] === 0; at = parents[at] ?? -1) {
      walks[at] = task + 1
      const parent = parents[at] ?? -1
      if (parent >= 0 && walks[parent] === task + 1) parents[at] = -1
    }
  }
}
