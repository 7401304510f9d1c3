import { z } from 'zod'
import type { EventType } from '../events.ts'

const webhookStatuses = ['enabled', 'disabled'] as const

/** `pending`: not taken yet; waits for its next try. The other two are ends, which only `redeliver` reopens. */
export const deliveryStatuses = ['pending', 'delivered', 'failed'] as const

/** `*` is every event, log lines too; `task.*` every event whose type begins so; else one type. */
export const eventPatternSchema = z
  .string()
  .max(100)
  .regex(
    /^(\*|[a-z_]+(\.[a-z_]+)*(\.\*)?)$/,
    'an event type such as run.settled, a prefix such as task.*, or *',
  )

export const webhookSchema = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  description: z.string(),
  status: z.enum(webhookStatuses),
  /** Why it is disabled. */
  reason: z.string().nullable(),
  createdAt: z.number(),
  /** Since when every try failed; null when the last one was taken. */
  failingSince: z.number().nullable(),
})
export type Webhook = z.infer<typeof webhookSchema>

/** Why it was not taken: the answer was no, there was none, or it was not sent. */
export const tryErrorCodes = [
  'E_WEBHOOK_URL',
  'E_WEBHOOK_PRIVATE',
  'E_WEBHOOK_REDIRECT',
  'E_WEBHOOK_TIMEOUT',
  'E_WEBHOOK_UNREACHABLE',
  'E_WEBHOOK_STATUS',
  'E_WEBHOOK_DISABLED',
  'E_WEBHOOK_EVENT',
] as const
export type TryErrorCode = (typeof tryErrorCodes)[number]

export const deliverySchema = z.object({
  /** Its number in the list: newer is higher. */
  number: z.number(),
  /** The `webhook-id` header, the same for every try. */
  id: z.string(),
  webhookId: z.string(),
  /** The event's place in the log; null for a test. */
  seq: z.number().nullable(),
  type: z.string(),
  status: z.enum(deliveryStatuses),
  tries: z.number(),
  createdAt: z.number(),
  /** When the next try is due; null once it ended. */
  dueAt: z.number().nullable(),
  triedAt: z.number().nullable(),
  tookMs: z.number().nullable(),
  error: z.object({ code: z.enum(tryErrorCodes), message: z.string() }).nullable(),
  /** The last answer; `text` is its first 4 KiB, and the receiver's words, not ours. */
  answer: z.object({ status: z.number(), text: z.string() }).nullable(),
})
export type Delivery = z.infer<typeof deliverySchema>

/** The types of the log, for whoever names one; the compiler says which is missing. */
const knownTypes: Readonly<Record<EventType, true>> = {
  'agent.registered': true,
  'approval.answered': true,
  'approval.changed': true,
  'approval.closed': true,
  'approval.delegated': true,
  'approval.escalated': true,
  'approval.posted': true,
  'approval.reminded': true,
  'approval.voted': true,
  'attempt.asked': true,
  'attempt.blocked': true,
  'attempt.cancelled': true,
  'attempt.charged': true,
  'attempt.failed': true,
  'attempt.finished': true,
  'attempt.given': true,
  'attempt.interrupted': true,
  'attempt.logged': true,
  'attempt.metered': true,
  'attempt.progressed': true,
  'attempt.resumed': true,
  'attempt.started': true,
  'attempt.stopping': true,
  'budget.charged': true,
  'budget.closed': true,
  'budget.granted': true,
  'budget.refused': true,
  'budget.set': true,
  'decision.made': true,
  'group.closed': true,
  'group.opened': true,
  'memory.remembered': true,
  'memory.completed': true,
  'memory.tagged': true,
  'merge.approved': true,
  'merge.settled': true,
  'plan.published': true,
  'plan.removed': true,
  'plan.restored': true,
  'project.saved': true,
  'run.created': true,
  'run.paused': true,
  'run.resumed': true,
  'run.settled': true,
  'run.stopping': true,
  'skill.aliased': true,
  'task.accepted': true,
  'task.assigned': true,
  'task.cancelled': true,
  'task.carried': true,
  'task.done_before': true,
  'task.edited': true,
  'task.failed': true,
  'task.hurried': true,
  'task.ready': true,
  'task.unblocked': true,
  'task.skipped': true,
  'task.unassigned': true,
  'tasks.added': true,
  'run.parts_left_out': true,
  'tasks.assigned': true,
  'tasks.ready': true,
}
export const eventTypes: readonly string[] = Object.keys(knownTypes)

/** A single event may concern many tasks: `task.ready` and `task.*` also match `tasks.ready`. */
export function isMatch(pattern: string, type: string): boolean {
  const singular = type.replace(/^tasks\./, 'task.')
  const isPrefix = pattern.endsWith('.*')
  return (
    [type, singular].some((each) => (isPrefix ? each.startsWith(pattern.slice(0, -1)) : each === pattern)) ||
    pattern === '*'
  )
}
