import { z } from 'zod'
import { accountSchema, moneySchema, transactionSchema } from '../model/money.ts'
import { get, put } from './builders.ts'

/** The reserved and spent amounts, and the rest under the cap, if there is one. */
export const balanceSchema = accountSchema.extend({ leftMinor: z.int().nullable() })
export type Balance = z.infer<typeof balanceSchema>

export const budgetsContract = {
  list: get('/v1/budgets', 'What has a cap, and what projects spent, by key').output(z.array(balanceSchema)),
  set: put(
    '/v1/budgets/{kind}/{id}',
    'Set the cap of a project, a run, or a branch (`<run id>/<group key>`, url-encoded)',
    ['E_STATE', 'E_IDEMPOTENCY_MISMATCH'],
  )
    .input(
      moneySchema
        .extend({ kind: z.enum(['project', 'run', 'branch']), id: z.string().min(1).max(500) })
        .strict(),
    )
    .output(balanceSchema),
  listTransactions: get('/v1/transactions', 'Movements of money, newest first; `before` is a seq')
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
