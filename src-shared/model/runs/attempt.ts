import { z } from 'zod'
import { formSchema } from '../approval.ts'
import { checkOutcomeSchema } from '../check.ts'
import type { Json } from '../json.ts'
import { moneySchema, moneySumSchema } from '../money.ts'

/** `stopping`: it was told to stop and its agent has not confirmed; it still holds its slot. */
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

/** The model that an agent says it asked, `provider/model`; agents that ask none may call their data as they like. */
export function modelOf({ data }: { readonly data: unknown }): string | null {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null
  return 'model' in data && typeof data.model === 'string' ? data.model : null
}

/** The closed list of ways to fail; `scheduling/failure-policy.ts` says of each whether it is tried again. */
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
  /** Reset of the account after a `rate_limited` refusal (milliseconds since 1970). */
  resetAt: z.int().optional(),
  /** The work had begun, which some reasons rule out otherwise: it must not be done twice unasked. */
  hasBegun: z.boolean().optional(),
})
export type Failure = z.infer<typeof failureSchema>

export const logLevels = ['info', 'warn', 'error'] as const

const isSmall = (memo: Json): boolean => JSON.stringify(memo).length <= 1_000_000

/** A question to a person; the attempt ends with it, and the answer comes with the next one. */
export const questionSchema = z.object({
  text: z.string().min(1).max(10_000),
  form: formSchema.optional(),
  /** The one thing that its agent would do, whole, if the question is whether it may: a person allows or denies that. */
  permission: z.json().optional(),
  /** Data that its agent gets back with the answer; other code does not read it. */
  memo: z.json().refine(isSmall, 'a memo has at most a million characters').optional(),
})
export type Question = z.infer<typeof questionSchema>

/** A piece of what an agent is sent, with what it is in our words. */
export const inputPartSchema = z.object({
  label: z.string().min(1).max(200),
  text: z.string(),
  /** How it is read best. */
  form: z.enum(['text', 'json']),
})
export type InputPart = z.infer<typeof inputPartSchema>

/** All that an agent is sent at once, before it begins: the same words, without secrets that are known here. */
export const attemptInputSchema = z.object({ parts: z.array(inputPartSchema).min(1).max(1000) })
export type AttemptInput = z.infer<typeof attemptInputSchema>

/** Where an input is kept. */
export const keptInputSchema = z.object({ sha256: z.string(), bytes: z.number() })
export type KeptInput = z.infer<typeof keptInputSchema>

/** A signal of a running agent. It comes from outside: any other form fails the attempt. */
export const attemptSignalSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('log'), level: z.enum(logLevels), text: z.string() }),
  z.object({ type: z.literal('progress'), percent: z.number() }),
  z.object({ type: z.literal('alive') }),
  z.object({ type: z.literal('given'), input: attemptInputSchema }),
  /** Everything spent by this attempt so far. */
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
