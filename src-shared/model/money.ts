import { z } from 'zod'
import { format } from '#shared/model/format.ts'

export const currencySchema = z.string().regex(/^[A-Z]{3}$/, format('currency'))

/** Maximum per amount, in minor units: the sum over 100,000 tasks, the largest plan, is still a safe integer. */
export const maxAmountMinor = 90_000_000_000
/** The range of every amount in an input, as an integer in minor units (cents). */
export const amountMinorSchema = z.int().min(0).max(maxAmountMinor)
/** The same range in major units, with at most two decimals. */
export const amountMajorSchema = z
  .number()
  .min(0)
  .max(maxAmountMinor / 100)
  .multipleOf(0.01)
/** An amount of money in an input. */
export const moneySchema = z.object({ amountMinor: amountMinorSchema, currency: currencySchema })
export type Money = z.infer<typeof moneySchema>

/** Sums and stored amounts: wider than `amountMinorSchema`, because sums grow and old logs contain larger amounts. */
export const sumMinorSchema = z.int().min(0)
/** An amount of money in an output. */
export const moneySumSchema = z.object({ amountMinor: sumMinorSchema, currency: currencySchema })

/** Saturates at the largest safe integer: a larger sum would lose cents and violate every schema. */
export const addMinor = (sum: number, amountMinor: number): number =>
  Math.min(sum + amountMinor, Number.MAX_SAFE_INTEGER)

/** How a model is billed: free, unknown, or by usage in this currency. */
export type Tariff = 'free' | 'unknown' | { readonly currency: string }

/**
 * Key of an account with a cap: `project:<id>`, `run:<run id>`, or `branch:<run id>/<group key>` for a group of a
 * run with all of its descendants.
 */
export type AccountKey = `project:${string}` | `run:${string}` | `branch:${string}`
export const accountKeySchema = z.templateLiteral([
  z.enum(['project', 'run', 'branch']),
  ':',
  z.string().min(1),
])

/**
 * Spent and reserved amounts since the first payment, and the cap, if there is one.
 * E5: `reservedMinor + settledMinor` never exceeds `capMinor`, except by an agent's spending beyond its
 * reservation.
 */
export const accountSchema = z.object({
  key: accountKeySchema,
  /** Null: unlimited; spending is only recorded. */
  capMinor: sumMinorSchema.nullable(),
  currency: currencySchema,
  /** Reserved for running attempts. */
  reservedMinor: z.int(),
  settledMinor: z.int(),
  /** True: a person declined a budget increase. Tasks without cover are cancelled without another request. */
  isClosed: z.boolean(),
})
export type Account = z.infer<typeof accountSchema>

/** The subject of a request to increase a budget. */
export const topUpSubjectSchema = z.object({
  account: accountKeySchema,
  currency: currencySchema,
  capMinor: z.number(),
  settledMinor: z.number(),
  reservedMinor: z.number(),
  /** Minimum increase for another attempt. */
  neededMinor: z.number(),
  suggestedMinor: z.number(),
  /** True: an attempt was stopped because the budget was exhausted. */
  isStopped: z.boolean(),
})
export type TopUpSubject = z.infer<typeof topUpSubjectSchema>

/**
 * Reasons for a model's cost without an effect: its decision came too late, the model was a shadow, or the question
 * was
 * repeated later.
 */
export const chargeReasons = ['late_decision', 'shadow', 'asked_again'] as const
export type ChargeReason = (typeof chargeReasons)[number]

/** `overrun`: spending beyond the reservation, included in the accompanying `settle`. */
export const transactionKinds = ['reserve', 'settle', 'release', 'overrun'] as const
export const transactionSchema = z.object({
  seq: z.number(),
  at: z.number(),
  kind: z.enum(transactionKinds),
  runId: z.string(),
  taskKey: z.string(),
  attempt: z.number(),
  projectId: z.string().nullable(),
  amountMinor: z.number(),
  currency: z.string(),
})
export type Transaction = z.infer<typeof transactionSchema>

/** Cause of a transaction: an event of an attempt, a decision, or a question to a model. */
export const ledgerCauses = [
  'attempt.started',
  'attempt.metered',
  'attempt.finished',
  'attempt.charged',
  'attempt.failed',
  'attempt.blocked',
  'attempt.asked',
  'attempt.interrupted',
  'attempt.cancelled',
  'decision',
  ...chargeReasons,
  'other',
] as const
export type LedgerCause = (typeof ledgerCauses)[number]
