import type { Database } from 'better-sqlite3'
import type { ImportWarning, PlanDocument, PlanView } from '#shared/model/plan.ts'
import { readJson, writeJson } from './json-column.ts'

interface Row {
  id: string
  runnable: number
  document: string
  warnings: string
  created_at: number
  removed_at: number | null
}

export interface NewPlan {
  readonly planId: string
  readonly document: PlanDocument
  readonly runnable: boolean
  readonly warnings: readonly ImportWarning[]
  readonly at: number
}

export interface StoredPlan {
  readonly runnable: boolean
  readonly id: string
  readonly document: PlanDocument
  readonly warnings: ImportWarning[]
  readonly createdAt: number
  /** Since when it is not listed any more. */
  readonly removedAt: number | null
}

/** Published snapshots of plans; of a row nothing changes but whether it is listed. */
export function createPlanStore(db: Database) {
  const insert = db.prepare<[string, string, string, string, number, number, string, string, number]>(
    `INSERT INTO plans (id, key, title, source, task_count, runnable, document, warnings, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const one = db.prepare<[string], Row>(
    'SELECT id, runnable, document, warnings, created_at, removed_at FROM plans WHERE id = ?',
  )
  const newestOfKey = db.prepare<[string], { id: string }>(
    `SELECT id FROM plans WHERE key = ? AND removed_at IS NULL
     ORDER BY created_at DESC, id DESC LIMIT 1`,
  )
  const removal = db.prepare<[number, string]>(
    'UPDATE plans SET removed_at = ? WHERE id = ? AND removed_at IS NULL',
  )
  const heads = db.prepare<
    [],
    {
      id: string
      key: string
      title: string
      source: PlanView['source']
      task_count: number
      runnable: number
      created_at: number
    }
  >(
    `SELECT id, key, title, source, task_count, runnable, created_at FROM plans
     WHERE removed_at IS NULL ORDER BY created_at DESC, id DESC`,
  )
  function find(id: string): StoredPlan | null {
    const row = one.get(id)
    if (row === undefined) return null
    const { document, warnings, runnable, created_at: createdAt, removed_at: removedAt } = row
    const plan = { id, runnable: runnable === 1, createdAt, removedAt }
    return { ...plan, document: readJson(document), warnings: readJson(warnings) }
  }

  return {
    add(plan: NewPlan): void {
      const { planId, document, runnable, warnings, at } = plan
      const { key, title, source, tasks } = document
      const facts = [key, title, source, tasks.length, runnable ? 1 : 0] as const
      insert.run(planId, ...facts, writeJson(document), writeJson(warnings), at)
    },
    find,
    /** The newest plan with this id of its own (`plan_id`), which many may share. */
    findNewestOfKey(key: string): StoredPlan | null {
      const row = newestOfKey.get(key)
      return row === undefined ? null : find(row.id)
    },
    /** It is listed no more, and found by its id as before. */
    remove(id: string, at: number): void {
      removal.run(at, id)
    },
    list: () => heads.all(),
  }
}
