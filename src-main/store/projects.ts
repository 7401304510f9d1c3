import type { Database } from 'better-sqlite3'
import type { ProjectFacts } from '#shared/model/project.ts'
import type { RunStatus } from '#shared/model/run.ts'
import { readJson } from './json-column.ts'

interface Row {
  id: string
  name: string
  folder: string | null
  archived_at: number | null
}
interface ActiveRow {
  id: string
  run_count: number
  open_runs: number
  last_at: number
  last_runs: string
}

/** What of a project's runs is listed. */
export interface ProjectRuns {
  readonly id: string
  readonly runCount: number
  readonly openRuns: number
  readonly lastAt: number
  /** Statuses of the newest, the oldest of them first. */
  readonly lastRuns: readonly RunStatus[]
}

const shownRuns = 14

export function createProjectStore(db: Database) {
  const upsert = db.prepare<[string, string, string | null, number | null, number]>(
    `INSERT INTO projects (id, name, folder, archived_at, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, folder = excluded.folder, archived_at = excluded.archived_at`,
  )
  const one = db.prepare<[string], Row>('SELECT * FROM projects WHERE id = ?')
  const all = db.prepare<[], Row>('SELECT * FROM projects ORDER BY id')
  // All of it is in the index.
  const active = db.prepare<[number], ActiveRow>(
    `SELECT project_id AS id, count(*) AS run_count, max(created_at) AS last_at,
       count(*) FILTER (WHERE status NOT IN ('done', 'failed', 'cancelled')) AS open_runs,
       json_group_array(status ORDER BY created_at) FILTER (WHERE turn <= ?) AS last_runs
     FROM (SELECT project_id, created_at, status,
         row_number() OVER (PARTITION BY project_id ORDER BY created_at DESC) AS turn
       FROM runs WHERE project_id IS NOT NULL)
     GROUP BY project_id`,
  )
  const plans = db.prepare<[], { id: string; plan_count: number; last_at: number }>(
    `SELECT project_id AS id, count(*) AS plan_count, max(created_at) AS last_at FROM plans
     WHERE project_id IS NOT NULL AND removed_at IS NULL GROUP BY project_id`,
  )
  const goals = db.prepare<[], { id: string; goal: string }>(
    `SELECT project_id AS id, goal ->> '$.text' AS goal, max(created_at) FROM runs
     WHERE project_id IS NOT NULL AND goal IS NOT NULL GROUP BY project_id`,
  )
  const isUsed = db.prepare<[string, string], { used: number }>(
    `SELECT EXISTS (SELECT 1 FROM runs WHERE project_id = ?)
       OR EXISTS (SELECT 1 FROM plans WHERE project_id = ?) AS used`,
  )
  return {
    save({ id, name, folder, archivedAt, createdAt }: ProjectFacts & { readonly createdAt: number }): void {
      upsert.run(id, name, folder, archivedAt, createdAt)
    },
    find(id: string): ProjectFacts | null {
      const row = one.get(id)
      return row === undefined ? null : factsOf(row)
    },
    list: (): ProjectFacts[] => all.all().map(factsOf),
    listRuns: (): ProjectRuns[] =>
      active.all(shownRuns).map((row) => ({
        id: row.id,
        runCount: row.run_count,
        openRuns: row.open_runs,
        lastAt: row.last_at,
        lastRuns: readJson<RunStatus[]>(row.last_runs),
      })),
    listPlans: () =>
      plans.all().map(({ id, plan_count, last_at }) => ({ id, count: plan_count, lastAt: last_at })),
    listGoals: (): { id: string; goal: string }[] => goals.all(),
    /** A run or a plan belongs to it, whether or not anybody named it. */
    isUsed: (id: string): boolean => isUsed.get(id, id)?.used === 1,
  }
}

const factsOf = ({ id, name, folder, archived_at }: Row): ProjectFacts => ({
  ...{ id, name, folder, archivedAt: archived_at },
})
