import { z } from 'zod'
import { ledgerCauses, moneySumSchema, transactionKinds, transactionSchema } from '../model/money.ts'
import { timeZoneSchema } from '../model/plan.ts'
import { runStatusSchema } from '../model/runs/run.ts'
import { balanceSchema } from './budgets.ts'
import { get } from './builders.ts'

/** A movement of money with what is known of who and what it was for; null: the log does not say. */
export const ledgerLineSchema = transactionSchema.extend({
  /** Its place in the ledger. */
  cursor: z.string(),
  runTitle: z.string(),
  taskTitle: z.string().nullable(),
  agentId: z.string().nullable(),
  /** `provider/model`. */
  model: z.string().nullable(),
  cause: z.enum(ledgerCauses),
})
export type LedgerLine = z.infer<typeof ledgerLineSchema>

/** The matches among a limited number of movements: a page may be shorter than requested and still have a next one. */
export const ledgerPageSchema = z.object({
  lines: z.array(ledgerLineSchema),
  /** Where the next page goes on; null: the ledger has no more. */
  next: z.string().nullable(),
  /** How far back it was looked through; null: to the beginning. */
  lookedTo: z.number().nullable(),
})
export type LedgerPage = z.infer<typeof ledgerPageSchema>

const instant = z.coerce.number().int().min(0)

/** An empty agent or model asks for the lines where none is known. */
const ledgerFilter = {
  runId: z.string().optional(),
  projectId: z.string().optional(),
  agentId: z.string().optional(),
  model: z.string().optional(),
  kind: z.enum(transactionKinds).optional(),
  /** Milliseconds since 1970; the end is left out. */
  start: instant.optional(),
  end: instant.optional(),
}
export const ledgerFilterSchema = z.strictObject(ledgerFilter)
export type LedgerFilter = z.infer<typeof ledgerFilterSchema>

const sumSchema = moneySumSchema.extend({ count: z.number() })

/** Settled amounts, never added over currencies, highest first. A null key means unknown. */
export const spendingSchema = z.object({
  total: z.array(sumSchema),
  byRun: z.array(sumSchema.extend({ key: z.string(), name: z.string() })),
  byAgent: z.array(sumSchema.extend({ key: z.string().nullable() })),
  byModel: z.array(sumSchema.extend({ key: z.string().nullable() })),
  /** `2026-11-22` in the time zone; oldest first. */
  byDay: z.array(sumSchema.extend({ day: z.string(), agentId: z.string().nullable() })),
})
export type Spending = z.infer<typeof spendingSchema>

export const capViewSchema = balanceSchema.extend({
  /** The name of the project, the title of the run or of the group. */
  name: z.string(),
  projectId: z.string().nullable(),
  /** The run of a run account or branch account. */
  run: z.object({ id: z.string(), title: z.string(), status: runStatusSchema }).nullable(),
})
export type CapView = z.infer<typeof capViewSchema>

export const ledgerContract = {
  listCaps: get('/v1/caps', 'Caps with what they are of, and all that is held now').output(
    z.object({ caps: z.array(capViewSchema), held: z.array(moneySumSchema) }),
  ),
  listOfRun: get(
    '/v1/runs/{runId}/accounts',
    'What a run has spent and may still spend: its own account, those of its project and groups',
  )
    .input(z.strictObject({ runId: z.string() }))
    .output(z.array(capViewSchema)),
  ledger: get(
    '/v1/ledger',
    'Movements of money with their agent, model and reason, newest first; `before` is a cursor',
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
  spending: get('/v1/spending', 'What was spent, by run, agent, model and day')
    .input(z.strictObject({ ...ledgerFilter, timeZone: timeZoneSchema.default('UTC') }).prefault({}))
    .output(spendingSchema),
}
