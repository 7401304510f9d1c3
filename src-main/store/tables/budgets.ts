import type { Database } from 'better-sqlite3'
import type { Account, Transaction } from '#shared/model/money.ts'
import { readJson, writeJson } from '../db/json-column.ts'
import { sumOfAmounts } from '../queries/amount-sums.ts'

interface AccountRow {
  key: Account['key']
  cap_minor: number | null
  currency: string
  reserved_minor: number
  settled_minor: number
  is_closed: number
  grants: string
}

/** With what is granted to tasks, by `<run id>/<task key>`. */
export type StoredAccount = Account & { readonly grants: Readonly<Record<string, number>> }
interface TransactionRow {
  seq: number
  kind: Transaction['kind']
  at: number
  run_id: string
  task_key: string
  attempt: number
  project_id: string | null
  amount_minor: number
  currency: string
}

export interface TransactionQuery {
  readonly before: number
  readonly runId: string | null
  readonly projectId: string | null
  readonly limit: number
}

/** Accounts with a cap, and every movement of money. */
export function createBudgetStore(db: Database) {
  const upsert = db.prepare<[string, number | null, string, number, number, number, string]>(
    `INSERT INTO accounts (key, cap_minor, currency, reserved_minor, settled_minor, is_closed, grants)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET cap_minor = excluded.cap_minor, currency = excluded.currency,
       reserved_minor = excluded.reserved_minor, settled_minor = excluded.settled_minor,
       is_closed = excluded.is_closed, grants = excluded.grants`,
  )
  const accounts = db.prepare<[], AccountRow>('SELECT * FROM accounts ORDER BY key')
  const insert = db.prepare<(string | number | null)[]>(
    `INSERT INTO transactions (seq, kind, at, run_id, task_key, attempt, project_id, amount_minor, currency)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  // One for each index: a query that leaves a place open reads all there ever was.
  const newest = (where: string) =>
    db.prepare<{ before: number; of: string | null; limit: number }, TransactionRow>(
      `SELECT * FROM transactions WHERE seq < :before AND ${where} ORDER BY seq DESC, kind LIMIT :limit`,
    )
  const ofAll = newest(':of IS NULL')
  const ofRun = newest('run_id = :of')
  const ofProject = newest('project_id = :of')
  const settledOf = db.prepare<[string], { currency: string; amount: number }>(
    `SELECT currency, ${sumOfAmounts} AS amount FROM transactions
     WHERE project_id = ? AND kind = 'settle' GROUP BY currency`,
  )
  return {
    save(account: StoredAccount): void {
      const { key, capMinor, currency, reservedMinor, settledMinor, isClosed, grants } = account
      upsert.run(key, capMinor, currency, reservedMinor, settledMinor, isClosed ? 1 : 0, writeJson(grants))
    },
    listAccounts: (): StoredAccount[] =>
      accounts.all().map((row) => ({
        key: row.key,
        capMinor: row.cap_minor,
        currency: row.currency,
        reservedMinor: row.reserved_minor,
        settledMinor: row.settled_minor,
        isClosed: row.is_closed === 1,
        grants: readJson<StoredAccount['grants']>(row.grants),
      })),
    record(movement: Transaction): void {
      const { seq, kind, at, runId, taskKey, attempt, projectId, amountMinor, currency } = movement
      insert.run(seq, kind, at, runId, taskKey, attempt, projectId, amountMinor, currency)
    },
    /** Newest first; of one run or one project where it is named. */
    listTransactions({ before, runId, projectId, limit }: TransactionQuery): Transaction[] {
      if (runId !== null) {
        const rows = ofRun.all({ before, of: runId, limit })
        return rows.filter((row) => projectId === null || row.project_id === projectId).map(transactionOf)
      }
      const rows = projectId === null ? ofAll : ofProject
      return rows.all({ before, of: projectId, limit }).map(transactionOf)
    },
    /** What a project has spent, by currency. */
    sumSettled: (projectId: string): { currency: string; amount: number }[] => settledOf.all(projectId),
  }
}

const transactionOf = (row: TransactionRow): Transaction => ({
  seq: row.seq,
  kind: row.kind,
  at: row.at,
  runId: row.run_id,
  taskKey: row.task_key,
  attempt: row.attempt,
  projectId: row.project_id,
  amountMinor: row.amount_minor,
  currency: row.currency,
})
