import type { Database } from 'better-sqlite3'
import type { Approval } from '#shared/model/approval.ts'
import { readJson, writeJson } from '../db/json-column.ts'
import { rowsOf } from '../db/rows.ts'

interface Row {
  approval: string
}

export interface AnsweredApproval {
  readonly approval: Approval
  readonly runTitle: string
  readonly projectId: string | null
  readonly taskTitle: string
  readonly isSimulated: boolean
}

export interface AnsweredQuery {
  /** Text contained in the approval, its task title or its run title. Ignores the case of ASCII letters; empty: all. */
  readonly find: string
  /** Only approvals answered before this one. */
  readonly before: { readonly answeredAt: number; readonly id: string }
  readonly limit: number
}

const answeredRows = rowsOf<AnsweredApproval>()('approval runTitle projectId taskTitle isSimulated', {
  ...{ json: ['approval'], flags: ['isSimulated'] },
  as: { runTitle: 'runs.title', taskTitle: "definition ->> '$.title'" },
})

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
  const answered = answeredRows.list<[{ at: number; id: string; find: string; limit: number }]>(
    db,
    `approvals AS gate
     JOIN runs ON runs.id = gate.run_id
     JOIN tasks ON tasks.run_id = gate.run_id AND tasks.key = gate.task_key
     JOIN task_definitions AS defined ON defined.run_id = gate.run_id AND defined.position = tasks.position
     WHERE answered_at IS NOT NULL AND (answered_at, gate.id) < (:at, :id)
       AND (:find = '' OR
         concat_ws(char(10), approval ->> '$.question', approval ->> '$.note', approval ->> '$.answeredBy',
           definition ->> '$.title', runs.title) LIKE :find ESCAPE '\\')
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
    /** Open approvals, oldest first. */
    listOpen: (): Approval[] => open.all().map(approvalOf),
    /** Approvals that are no longer open, newest first. */
    listAnswered: ({ find, before: { answeredAt: at, id }, limit }: AnsweredQuery): AnsweredApproval[] =>
      answered({ at, id, find: patternOf(find), limit }),
    listOfRun: (runId: string): Approval[] => ofRun.all(runId).map(approvalOf),
    listOfTask: (runId: string, taskKey: string): Approval[] => ofTask.all(runId, taskKey).map(approvalOf),
  }
}

/** Escapes the wildcards of LIKE. */
const patternOf = (find: string): string =>
  find.trim() === '' ? '' : `%${find.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

const approvalOf = (row: Row): Approval => readJson(row.approval)
