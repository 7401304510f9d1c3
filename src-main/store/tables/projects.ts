import type { Database } from 'better-sqlite3'
import type { ProjectFacts } from '#shared/model/project.ts'
import type { RunOutcome, RunStatus } from '#shared/model/runs/run.ts'
import { readJson } from '../db/json-column.ts'

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
  /** Statuses, the newest first. */
  last_runs: string
  newest_id: string
  newest_title: string
  newest_is_simulated: number
  goal: string | null
}

/** What of a project's runs is listed. */
export interface ProjectRuns {
  readonly id: string
  readonly runCount: number
  readonly openRuns: number
  readonly lastAt: number
  /** Outcomes and statuses of the newest, the oldest of them first; simulations are left out. */
  readonly lastRuns: readonly (RunOutcome | RunStatus)[]
  readonly newest: { readonly id: string; readonly title: string; readonly isSimulated: boolean }
  /** Of the newest that has one. */
  readonly goal: string | null
}

const shownRuns = 14

export function createProjectStore(db: Database) {
  const upsert = db.prepare<[string, string, string | null, number | null, number]>(
    `INSERT INTO projects (id, name, folder, archived_at, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, folder = excluded.folder, archived_at = excluded.archived_at`,
  )
  const one = db.prepare<[string], Row>('SELECT * FROM projects WHERE id = ?')
  const all = db.prepare<[], Row>('SELECT * FROM projects ORDER BY id')
  // Counts and statuses are in the index; of rows only the newest of each project is read, and the newest with a goal.
  const active = db.prepare<[number], ActiveRow>(
    `SELECT ran.*, newest.id AS newest_id, newest.title AS newest_title,
       newest.is_simulated AS newest_is_simulated,
       (SELECT json_group_array(status) FROM
         (SELECT coalesce(outcome, status) AS status FROM runs WHERE project_id = ran.id AND NOT is_simulated
          ORDER BY created_at DESC LIMIT ?)) AS last_runs,
       (SELECT goal ->> '$.text' FROM runs
        WHERE project_id = ran.id AND goal IS NOT NULL ORDER BY created_at DESC LIMIT 1) AS goal
     FROM (SELECT project_id AS id, count(*) AS run_count, max(created_at) AS last_at,
         count(*) FILTER (WHERE status NOT IN ('done', 'failed', 'cancelled')) AS open_runs
       FROM runs WHERE project_id IS NOT NULL GROUP BY project_id) AS ran
     JOIN runs AS newest ON newest.id =
       (SELECT id FROM runs WHERE project_id = ran.id ORDER BY created_at DESC LIMIT 1)`,
  )
  const plans = db.prepare<[], { id: string; plan_count: number; last_at: number }>(
    `SELECT project_id AS id, count(*) AS plan_count, max(created_at) AS last_at FROM plans
     WHERE project_id IS NOT NULL AND removed_at IS NULL GROUP BY project_id`,
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
        lastRuns: readJson<(RunOutcome | RunStatus)[]>(row.last_runs).toReversed(),
        newest: { id: row.newest_id, title: row.newest_title, isSimulated: row.newest_is_simulated === 1 },
        goal: row.goal,
      })),
    listPlans: () =>
      plans.all().map(({ id, plan_count, last_at }) => ({ id, count: plan_count, lastAt: last_at })),
    /** A run or a plan belongs to it, whether or not anybody named it. */
    isUsed: (id: string): boolean => isUsed.get(id, id)?.used === 1,
  }
}

const factsOf = ({ id, name, folder, archived_at }: Row): ProjectFacts => ({
  ...{ id, name, folder, archivedAt: archived_at },
})
