import type { BuildRequest } from '../contract/compat/seed.ts'
import type { GateSetting } from '../contract/plans/plan-settings.ts'
import { type Gate, gateSchema } from '../model/approval.ts'
import type { PlanDocument } from '../model/plan.ts'
import { retrySchema, type TaskDefinition, timeoutsSchema } from '../model/task-definition.ts'
import { camelKeys } from '../text/case.ts'

const defaultParallelLimit = 16
const titleLength = 80

/** The plan of a build request or plan file, which have the same form. `projectFolder` is absolute or null. */
export function planOfRequest(request: BuildRequest, projectFolder: string | null): PlanDocument {
  return withoutAbsent<PlanDocument>({
    key: request.plan_id,
    title: request.title ?? request.plan_id,
    projectId: request.project_id ?? null,
    projectFolder,
    workspace: request.workspace,
    parallelLimit: request.parallel_limit ?? defaultParallelLimit,
    crew: null,
    source: 'switchyard',
    budget: request.budget && camelKeys(request.budget),
    reviewLimit: request.review_limit,
    timeZone: request.time_zone,
    tasks: request.tasks.map(taskOfRequest),
  })
}

function taskOfRequest(task: BuildRequest['tasks'][number]): TaskDefinition {
  return withoutAbsent<TaskDefinition>({
    key: task.task_id,
    kind: task.kind ?? (task.sub_plan === undefined ? 'task' : 'group'),
    title: task.title ?? titleOf(task.description),
    description: task.description,
    requiredSkills: [...new Set(task.required_skills)],
    pin: task.pin,
    dependsOn: [...new Set(task.depends_on ?? [])],
    parent: task.parent ?? null,
    priority: task.priority ?? 'medium',
    dueAt: task.due_at === undefined ? null : Date.parse(task.due_at),
    tags: task.tags ?? [],
    requiresApproval: task.requires_approval ?? false,
    subPlan: task.sub_plan,
    condition: task.condition,
    join: task.join,
    gate: task.gate && gateOf(task.gate),
    retry: task.retry && retrySchema.parse(withoutAbsent(camelKeys(task.retry))),
    timeouts: task.timeouts && timeoutsSchema.parse(withoutAbsent(camelKeys(task.timeouts))),
    cost: task.cost && camelKeys(task.cost),
    budget: task.budget && camelKeys(task.budget),
    estimateMs: task.estimate_ms,
    doneWhen: task.done_when,
    isDone: task.done === true ? true : undefined,
  })
}

/** An approval that no person could answer is preserved, so that the build refuses it with a reason. */
function gateOf(setting: GateSetting): Gate {
  const { when = 'before', quorum = 1, onExpiry = 'reject', ...rest } = camelKeys(setting)
  const gate = withoutAbsent({ when, quorum, onExpiry, ...rest })
  const parsed = gateSchema.safeParse(gate)
  return parsed.success ? parsed.data : gate
}

/** Removes undefined fields, so that absent settings stay absent. */
function withoutAbsent<T extends object>(value: T): T {
  for (const [key, each] of Object.entries(value)) if (each === undefined) Reflect.deleteProperty(value, key)
  return value
}

/** The first line of a description, cut between words. */
export function titleOf(description: string): string {
  const line = description.trim().split('\n', 1)[0] ?? ''
  if (line.length <= titleLength) return line
  const cut = line.slice(0, titleLength)
  return `${cut.slice(0, cut.lastIndexOf(' ') > 40 ? cut.lastIndexOf(' ') : titleLength)}…`
}
