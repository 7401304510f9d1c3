import type { Database } from 'better-sqlite3'
import type { ImportWarning, PlanDocument, PlanView, VersionLabel } from '#shared/model/plan.ts'
import { writeJson } from '../db/json-column.ts'
import { rowsOf } from '../db/rows.ts'

export interface NewPlan {
  readonly planId: string
  readonly document: PlanDocument
  readonly runnable: boolean
  readonly warnings: readonly ImportWarning[]
  /** The version that this one follows; null for a new plan. */
  readonly replaces: string | null
  readonly label: VersionLabel | null
  readonly at: number
}

export interface StoredPlan extends PlanView {
  readonly document: PlanDocument
  readonly warnings: ImportWarning[]
}

const names =
  'id line version label key title source projectId taskCount runnable createdAt removedAt' as const
const as = {
  label: `iif(published_by IS NULL, NULL, json_object('name', name, 'note', note, 'by', published_by))`,
}
const views = rowsOf<PlanView>()(names, { as, json: ['label'], flags: ['runnable'] })
const plans = rowsOf<StoredPlan>()(`${names} document warnings`, {
  ...{ as, json: ['label', 'document', 'warnings'], flags: ['runnable'] },
})

/** Published versions of plans. Rows are immutable except for their removal from the list. */
export function createPlanStore(db: Database) {
  const insert = db.prepare<(string | number | null)[]>(
    `INSERT INTO plans (id, line, version, name, note, published_by, key, title, source, project_id, task_count,
       runnable, created_at, removed_at, warnings, document)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?)`,
  )
  const find = plans.find<[id: string]>(db, 'plans WHERE id = ?')
  const lineOf = db.prepare<[string], { line: string; version: number }>(
    `SELECT line, max(version) AS version FROM plans
     WHERE line = (SELECT line FROM plans WHERE id = ?) GROUP BY line`,
  )
  const newestOfKey = db.prepare<[string], { id: string }>(
    `SELECT id FROM plans WHERE key = ? AND removed_at IS NULL
     ORDER BY created_at DESC, id DESC LIMIT 1`,
  )
  const removal = db.prepare<[number | null, string]>('UPDATE plans SET removed_at = ? WHERE id = ?')
  const supersede = db.prepare<[number, string, number]>(
    'UPDATE plans SET removed_at = ? WHERE line = ? AND version < ? AND removed_at IS NULL',
  )
  return {
    /**
     * Adds the next version to the line of `replaces` and unlists the earlier versions. Without `replaces`, starts a
     * new line.
     */
    add({ planId, document, runnable, warnings, replaces, label, at }: NewPlan): void {
      const before = replaces === null ? undefined : lineOf.get(replaces)
      const { line, version } =
        before === undefined ? { line: planId, version: 1 } : { ...before, version: before.version + 1 }
      const { key, title, source, projectId, tasks } = document
      const facts = [key, title, source, projectId, tasks.length, runnable ? 1 : 0, at]
      const said = [label?.name ?? null, label?.note ?? null, label?.by ?? null]
      supersede.run(at, line, version)
      insert.run(planId, line, version, ...said, ...facts, writeJson(warnings), writeJson(document))
    },
    find,
    /** The newest listed plan with this document id (`plan_id`), which several plans may share. */
    findNewestOfKey(key: string): StoredPlan | null {
      const row = newestOfKey.get(key)
      return row === undefined ? null : find(row.id)
    },
    /** Removes a plan from the list, or lists it again (null). `find` returns the plan in both cases. */
    setRemoved(id: string, removedAt: number | null): void {
      removal.run(removedAt, id)
    },
    /** The newest version of each line, newest first. */
    list: views.list<[]>(db, 'plans WHERE removed_at IS NULL ORDER BY created_at DESC, id DESC'),
    /** All versions of the line that contains this version, newest first. */
    listVersions: views.list<[id: string]>(
      db,
      'plans WHERE line = (SELECT line FROM plans WHERE id = ?) ORDER BY version DESC',
    ),
  }
}
