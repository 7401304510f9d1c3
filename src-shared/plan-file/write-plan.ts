import type { BuildRequest } from '../contract/compat/seed.ts'
import type {
  GateSetting,
  MoneySetting,
  RetrySetting,
  TimeoutsSetting,
} from '../contract/plans/plan-settings.ts'
import type { Gate } from '../model/approval.ts'
import type { Money } from '../model/money.ts'
import type { PlanDocument } from '../model/plan.ts'
import type { Retry, TaskDefinition, Timeouts } from '../model/task.ts'

/** The plan as `planOfRequest` reads it. What is as it would be anyway is not written. */
export function requestOf(document: PlanDocument): BuildRequest {
  const { projectId, projectFolder, workspace, parallelLimit, budget, reviewLimit, timeZone } = document
  return {
    plan_id: document.key,
    title: document.title,
    ...(projectId !== null && { project_id: projectId }),
    ...(projectFolder !== null && { project_folder: projectFolder }),
    ...(workspace !== undefined && { workspace }),
    parallel_limit: parallelLimit,
    ...(budget !== undefined && { budget: moneyOf(budget) }),
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
    // A plan file has none without: one that is empty could not be read again.
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
    ...(gate !== undefined && { gate: gateOf(gate) }),
    ...(retry !== undefined && { retry: retryOf(retry) }),
    ...(timeouts !== undefined && { timeouts: timeoutsOf(timeouts) }),
    ...(cost !== undefined && { cost: moneyOf(cost) }),
    ...(budget !== undefined && { budget: moneyOf(budget) }),
    ...(estimateMs !== undefined && { estimate_ms: estimateMs }),
    ...(doneWhen !== undefined && { done_when: doneWhen }),
    ...(isDone === true && { done: true }),
  }
}

const moneyOf = ({ amountMinor, currency }: Money): MoneySetting => ({ amount_minor: amountMinor, currency })

const gateOf = ({ expiresInMs, onExpiry, escalateTo, remindEveryMs, ...same }: Gate): GateSetting => ({
  ...same,
  ...(expiresInMs !== undefined && { expires_in_ms: expiresInMs }),
  on_expiry: onExpiry,
  ...(escalateTo !== undefined && { escalate_to: escalateTo }),
  ...(remindEveryMs !== undefined && { remind_every_ms: remindEveryMs }),
})

const retryOf = ({ maxAttempts, firstMs, factor, maxMs }: Retry): RetrySetting => ({
  max_attempts: maxAttempts,
  first_ms: firstMs,
  factor,
  max_ms: maxMs,
})

const timeoutsOf = ({ queuedMs, startingMs, silentMs, wallMs, personMs }: Timeouts): TimeoutsSetting => ({
  ...(queuedMs !== undefined && { queued_ms: queuedMs }),
  ...(startingMs !== undefined && { starting_ms: startingMs }),
  ...(silentMs !== undefined && { silent_ms: silentMs }),
  ...(wallMs !== undefined && { wall_ms: wallMs }),
  ...(personMs !== undefined && { person_ms: personMs }),
})
