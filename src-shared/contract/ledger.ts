import { z } from 'zod'
import { ledgerCauses, moneySumSchema, transactionKinds, transactionSchema } from '../model/money.ts'
import { timeZoneSchema } from '../model/plan.ts'
import { runStatusSchema } from '../model/runs/run.ts'
import { balanceSchema } from './budgets.ts'
import { get } from './builders.ts'

/** A transaction with its agent, model and cause. Null: not in the log. */
export const ledgerLineSchema = transactionSchema.extend({
  /** Position in the ledger, for `before`. */
  cursor: z.string(),
  runTitle: z.string(),
  taskTitle: z.string().nullable(),
  agentId: z.string().nullable(),
  /** `provider/model`. */
  model: z.string().nullable(),
  cause: z.enum(ledgerCauses),
})
export type LedgerLine = z.infer<typeof ledgerLineSchema>

/**
 * Matches within a limited number of transactions. A page may have fewer lines than requested and still have a next
 * page.
 */
export const ledgerPageSchema = z.object({
  lines: z.array(ledgerLineSchema),
  /** Cursor of the next page; null at the end of the ledger. */
  next: z.string().nullable(),
  /** Time of the oldest examined transaction; null: examined to the beginning. */
  lookedTo: z.number().nullable(),
})
export type LedgerPage = z.infer<typeof ledgerPageSchema>

const instant = z.coerce.number().int().min(0)

/** An empty agent or model matches transactions without one. */
const ledgerFilter = {
  runId: z.string().optional(),
  projectId: z.string().optional(),
  agentId: z.string().optional(),
  model: z.string().optional(),
  kind: z.enum(transactionKinds).optional(),
  /** Milliseconds since 1970, end exclusive. */
  start: instant.optional(),
  end: instant.optional(),
}
export const ledgerFilterSchema = z.strictObject(ledgerFilter)
export type LedgerFilter = z.infer<typeof ledgerFilterSchema>

const sumSchema = moneySumSchema.extend({ count: z.number() })

/** Settled amounts, highest first, with a separate sum for each currency. A null key means unknown. */
export const spendingSchema = z.object({
  total: z.array(sumSchema),
  byRun: z.array(sumSchema.extend({ key: z.string(), name: z.string() })),
  byAgent: z.array(sumSchema.extend({ key: z.string().nullable() })),
  byModel: z.array(sumSchema.extend({ key: z.string().nullable() })),
  /** `2026-11-22` in the given time zone, oldest first. */
  byDay: z.array(sumSchema.extend({ day: z.string(), agentId: z.string().nullable() })),
})
export type Spending = z.infer<typeof spendingSchema>

export const capViewSchema = balanceSchema.extend({
  /** Name of the project, or title of the run or group. */
  name: z.string(),
  projectId: z.string().nullable(),
  /** The run of a run account or branch account. */
  run: z.object({ id: z.string(), title: z.string(), status: runStatusSchema }).nullable(),
})
export type CapView = z.infer<typeof capViewSchema>

export const ledgerContract = {
  listCaps: get('/v1/caps', 'List budgets and all reserved amounts').output(
    z.object({ caps: z.array(capViewSchema), held: z.array(moneySumSchema) }),
  ),
  listOfRun: get(
    '/v1/runs/{runId}/accounts',
    'Get the spent and remaining money of a run, its project and its groups',
  )
    .input(z.strictObject({ runId: z.string() }))
    .output(z.array(capViewSchema)),
  ledger: get(
    '/v1/ledger',
    'List transactions with their agent, model and reason, newest first; `before` is a cursor',
  )
    .input(
      z
        .strictObject({
          ...ledgerFilter,
          before: z
            .string()
            .regex(/^\d{1,16}-[a-z]{1,20}$/)
            .optional(),
          limit: z.coerce.number().int().min(1).max(1000).default(100),
        })
        .prefault({}),
    )
    .output(ledgerPageSchema),
  spending: get('/v1/spending', 'Get spending by run, agent, model and day')
    .input(z.strictObject({ ...ledgerFilter, timeZone: timeZoneSchema.default('UTC') }).prefault({}))
    .output(spendingSchema),
}
