import type { Database } from 'better-sqlite3'
import type { Approval, ApprovalAnswer } from '#shared/model/approval.ts'

interface Row {
  id: string
  kind: Approval['kind']
  run_id: string
  task_key: string
  question: string
  posted_at: number
  answer: ApprovalAnswer | null
  note: string | null
  answered_at: number | null
}

export function createApprovalStore(db: Database) {
  const upsert = db.prepare<
    [string, string, string, string, string, number, string | null, string | null, number | null]
  >(
    `INSERT INTO approvals (id, kind, run_id, task_key, question, posted_at, answer, note, answered_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET answer = excluded.answer, note = excluded.note, answered_at = excluded.answered_at`,
  )
  const one = db.prepare<[string], Row>('SELECT * FROM approvals WHERE id = ?')
  const open = db.prepare<[], Row>('SELECT * FROM approvals WHERE answered_at IS NULL ORDER BY posted_at, id')
  return {
    save(approval: Approval): void {
      const { id, kind, runId, taskKey, question, postedAt, answer, note, answeredAt } = approval
      upsert.run(id, kind, runId, taskKey, question, postedAt, answer, note, answeredAt)
    },
    find(id: string): Approval | null {
      const row = one.get(id)
      return row === undefined ? null : approvalOf(row)
    },
    /** Gates that wait for an answer, oldest first. */
    listOpen: (): Approval[] => open.all().map(approvalOf),
  }
}

const approvalOf = (row: Row): Approval => ({
  id: row.id,
  kind: row.kind,
  runId: row.run_id,
  taskKey: row.task_key,
  question: row.question,
  postedAt: row.posted_at,
  answer: row.answer,
  note: row.note,
  answeredAt: row.answered_at,
})
