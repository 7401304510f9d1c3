import { z } from 'zod'
import { accountSchema, moneySchema, transactionSchema } from '../model/money.ts'
import { get, put } from './builders.ts'

/** Reserved and spent amounts, and the rest under the cap; null without a cap. */
export const balanceSchema = accountSchema.extend({ leftMinor: z.int().nullable() })
export type Balance = z.infer<typeof balanceSchema>

export const budgetsContract = {
  list: get('/v1/budgets', 'List accounts with a cap, and the spending of projects, by key').output(
    z.array(balanceSchema),
  ),
  set: put(
    '/v1/budgets/{kind}/{id}',
    'Set the budget of a project, a run, or a branch (`<run id>/<group key>`, URL-encoded)',
    ['E_STATE', 'E_IDEMPOTENCY_MISMATCH'],
  )
    .input(
      moneySchema
        .extend({ kind: z.enum(['project', 'run', 'branch']), id: z.string().min(1).max(500) })
        .strict(),
    )
    .output(balanceSchema),
  listTransactions: get('/v1/transactions', 'List transactions, newest first; `before` is a sequence number')
    .input(
      z
        .strictObject({
          runId: z.string().optional(),
          projectId: z.string().optional(),
          before: z.coerce.number().int().min(0).optional(),
          limit: z.coerce.number().int().min(1).max(1000).default(100),
        })
        .prefault({}),
    )
    .output(z.array(transactionSchema)),
}
