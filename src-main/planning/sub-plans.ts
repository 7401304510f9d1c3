import { maxPlanTasks, type PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'

type FindPlan = (planId: string) => PlanDocument | null

/**
 * Turns each task that names a sub-plan into a group with the tasks of that sub-plan, named `<key>/<key in the
 * sub-plan>`. A run contains only tasks and groups, so it can be run again without the sub-plan. All rules for groups
 * (budgets, cancelling, results) apply to sub-plans.
 */
export function expandSubPlans(plan: PlanDocument, findPlan: FindPlan): Result<PlanDocument, Refusal> {
  if (!plan.tasks.some(({ subPlan }) => subPlan !== undefined)) return ok(plan)
  const tasks: TaskDefinition[] = []
  const waiting: Placed[] = plan.tasks.map((task): Placed => ({ task, path: [] })).reverse()
  // Expands in place, so that the tasks of a sub-plan follow their group.
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { task, path } = next
    const { subPlan, ...rest } = task
    tasks.push(rest)
    if (subPlan === undefined) continue
    if (path.includes(subPlan)) return err(circular(task.key, [...path, subPlan]))
    const found = findPlan(subPlan)
    if (found === null) return err(missing(task.key, subPlan))
    if (tasks.length + waiting.length + found.tasks.length > maxPlanTasks) return err(tooLarge)
    for (const each of [...found.tasks].reverse()) {
      waiting.push({ task: placeBelow(task.key, each), path: [...path, subPlan] })
    }
  }
  return ok({ ...plan, tasks })
}

interface Placed {
  readonly task: TaskDefinition
  /** Ids of the enclosing sub-plans, outermost first. */
  readonly path: readonly string[]
}

const tooLarge = refusal('E_PLAN_SIZE', 'sub_plans_too_large', {
  most: maxPlanTasks,
  field: 'sub_plan',
  limit: maxPlanTasks,
})

const placeBelow = (group: string, task: TaskDefinition): TaskDefinition => ({
  ...task,
  key: `${group}/${task.key}`,
  dependsOn: task.dependsOn.map((key) => `${group}/${key}`),
  parent: task.parent === null ? group : `${group}/${task.parent}`,
})

const circular = (key: string, path: readonly string[]): Refusal =>
  refusal('E_DEP_CYCLE', 'sub_plan_cycle', { task: key, path: path.join(' → '), field: 'sub_plan' })

const missing = (key: string, planId: string): Refusal =>
  refusal('E_DEP_UNKNOWN', 'sub_plan_not_found', { task: key, plan: planId, field: 'sub_plan' })
