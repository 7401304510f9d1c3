import type { PlanDocument } from '#shared/model/plan.ts'
import { type EdgeLabel, labelsOfCondition } from '../edge-labels.ts'

/** By dependent, then by dependency. */
export type Labels = ReadonlyMap<string, ReadonlyMap<string, EdgeLabel>>

/** Labels of the arrows to each task whose condition they can say. */
export function labelsOf({ tasks }: PlanDocument): Labels {
  const known = new Set(tasks.map(({ key }) => key))
  return new Map(
    tasks.flatMap((task) => {
      const labels = task.dependsOn.every((key) => known.has(key)) ? labelsOfCondition(task) : null
      return labels === null ? [] : [[task.key, labels] as const]
    }),
  )
}

/** The plan without conditions that labels say: nothing of them is lost. */
export const withoutLabelled = (document: PlanDocument, labels: Labels): PlanDocument => ({
  ...document,
  tasks: document.tasks.map(({ condition, ...task }) =>
    condition === undefined || labels.has(task.key) ? task : { ...task, condition },
  ),
})
