import type { Database } from 'better-sqlite3'
import type { Approval } from '#shared/model/approval.ts'
import { readJson, writeJson } from '../db/json-column.ts'

interface Row {
  approval: string
}
interface AnsweredRow extends Row {
  run_title: string
  project_id: string | null
  task_title: string
  is_simulated: number
}

export interface AnsweredApproval {
  readonly approval: Approval
  readonly runTitle: string
  readonly projectId: string | null
  readonly taskTitle: string
  readonly isSimulated: boolean
}

export interface AnsweredQuery {
  /** Words that stand in it, in any case; empty: all. */
  readonly find: string
  /** Older than this one. */
  readonly before: { readonly answeredAt: number; readonly id: string }
  readonly limit: number
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
  const ofRun = db.prepare<[string], Row>(
    'SELECT approval FROM approvals WHERE run_id = ? ORDER BY posted_at, id',
  )
  const answered = db.prepare<[{ at: number; id: string; find: string; limit: number }], AnsweredRow>(
    `SELECT approval, runs.title AS run_title, runs.project_id, is_simulated,
       definition ->> '$.title' AS task_title
     FROM approvals AS gate
     JOIN runs ON runs.id = gate.run_id
     JOIN tasks ON tasks.run_id = gate.run_id AND tasks.key = gate.task_key
     JOIN task_definitions AS defined ON defined.run_id = gate.run_id AND defined.position = tasks.position
     WHERE answered_at IS NOT NULL AND (answered_at, gate.id) < (:at, :id)
       AND (:find = '' OR
         concat_ws(char(10), approval ->> '$.question', approval ->> '$.note', approval ->> '$.answeredBy',
           task_title, runs.title) LIKE :find ESCAPE '\\')
     ORDER BY answered_at DESC, gate.id DESC LIMIT :limit`,
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
    /** Gates that are over, newest first. */
    listAnswered: ({ find, before: { answeredAt: at, id }, limit }: AnsweredQuery): AnsweredApproval[] =>
      answered.all({ at, id, find: patternOf(find), limit }).map((row) => ({
        approval: approvalOf(row),
        runTitle: row.run_title,
        projectId: row.project_id,
        taskTitle: row.task_title,
        isSimulated: row.is_simulated === 1,
      })),
    listOfRun: (runId: string): Approval[] => ofRun.all(runId).map(approvalOf),
    listOfTask: (runId: string, taskKey: string): Approval[] => ofTask.all(runId, taskKey).map(approvalOf),
  }
}

/** Signs that LIKE takes for more than themselves are themselves. */
const patternOf = (find: string): string =>
  find.trim() === '' ? '' : `%${find.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

const approvalOf = (row: Row): Approval => readJson(row.approval)
