import type { Database } from 'better-sqlite3'
import type { Account, Transaction } from '#shared/model/money.ts'
import { rowsOf } from '../db/rows.ts'
import { sumOfAmounts } from '../queries/amount-sums.ts'

/** An account with the amounts granted to tasks, by `<run id>/<task key>`. */
export type StoredAccount = Account & { readonly grants: Readonly<Record<string, number>> }

export interface TransactionQuery {
  readonly before: number
  readonly runId: string | null
  readonly projectId: string | null
  readonly limit: number
}

const accounts = rowsOf<StoredAccount>()('key capMinor currency reservedMinor settledMinor isClosed grants', {
  json: ['grants'],
  flags: ['isClosed'],
})
const transactions = rowsOf<Transaction>()('seq kind at runId taskKey attempt projectId amountMinor currency')

/** Accounts with a cap, and all transactions. */
export function createBudgetStore(db: Database) {
  // Separate query for each index, because a query with optional conditions would read the entire table.
  const newest = (where: string) =>
    transactions.list<[{ before: number; of: string | null; limit: number }]>(
      db,
      `transactions WHERE seq < :before AND ${where} ORDER BY seq DESC, kind LIMIT :limit`,
    )
  const ofAll = newest(':of IS NULL')
  const ofRun = newest('run_id = :of')
  const ofProject = newest('project_id = :of')
  const settledOf = db.prepare<[string], { currency: string; amount: number }>(
    `SELECT currency, ${sumOfAmounts} AS amount FROM transactions
     WHERE project_id = ? AND kind = 'settle' GROUP BY currency`,
  )
  return {
    save: accounts.insert(
      db,
      'accounts',
      `ON CONFLICT (key) DO UPDATE SET cap_minor = excluded.cap_minor, currency = excluded.currency,
       reserved_minor = excluded.reserved_minor, settled_minor = excluded.settled_minor,
       is_closed = excluded.is_closed, grants = excluded.grants`,
    ),
    listAccounts: accounts.list<[]>(db, 'accounts ORDER BY key'),
    record: transactions.insert(db, 'transactions'),
    /** Newest first; only those of the run or project, if one is given. */
    listTransactions({ before, runId, projectId, limit }: TransactionQuery): Transaction[] {
      if (runId !== null) {
        const rows = ofRun({ before, of: runId, limit })
        return rows.filter((row) => projectId === null || row.projectId === projectId)
      }
      return (projectId === null ? ofAll : ofProject)({ before, of: projectId, limit })
    },
    /** Settled spending of a project, by currency. */
    sumSettled: (projectId: string): { currency: string; amount: number }[] => settledOf.all(projectId),
  }
}
