import type {
  GateSetting,
  MoneySetting,
  RetrySetting,
  TimeoutsSetting,
} from '#shared/contract/plan-settings.ts'
import type { BuildRequest } from '#shared/contract/seed.ts'
import { type Gate, gateSchema } from '#shared/model/approval.ts'
import type { Money } from '#shared/model/money.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import {
  type Retry,
  retrySchema,
  type TaskDefinition,
  type Timeouts,
  timeoutsSchema,
} from '#shared/model/task.ts'

const defaultParallelLimit = 16
const titleLength = 80

/** A build request, or a plan file, which has the same form, as a plan. `projectFolder` is absolute or null. */
export function planOfRequest(request: BuildRequest, projectFolder: string | null): PlanDocument {
  return {
    key: request.plan_id,
    title: request.title ?? request.plan_id,
    projectId: request.project_id ?? null,
    projectFolder,
    parallelLimit: request.parallel_limit ?? defaultParallelLimit,
    crew: null,
    source: 'switchyard',
    ...given('budget', request.budget, moneyOf),
    ...given('reviewLimit', request.review_limit, same),
    ...given('timeZone', request.time_zone, same),
    tasks: request.tasks.map(taskOfRequest),
  }
}

function taskOfRequest(task: BuildRequest['tasks'][number]): TaskDefinition {
  return {
    key: task.task_id,
    kind: task.kind ?? (task.sub_plan === undefined ? 'task' : 'group'),
    title: task.title ?? titleOf(task.description),
    description: task.description,
    requiredSkills: [...new Set(task.required_skills)],
    dependsOn: [...new Set(task.depends_on ?? [])],
    parent: task.parent ?? null,
    priority: task.priority ?? 'medium',
    dueAt: task.due_at === undefined ? null : Date.parse(task.due_at),
    tags: task.tags ?? [],
    requiresApproval: task.requires_approval ?? false,
    ...given('subPlan', task.sub_plan, same),
    ...given('condition', task.condition, same),
    ...given('gate', task.gate, gateOf),
    ...given('retry', task.retry, retryOf),
    ...given('timeouts', task.timeouts, timeoutsOf),
    ...given('cost', task.cost, moneyOf),
    ...given('budget', task.budget, moneyOf),
    ...given('estimateMs', task.estimate_ms, same),
  }
}

/** A setting that the file does not have, the plan has not. */
const given = <Key extends string, In, Out>(
  key: Key,
  value: In | undefined,
  convert: (value: In) => Out,
): { [K in Key]?: Out } => (value === undefined ? {} : ({ [key]: convert(value) } as { [K in Key]?: Out }))

const same = <T>(value: T): T => value

const moneyOf = ({ amount_minor: amountMinor, currency }: MoneySetting): Money => ({ amountMinor, currency })

/** A gate that nobody could answer is kept as it is: the build refuses it and says why. */
function gateOf(setting: GateSetting): Gate {
  const { expires_in_ms: expiresInMs, on_expiry: onExpiry, escalate_to: escalateTo } = setting
  const { when = 'before', question, description, form, quorum = 1, assignee } = setting
  const { remind_every_ms: remindEveryMs } = setting
  const words = {
    when,
    question,
    description,
    form,
    quorum,
    assignee,
    expiresInMs,
    escalateTo,
    remindEveryMs,
  }
  const gate = withoutAbsent({ ...words, onExpiry: onExpiry ?? 'reject' })
  const parsed = gateSchema.safeParse(gate)
  return parsed.success ? parsed.data : gate
}

const retryOf = ({
  max_attempts: maxAttempts,
  first_ms: firstMs,
  factor,
  max_ms: maxMs,
}: RetrySetting): Retry => retrySchema.parse(withoutAbsent({ maxAttempts, firstMs, factor, maxMs }))

const timeoutsOf = (setting: TimeoutsSetting): Timeouts =>
  timeoutsSchema.parse(
    withoutAbsent({
      queuedMs: setting.queued_ms,
      startingMs: setting.starting_ms,
      silentMs: setting.silent_ms,
      wallMs: setting.wall_ms,
      personMs: setting.person_ms,
    }),
  )

type Present<T> = { [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key] } & {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>
}

function withoutAbsent<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Present<T>
}

/** The first line of a description, cut at a word. */
export function titleOf(description: string): string {
  const line = description.trim().split('\n', 1)[0] ?? ''
  if (line.length <= titleLength) return line
  const cut = line.slice(0, titleLength)
  return `${cut.slice(0, cut.lastIndexOf(' ') > 40 ? cut.lastIndexOf(' ') : titleLength)}…`
}
