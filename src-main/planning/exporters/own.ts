import { stringify } from 'yaml'
import type {
  GateSetting,
  MoneySetting,
  RetrySetting,
  TimeoutsSetting,
} from '#shared/contract/plan-settings.ts'
import type { ExportLoss } from '#shared/contract/plans.ts'
import { type BuildRequest, buildRequestSchema } from '#shared/contract/seed.ts'
import type { Gate } from '#shared/model/approval.ts'
import type { Money } from '#shared/model/money.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { Retry, TaskDefinition, Timeouts } from '#shared/model/task.ts'
import { keyOf } from '../importers/names.ts'
import type { Export } from './exported.ts'

export const writeJson = (request: BuildRequest): string => `${JSON.stringify(request, null, 2)}\n`
export const writeYaml = (request: BuildRequest): string =>
  stringify(request, { aliasDuplicateObjects: false, lineWidth: 0 })

/** The plan file of Switchyard: everything but the crew, which are agents of one machine. */
export const exportJson: Export = (document) => {
  const request = requestOf(document)
  return {
    text: writeJson(request),
    fileName: `${keyOf(document.key)}.plan.json`,
    losses: lossesOf(document, request),
  }
}

/** The same in YAML. */
export const exportYaml: Export = (document) => {
  const request = requestOf(document)
  return {
    text: writeYaml(request),
    fileName: `${keyOf(document.key)}.plan.yaml`,
    losses: lossesOf(document, request),
  }
}

function lossesOf({ crew }: PlanDocument, request: BuildRequest): ExportLoss[] {
  const fault = buildRequestSchema.safeParse(request).error?.issues[0]
  return [
    ...(crew === null
      ? []
      : [
          {
            code: 'crew_not_kept',
            where: 'plan',
            message: "The plan's crew was left out: its agents are of this machine.",
          },
        ]),
    ...(fault === undefined
      ? []
      : [
          {
            code: 'beyond_limit',
            where: fault.path.join('.') || 'plan',
            message: `A plan file may not hold this, and will not be read back: ${fault.message}.`,
          },
        ]),
  ]
}

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
  const { kind, dependsOn, parent, priority, dueAt, tags, requiresApproval, subPlan, condition } = task
  const { gate, retry, timeouts, cost, budget, estimateMs, doneWhen } = task
  const isKindClear = kind === (subPlan === undefined ? 'task' : 'group')
  return {
    task_id: task.key,
    title: task.title,
    description: task.description,
    required_skills: task.requiredSkills,
    ...(dependsOn.length > 0 && { depends_on: dependsOn }),
    ...(!isKindClear && { kind }),
    ...(parent !== null && { parent }),
    ...(priority !== 'medium' && { priority }),
    ...(dueAt !== null && { due_at: new Date(dueAt).toISOString() }),
    ...(tags.length > 0 && { tags }),
    ...(requiresApproval && { requires_approval: true }),
    ...(subPlan !== undefined && { sub_plan: subPlan }),
    ...(condition !== undefined && { condition }),
    ...(gate !== undefined && { gate: gateOf(gate) }),
    ...(retry !== undefined && { retry: retryOf(retry) }),
    ...(timeouts !== undefined && { timeouts: timeoutsOf(timeouts) }),
    ...(cost !== undefined && { cost: moneyOf(cost) }),
    ...(budget !== undefined && { budget: moneyOf(budget) }),
    ...(estimateMs !== undefined && { estimate_ms: estimateMs }),
    ...(doneWhen !== undefined && { done_when: doneWhen }),
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
