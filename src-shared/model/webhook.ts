import { z } from 'zod'
import { format } from '#shared/model/format.ts'
import type { EventType } from '../events.ts'

const webhookStatuses = ['enabled', 'disabled'] as const

/** `pending`: waiting for the next attempt. The other two are final; only `redeliver` reopens them. */
export const deliveryStatuses = ['pending', 'delivered', 'failed'] as const

/** `*` matches every event, including log lines; `task.*` every type with that prefix; other patterns one type. */
export const eventPatternSchema = z
  .string()
  .max(100)
  .regex(/^(\*|[a-z_]+(\.[a-z_]+)*(\.\*)?)$/, format('eventPattern'))

export const webhookSchema = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  description: z.string(),
  status: z.enum(webhookStatuses),
  /** Reason for disabling the webhook; null while enabled. */
  reason: z.string().nullable(),
  createdAt: z.number(),
  /** Time of the first failure since the last success; null after a success. */
  failingSince: z.number().nullable(),
})
export type Webhook = z.infer<typeof webhookSchema>

/** Reasons for a failed delivery: the receiver refused, did not answer, or the request was not sent. */
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
  /** Position in the list; newer deliveries have higher numbers. */
  number: z.number(),
  /** The `webhook-id` header, equal for every attempt. */
  id: z.string(),
  webhookId: z.string(),
  /** Sequence number of the event; null for a test. */
  seq: z.number().nullable(),
  type: z.string(),
  status: z.enum(deliveryStatuses),
  tries: z.number(),
  createdAt: z.number(),
  /** Time of the next attempt; null after the last. */
  dueAt: z.number().nullable(),
  triedAt: z.number().nullable(),
  tookMs: z.number().nullable(),
  error: z.object({ code: z.enum(tryErrorCodes), message: z.string() }).nullable(),
  /** The last response; `text` is the first 4 KiB of the receiver's body. */
  answer: z.object({ status: z.number(), text: z.string() }).nullable(),
})
export type Delivery = z.infer<typeof deliverySchema>

/** All event types of the log. The compiler reports missing ones. */
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

/** An event may concern many tasks: `task.ready` and `task.*` also match `tasks.ready`. */
export function isMatch(pattern: string, type: string): boolean {
  const singular = type.replace(/^tasks\./, 'task.')
  const isPrefix = pattern.endsWith('.*')
  return (
    [type, singular].some((each) => (isPrefix ? each.startsWith(pattern.slice(0, -1)) : each === pattern)) ||
    pattern === '*'
  )
}
