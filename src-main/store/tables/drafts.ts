import type { Database } from 'better-sqlite3'
import type { Draft, DraftView } from '#shared/contract/plans/drafts.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { writeJson } from '../db/json-column.ts'
import { rowsOf } from '../db/rows.ts'

const names = 'id planId line title projectId taskCount revision createdAt updatedAt' as const
const as = { line: '(SELECT line FROM plans WHERE plans.id = plan_id)' }
const views = rowsOf<DraftView>()(names, { as })
const drafts = rowsOf<Draft>()(`${names} document`, { as, json: ['document'] })

/** Working copies of plans. Not a projection of the log, so a replay does not change them. */
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
  const remove = db.prepare<[string]>('DELETE FROM drafts WHERE id = ?')

  return {
    add(draft: { id: string; planId: string | null; document: PlanDraft; at: number }): void {
      const { id, planId, document, at } = draft
      const { title, projectId, tasks } = document
      insert.run(id, planId, title, projectId, tasks.length, at, at, writeJson(document))
    },
    find: drafts.find<[id: string]>(db, 'drafts WHERE id = ?'),
    findView: views.find<[id: string]>(db, 'drafts WHERE id = ?'),
    /** False if the revision is stale or the draft is gone; nothing is written then. `text` is the document as JSON. */
    save(draft: { id: string; revision: number; document: PlanDraft; text: string; at: number }): boolean {
      const { id, revision, document, text, at } = draft
      const { title, projectId, tasks } = document
      return save.run(title, projectId, tasks.length, at, text, id, revision).changes === 1
    },
    /** Sets the published version that the draft is based on. */
    setPlan: (id: string, planId: string): void => void base.run(planId, id),
    remove: (id: string): void => void remove.run(id),
    /** Most recently changed first. */
    list: views.list<[]>(db, 'drafts ORDER BY updated_at DESC, id DESC'),
  }
}
