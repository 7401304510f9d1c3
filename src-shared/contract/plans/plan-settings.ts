import { z } from 'zod'
import { formFieldSchema, gateSchema } from '../../model/approval.ts'
import { amountMinorSchema, currencySchema } from '../../model/money.ts'
import { retrySchema, timeoutsSchema } from '../../model/task-definition.ts'

/**
 * Task settings in a plan file that the seed documents do not have. Limits come from the model, and names follow the
 * spelling of those documents. Parsing does not transform the input, so it can be forwarded unchanged.
 */
const gate = gateSchema.shape
const retry = retrySchema.shape
const timeouts = timeoutsSchema.shape

export const gateSettingSchema = z.strictObject({
  when: z.enum(['before', 'after']).optional(),
  question: gate.question,
  description: gate.description,
  form: z.array(formFieldSchema).max(50).optional(),
  quorum: z.int().min(1).max(100).optional(),
  assignee: gate.assignee,
  expires_in_ms: gate.expiresInMs,
  on_expiry: z.enum(['reject', 'escalate']).optional(),
  escalate_to: gate.escalateTo,
  remind_every_ms: gate.remindEveryMs,
})
export type GateSetting = z.infer<typeof gateSettingSchema>

export const retrySettingSchema = z.strictObject({
  max_attempts: retry.maxAttempts,
  first_ms: retry.firstMs.optional(),
  factor: retry.factor.optional(),
  max_ms: retry.maxMs.optional(),
})

export const timeoutsSettingSchema = z.strictObject({
  queued_ms: timeouts.queuedMs,
  starting_ms: timeouts.startingMs,
  silent_ms: timeouts.silentMs,
  wall_ms: timeouts.wallMs,
  person_ms: timeouts.personMs,
})

export const moneySettingSchema = z.strictObject({
  amount_minor: amountMinorSchema,
  currency: currencySchema,
})
