import { z } from 'zod'

export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/, 'a currency is three capital letters, such as EUR')

/** 900 million units: the sum over the 100,000 tasks of the largest plan is still a safe integer. */
export const maxAmountMinor = 90_000_000_000
/** The one bound of every amount that comes in, in minor units (cents); never a fraction. */
export const amountMinorSchema = z.int().min(0).max(maxAmountMinor)
/** The same bound in major units with at most two decimals. */
export const amountMajorSchema = z
  .number()
  .min(0)
  .max(maxAmountMinor / 100)
  .multipleOf(0.01)
/** An amount as it comes in. */
export const moneySchema = z.object({ amountMinor: amountMinorSchema, currency: currencySchema })
export type Money = z.infer<typeof moneySchema>

/** Sums and stored amounts: wider than `amountMinorSchema`, because sums grow and old logs hold larger amounts. */
export const sumMinorSchema = z.int().min(0)
/** An amount as it goes out. */
export const moneySumSchema = z.object({ amountMinor: sumMinorSchema, currency: currencySchema })

/** Sums of money saturate at the largest safe integer: beyond it an addition would lose cents and leave every schema. */
export const addMinor = (sum: number, amountMinor: number): number =>
  Math.min(sum + amountMinor, Number.MAX_SAFE_INTEGER)

/** The price of a model's answers: free, unknown, or counted afterwards in this currency. */
export type Tariff = 'free' | 'unknown' | { readonly currency: string }

/**
 * The key of an account with a cap: `project:<id>`, `run:<run id>`, or `branch:<run id>/<group key>` for a group of a
 * run with everything below it.
 */
export type AccountKey = `project:${string}` | `run:${string}` | `branch:${string}`
export const accountKeySchema = z.templateLiteral([
  z.enum(['project', 'run', 'branch']),
  ':',
  z.string().min(1),
])

/**
 * The spent and reserved amounts, counted from the first payment on, and the cap once it has one.
 * E5: `reservedMinor + settledMinor` never exceeds `capMinor`, except by what an agent spent beyond its
 * reservation.
 */
export const accountSchema = z.object({
  key: accountKeySchema,
  /** Null: it may spend what it likes, and is only counted. */
  capMinor: sumMinorSchema.nullable(),
  currency: currencySchema,
  /** Held for attempts in flight. */
  reservedMinor: z.int(),
  settledMinor: z.int(),
  /** A person refused more money: what it cannot pay for is cancelled instead of asked for. */
  isClosed: z.boolean(),
})
export type Account = z.infer<typeof accountSchema>

/** The subject of a request for more money. */
export const topUpSubjectSchema = z.object({
  account: accountKeySchema,
  currency: currencySchema,
  capMinor: z.number(),
  settledMinor: z.number(),
  reservedMinor: z.number(),
  /** For one more attempt. */
  neededMinor: z.number(),
  suggestedMinor: z.number(),
  /** An attempt was stopped for want of it. */
  isStopped: z.boolean(),
})
export type TopUpSubject = z.infer<typeof topUpSubjectSchema>

/**
 * Why a model was paid for of which nothing followed: its decision came too late, it was asked beside the decider, or it
 * was asked again afterwards.
 */
export const chargeReasons = ['late_decision', 'shadow', 'asked_again'] as const
export type ChargeReason = (typeof chargeReasons)[number]

/** `overrun`: what was spent beyond what had been reserved; it is part of the `settle` beside it. */
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

/** `12.50 EUR`. Minor units are hundredths, which holds for most currencies and is said for all. */
export const formatMoney = ({ amountMinor, currency }: Money): string =>
  `${(amountMinor / 100).toFixed(2)} ${currency}`

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
