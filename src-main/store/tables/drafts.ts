import type { Database } from 'better-sqlite3'
import type { Draft, DraftView } from '#shared/contract/plans/drafts.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { readJson, writeJson } from '../db/json-column.ts'

interface HeadRow {
  id: string
  plan_id: string | null
  line: string | null
  title: string
  project_id: string | null
  task_count: number
  revision: number
  created_at: number
  updated_at: number
}

const head = `drafts.id, plan_id, (SELECT line FROM plans WHERE plans.id = plan_id) AS line, drafts.title,
  drafts.project_id, drafts.task_count, revision, drafts.created_at, updated_at`

/** Working copies of plans. Not a projection of the log: a replay leaves them alone. */
export function createDraftStore(db: Database) {
  const insert = db.prepare<(string | number | null)[]>(
    `INSERT INTO drafts (id, plan_id, title, project_id, task_count, revision, created_at, updated_at, document)
     VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?)`,
  )
  const save = db.prepare<[string, string | null, number, number, string, string, number]>(
    `UPDATE drafts SET title = ?, project_id = ?, task_count = ?, updated_at = ?, document = ?, revision = revision + 1
     WHERE id = ? AND revision = ?`,
  )
  const base = db.prepare<[string, string]>('UPDATE drafts SET plan_id = ? WHERE id = ?')
  const one = db.prepare<[string], HeadRow & { document: string }>(
    `SELECT ${head}, document FROM drafts WHERE id = ?`,
  )
  const view = db.prepare<[string], HeadRow>(`SELECT ${head} FROM drafts WHERE id = ?`)
  const all = db.prepare<[], HeadRow>(`SELECT ${head} FROM drafts ORDER BY updated_at DESC, id DESC`)
  const remove = db.prepare<[string]>('DELETE FROM drafts WHERE id = ?')

  return {
    add(draft: { id: string; planId: string | null; document: PlanDraft; at: number }): void {
      const { id, planId, document, at } = draft
      const { title, projectId, tasks } = document
      insert.run(id, planId, title, projectId, tasks.length, at, at, writeJson(document))
    },
    find(id: string): Draft | null {
      const row = one.get(id)
      return row === undefined ? null : { ...viewOf(row), document: readJson(row.document) }
    },
    findView(id: string): DraftView | null {
      const row = view.get(id)
      return row === undefined ? null : viewOf(row)
    },
    /** False: another was faster, or it is gone; nothing changed. `text` is the document as JSON. */
    save(draft: { id: string; revision: number; document: PlanDraft; text: string; at: number }): boolean {
      const { id, revision, document, text, at } = draft
      const { title, projectId, tasks } = document
      return save.run(title, projectId, tasks.length, at, text, id, revision).changes === 1
    },
    /** It is a copy of this version from now on. */
    setPlan: (id: string, planId: string): void => void base.run(planId, id),
    remove: (id: string): void => void remove.run(id),
    /** Changed last, first. */
    list: (): DraftView[] => all.all().map(viewOf),
  }
}

const viewOf = (row: HeadRow): DraftView => ({
  id: row.id,
  planId: row.plan_id,
  line: row.line,
  title: row.title,
  projectId: row.project_id,
  taskCount: row.task_count,
  revision: row.revision,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
