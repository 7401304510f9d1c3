import type { PlanDocument } from '#shared/model/plan.ts'
import { type EdgeLabel, labelsOfCondition } from '../edge-labels.ts'

/** Labels by dependent, then by dependency. */
export type Labels = ReadonlyMap<string, ReadonlyMap<string, EdgeLabel>>

/** Arrow labels of each task whose condition they can express. */
export function labelsOf({ tasks }: PlanDocument): Labels {
  const known = new Set(tasks.map(({ key }) => key))
  return new Map(
    tasks.flatMap((task) => {
      const labels = task.dependsOn.every((key) => known.has(key)) ? labelsOfCondition(task) : null
      return labels === null ? [] : [[task.key, labels] as const]
    }),
  )
}

/** Removes conditions that labels express, so that they are not reported as lost. */
export const withoutLabelled = (document: PlanDocument, labels: Labels): PlanDocument => ({
  ...document,
  tasks: document.tasks.map(({ condition, ...task }) =>
    condition === undefined || labels.has(task.key) ? task : { ...task, condition },
  ),
})
