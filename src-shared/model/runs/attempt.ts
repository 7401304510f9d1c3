import { z } from 'zod'
import { format } from '#shared/model/format.ts'
import { formSchema } from '../approval.ts'
import { checkOutcomeSchema } from '../check.ts'
import type { Json } from '../json.ts'
import { moneySchema, moneySumSchema } from '../money.ts'

/** `stopping`: the agent has not confirmed the stop yet, so the attempt still occupies its slot. */
export const attemptStatuses = [
  'running',
  'stopping',
  'done',
  'failed',
  'interrupted',
  'cancelled',
  'parked',
] as const
export const attemptStatusSchema = z.enum(attemptStatuses)
export type AttemptStatus = z.infer<typeof attemptStatusSchema>

/** The result of an attempt. `text` is for people and later tasks; `data` has any structure. */
export const taskResultSchema = z.object({
  text: z.string(),
  data: z.json(),
  /** The outcomes of the task's checks; absent: the result was not checked. */
  checks: z.array(checkOutcomeSchema).max(20).optional(),
})
export type TaskResult = z.infer<typeof taskResultSchema>

/** Cost beyond the limit of the task, beside the result that a person reviews. */
export const reviewExcessSchema = z.object({
  excess: z.object({ cost: moneySchema, attempt: z.int(), agentId: z.string() }).optional(),
})

/** The model that an agent reports, `provider/model`. Other agents may use the field for something else. */
export function modelOf({ data }: { readonly data: unknown }): string | null {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null
  return 'model' in data && typeof data.model === 'string' ? data.model : null
}

/** The closed list of failure reasons. `scheduling/failure-policy.ts` decides which are retried. */
export const failureReasons = [
  'agent_error',
  'agent_missing',
  'not_signed_in',
  'agent_gone',
  'bad_script',
  'bad_input',
  'nothing_to_do',
  'bad_output',
  'unverified',
  'refused',
  'unavailable',
  'rate_limited',
  'quota_spent',
  'connection_lost',
  'start_timeout',
  'stalled',
  'wall_timeout',
  'over_limit',
  'queue_timeout',
  'person_timeout',
  'lease_expired',
  'over_budget',
  'interrupted',
  'cancelled',
] as const
export type FailureReason = (typeof failureReasons)[number]
export const failureSchema = z.object({
  reason: z.enum(failureReasons),
  message: z.string(),
  /** Time when the account's limit resets after `rate_limited`, in milliseconds since 1970. */
  resetAt: z.int().optional(),
  /**
   * True: the work had started, although the reason usually excludes that. Such work is not repeated without a
   * question.
   */
  hasBegun: z.boolean().optional(),
})
export type Failure = z.infer<typeof failureSchema>

export const logLevels = ['info', 'warn', 'error'] as const

const isSmall = (memo: Json): boolean => JSON.stringify(memo).length <= 1_000_000

/** A question to a person. The attempt ends with it; the next attempt gets the answer. */
export const questionSchema = z.object({
  text: z.string().min(1).max(10_000),
  form: formSchema.optional(),
  /** The exact action to permit, if the question is a permission request. A person allows or denies the action. */
  permission: z.json().optional(),
  /** Data that the agent gets back with the answer. Other code ignores it. */
  memo: z.json().refine(isSmall, format('memoLength')).optional(),
})
export type Question = z.infer<typeof questionSchema>

/** A part of an agent's input, with its label. */
export const inputPartSchema = z.object({
  label: z.string().min(1).max(200),
  text: z.string(),
  /** Preferred rendering. */
  form: z.enum(['text', 'json']),
})
export type InputPart = z.infer<typeof inputPartSchema>

/** The initial input of an agent, without known secrets. */
export const attemptInputSchema = z.object({ parts: z.array(inputPartSchema).min(1).max(1000) })
export type AttemptInput = z.infer<typeof attemptInputSchema>

/** Reference to a stored input. */
export const keptInputSchema = z.object({ sha256: z.string(), bytes: z.number() })
export type KeptInput = z.infer<typeof keptInputSchema>

/** A signal of a running agent. An invalid signal fails the attempt. */
export const attemptSignalSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('log'), level: z.enum(logLevels), text: z.string() }),
  z.object({ type: z.literal('progress'), percent: z.number() }),
  z.object({ type: z.literal('alive') }),
  z.object({ type: z.literal('given'), input: attemptInputSchema }),
  /** Total cost of this attempt so far. */
  z.object({ type: z.literal('usage'), spent: moneySchema }),
  z.object({ type: z.literal('question'), question: questionSchema }),
  z.object({ type: z.literal('result'), result: taskResultSchema }),
  z.object({ type: z.literal('failure'), failure: failureSchema }),
])

export const attemptViewSchema = z.object({
  id: z.string(),
  number: z.number(),
  delegationKey: z.string(),
  agentId: z.string(),
  status: attemptStatusSchema,
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  result: taskResultSchema.nullable(),
  failure: failureSchema.nullable(),
  reserved: moneySumSchema.nullable(),
  spent: moneySumSchema.nullable(),
  leaseUntil: z.number().nullable(),
})
export type AttemptView = z.infer<typeof attemptViewSchema>

export const logLineSchema = z.object({
  seq: z.number(),
  at: z.number(),
  taskKey: z.string(),
  attempt: z.number(),
  level: z.enum(logLevels),
  text: z.string(),
})
export type LogLine = z.infer<typeof logLineSchema>
