import type { BuildRequest } from '../contract/compat/seed.ts'
import type { PlanDocument } from '../model/plan.ts'
import type { TaskDefinition } from '../model/task-definition.ts'
import { snakeKeys } from '../text/case.ts'

/** The plan file of a document: the inverse of `planOfRequest`. Default values are omitted. */
export function requestOf(document: PlanDocument): BuildRequest {
  const { projectId, projectFolder, workspace, parallelLimit, budget, reviewLimit, timeZone } = document
  return {
    plan_id: document.key,
    title: document.title,
    ...(projectId !== null && { project_id: projectId }),
    ...(projectFolder !== null && { project_folder: projectFolder }),
    ...(workspace !== undefined && { workspace }),
    parallel_limit: parallelLimit,
    ...(budget !== undefined && { budget: snakeKeys(budget) }),
    ...(reviewLimit !== undefined && { review_limit: reviewLimit }),
    ...(timeZone !== undefined && { time_zone: timeZone }),
    tasks: document.tasks.map(taskOf),
  }
}

function taskOf(task: TaskDefinition): BuildRequest['tasks'][number] {
  const { kind, dependsOn, parent, priority, dueAt, tags, requiresApproval, subPlan, condition, join } = task
  const { pin, gate, retry, timeouts, cost, budget, estimateMs, doneWhen, isDone } = task
  const isKindClear = kind === (subPlan === undefined ? 'task' : 'group')
  return {
    task_id: task.key,
    title: task.title,
    // A plan file requires a description; an empty one could not be imported again.
    description: task.description || task.title || task.key,
    required_skills: task.requiredSkills,
    ...(pin !== undefined && { pin }),
    ...(dependsOn.length > 0 && { depends_on: dependsOn }),
    ...(!isKindClear && { kind }),
    ...(parent !== null && { parent }),
    ...(priority !== 'medium' && { priority }),
    ...(dueAt !== null && { due_at: new Date(dueAt).toISOString() }),
    ...(tags.length > 0 && { tags }),
    ...(requiresApproval && { requires_approval: true }),
    ...(subPlan !== undefined && { sub_plan: subPlan }),
    ...(condition !== undefined && { condition }),
    ...(join !== undefined && { join }),
    ...(gate !== undefined && { gate: snakeKeys(gate) }),
    ...(retry !== undefined && { retry: snakeKeys(retry) }),
    ...(timeouts !== undefined && { timeouts: snakeKeys(timeouts) }),
    ...(cost !== undefined && { cost: snakeKeys(cost) }),
    ...(budget !== undefined && { budget: snakeKeys(budget) }),
    ...(estimateMs !== undefined && { estimate_ms: estimateMs }),
    ...(doneWhen !== undefined && { done_when: doneWhen }),
    ...(isDone === true && { done: true }),
  }
}
