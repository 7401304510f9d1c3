import type { Database } from 'better-sqlite3'
import type { ImportWarning, PlanDocument, PlanView } from '#shared/model/plan.ts'
import { listCycles } from '#shared/task-graph.ts'
import { readJson, writeJson } from './json-column.ts'

interface Row {
  id: string
  document: string
  warnings: string
  created_at: number
}
/** Without a cycle and with something to do; kept, so that listing plans reads no documents. */
const isRunnable = ({ tasks }: PlanDocument): boolean => tasks.length > 0 && listCycles(tasks).length === 0

export interface StoredPlan {
  readonly id: string
  readonly document: PlanDocument
  readonly warnings: ImportWarning[]
  readonly createdAt: number
}

/** Published snapshots of plans; a row is never changed. */
export function createPlanStore(db: Database) {
  const insert = db.prepare<[string, string, string, string, number, number, string, string, number]>(
    `INSERT INTO plans (id, key, title, source, task_count, runnable, document, warnings, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const one = db.prepare<[string], Row>('SELECT id, document, warnings, created_at FROM plans WHERE id = ?')
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
    'SELECT id, key, title, source, task_count, runnable, created_at FROM plans ORDER BY created_at DESC, id DESC',
  )
  return {
    add(plan: { id: string; document: PlanDocument; warnings: readonly ImportWarning[]; at: number }): void {
      const { id, document, warnings, at } = plan
      const { key, title, source, tasks } = document
      insert.run(
        id,
        key,
        title,
        source,
        tasks.length,
        isRunnable(document) ? 1 : 0,
        writeJson(document),
        writeJson(warnings),
        at,
      )
    },
    find(id: string): StoredPlan | null {
      const row = one.get(id)
      if (row === undefined) return null
      const { document, warnings, created_at: createdAt } = row
      return { id, document: readJson(document), warnings: readJson(warnings), createdAt }
    },
    list: () => heads.all(),
  }
}
