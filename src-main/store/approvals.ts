import type { Database } from 'better-sqlite3'
import type { Approval } from '#shared/model/approval.ts'
import { readJson, writeJson } from './json-column.ts'

interface Row {
  approval: string
}

export function createApprovalStore(db: Database) {
  const upsert = db.prepare<[string, string, string, number, number | null, string]>(
    `INSERT INTO approvals (id, run_id, task_key, posted_at, answered_at, approval) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET answered_at = excluded.answered_at, approval = excluded.approval`,
  )
  const one = db.prepare<[string], Row>('SELECT approval FROM approvals WHERE id = ?')
  const open = db.prepare<[], Row>(
    'SELECT approval FROM approvals WHERE answered_at IS NULL ORDER BY posted_at, id',
  )
  const ofTask = db.prepare<[string, string], Row>(
    'SELECT approval FROM approvals WHERE run_id = ? AND task_key = ? ORDER BY posted_at, id',
  )
  return {
    save(approval: Approval): void {
      const { id, runId, taskKey, postedAt, answeredAt } = approval
      upsert.run(id, runId, taskKey, postedAt, answeredAt, writeJson(approval))
    },
    find(id: string): Approval | null {
      const row = one.get(id)
      return row === undefined ? null : approvalOf(row)
    },
    /** Gates that wait for an answer, oldest first. */
    listOpen: (): Approval[] => open.all().map(approvalOf),
    listOfTask: (runId: string, taskKey: string): Approval[] => ofTask.all(runId, taskKey).map(approvalOf),
  }
}

const approvalOf = (row: Row): Approval => readJson(row.approval)
