import type { Accounts } from '../app/money/accounts.ts'
import { procedures, unwrap } from './wire/procedure.ts'

export const createBudgetHandlers = (accounts: Accounts) => ({
  list: procedures.budgets.list.handler(() => accounts.listBalances()),
  set: procedures.budgets.set.handler(async ({ input: { kind, id, ...cap }, context }) =>
    unwrap(await accounts.setCap({ kind, id, cap }, context.idempotencyKey)),
  ),
  listTransactions: procedures.budgets.listTransactions.handler(
    ({ input: { runId = null, projectId = null, before = Number.MAX_SAFE_INTEGER, limit } }) =>
      accounts.listTransactions({ runId, projectId, before, limit }),
  ),
  listCaps: procedures.budgets.listCaps.handler(() => accounts.listCaps()),
  listOfRun: procedures.budgets.listOfRun.handler(({ input: { runId } }) =>
    unwrap(accounts.listOfRun(runId)),
  ),
  ledger: procedures.budgets.ledger.handler(({ input: { before = null, limit, ...filter } }) =>
    accounts.listLines(filter, { before, limit }),
  ),
  spending: procedures.budgets.spending.handler(({ input: { timeZone, ...filter } }) =>
    accounts.sumSpending(filter, timeZone),
  ),
})
