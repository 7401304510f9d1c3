import type { TaskRequest } from '#shared/contract/compat/tasks.ts'
import type { Money } from '#shared/model/money.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { findAmounts } from '#shared/text/find-amounts.ts'
import { decompose, type MessageTask } from './decomposition.ts'
import { type Intent, parseIntent } from './intent.ts'
import { createUncoveredPartsGate } from './uncovered-parts.ts'

/** Plan key of all runs from the compatible API. */
export const taskRequestKey = 'task-request'
/** Key of the group for a request with several subtasks. */
export const parentKey = 'task'
/** Prefixes of the tags that describe a request. */
export const requestTags = { command: 'command:', intent: 'intent:', confidence: 'confidence:' } as const

export interface PricedRequest {
  readonly request: TaskRequest
  readonly cost: Money
  readonly budget: Money | null
  /** Absolute path; null without a project folder. */
  readonly projectFolder: string | null
  /** Skills of all registered agents. */
  readonly availableSkills: ReadonlySet<string>
}

export interface RequestedPlan {
  readonly plan: PlanDocument
  /** Parts of the message without a task. */
  readonly uncoveredParts: readonly string[]
}

/** Converts a message to a plan: a single task, or a group of subtasks that pass on their results. */
export function planOfTaskRequest(priced: PricedRequest): Result<RequestedPlan, Refusal> {
  const { request, budget, projectFolder, availableSkills } = priced
  const message = messageOf(request)
  const { complexity, tasks, uncoveredParts } = decompose(message, {
    price: priceOf(request),
    availableSkills,
    hasContext: Object.keys(request.context ?? {}).length > 0,
  })
  if (tasks.length === 0) {
    return refuse('E_FORMAT', 'message_empty', { field: 'user_message' })
  }
  const intent = parseIntent(message)
  const plan: PlanDocument = {
    key: taskRequestKey,
    title: request.title,
    projectId: request.project_id ?? null,
    projectFolder,
    parallelLimit: 16,
    crew: null,
    source: 'switchyard',
    ...(budget !== null && { budget }),
    tasks:
      complexity === 'simple'
        ? tasks.map((task) => ({
            ...taskOf(priced, { task, cost: priced.cost }),
            tags: tagsOf(request, intent),
            requiresApproval: request.requires_approval || task.gate?.when === 'before',
          }))
        : [groupOf(request, message, intent), ...childrenOf(priced, tasks)],
  }
  return ok({ plan: withGate(plan, uncoveredParts), uncoveredParts })
}

/** Uncovered parts add a gate to the first task, so the user decides before any work starts. */
function withGate(plan: PlanDocument, uncoveredParts: readonly string[]): PlanDocument {
  const [root, ...others] = plan.tasks
  if (root === undefined || uncoveredParts.length === 0) return plan
  return {
    ...plan,
    tasks: [{ ...root, requiresApproval: true, gate: createUncoveredPartsGate(uncoveredParts) }, ...others],
  }
}

/** A title with a verb is a message on its own. For other titles, the command supplies the verb. */
function messageOf({ user_message, title, command }: TaskRequest): string {
  if (user_message !== null && user_message !== undefined) return user_message
  const isVerb = command !== undefined && parseIntent(command).confidence === 'high'
  return isVerb && parseIntent(title).confidence === 'low' ? `${command} ${title}` : title
}

/** The price of the purchase in the context: `price` as `450 EUR`, or as a number next to `currency`. */
function priceOf({ context }: TaskRequest): Money | null {
  const { price, currency } = context ?? {}
  const stated = typeof price === 'number' && typeof currency === 'string' ? `${price} ${currency}` : price
  if (typeof stated !== 'string') return null
  const [amount] = findAmounts(stated)
  return amount === undefined || amount.text !== stated.trim()
    ? null
    : { amountMinor: amount.amountMinor, currency: amount.currency }
}

const tagsOf = ({ command }: TaskRequest, { agentType, confidence }: Intent): string[] => [
  ...(command === undefined ? [] : [`${requestTags.command}${command}`]),
  `${requestTags.intent}${agentType}`,
  `${requestTags.confidence}${confidence}`,
]

const groupOf = (request: TaskRequest, message: string, intent: Intent): TaskDefinition => ({
  key: parentKey,
  kind: 'group',
  title: request.title,
  description: message,
  requiredSkills: [],
  dependsOn: [],
  parent: null,
  priority: 'medium',
  dueAt: null,
  tags: tagsOf(request, intent),
  requiresApproval: request.requires_approval,
})

function childrenOf(priced: PricedRequest, tasks: readonly MessageTask[]): TaskDefinition[] {
  const costs = splitMoney(priced.cost, tasks.length)
  return tasks.map((task, index) => ({
    ...taskOf(priced, { task, cost: costs[index] ?? priced.cost }),
    parent: parentKey,
  }))
}

/** Splits an amount into equal parts. The first parts get the remaining minor units. */
function splitMoney({ amountMinor, currency }: Money, parts: number): Money[] {
  const part = Math.floor(amountMinor / parts)
  const rest = amountMinor - part * parts
  return Array.from({ length: parts }, (_, index) => ({
    amountMinor: part + (index < rest ? 1 : 0),
    currency,
  }))
}

function taskOf(
  { request: { context } }: PricedRequest,
  { task, cost }: { readonly task: MessageTask; readonly cost: Money },
): TaskDefinition {
  const given = Object.keys(context ?? {}).length === 0 ? '' : `\n\nContext: ${JSON.stringify(context)}`
  return {
    key: task.key,
    kind: 'task',
    title: task.title,
    description: `${task.description}${given}`,
    requiredSkills: [...task.requiredSkills],
    dependsOn: [...task.dependsOn],
    parent: null,
    priority: 'medium',
    dueAt: null,
    tags: [],
    requiresApproval: task.gate?.when === 'before',
    ...(task.gate !== null && { gate: task.gate }),
    cost,
  }
}
