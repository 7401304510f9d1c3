import type { Database } from 'better-sqlite3'
import type { ProjectFacts } from '#shared/model/project.ts'
import type { RunOutcome, RunStatus } from '#shared/model/runs/run.ts'
import { rowsOf } from '../db/rows.ts'

/** Summary of a project's runs, as listed. */
export interface ProjectRuns {
  readonly id: string
  readonly runCount: number
  readonly openRuns: number
  readonly lastAt: number
  /** Outcome, or status without an outcome, of the newest runs, oldest first. Simulations are excluded. */
  readonly lastRuns: readonly (RunOutcome | RunStatus)[]
  readonly newest: { readonly id: string; readonly title: string; readonly isSimulated: boolean }
  /** The goal of the newest run that has one. */
  readonly goal: string | null
}

const shownRuns = 14

const names = 'id name folder archivedAt' as const
const projects = rowsOf<ProjectFacts>()(names)
const newProjects = rowsOf<ProjectFacts & { readonly createdAt: number }>()(`${names} createdAt`)
// Counts and statuses come from an index. Rows are read only for a project's newest run and its newest run with a
// goal.
const ran = rowsOf<ProjectRuns>()('id runCount openRuns lastAt lastRuns newest goal', {
  ...{ json: ['lastRuns', 'newest'], of: 'ran.' },
  as: {
    lastRuns: `(SELECT json_group_array(status) FROM (SELECT status FROM
      (SELECT coalesce(outcome, status) AS status, created_at FROM runs
       WHERE project_id = ran.id AND NOT is_simulated ORDER BY created_at DESC LIMIT ${shownRuns})
      ORDER BY created_at))`,
    newest: `json_object('id', newest.id, 'title', newest.title,
      'isSimulated', json(iif(newest.is_simulated, 'true', 'false')))`,
    goal: `(SELECT goal ->> '$.text' FROM runs
      WHERE project_id = ran.id AND goal IS NOT NULL ORDER BY created_at DESC LIMIT 1)`,
  },
})

export function createProjectStore(db: Database) {
  const plans = db.prepare<[], { id: string; count: number; lastAt: number }>(
    `SELECT project_id AS id, count(*) AS count, max(created_at) AS lastAt FROM plans
     WHERE project_id IS NOT NULL AND removed_at IS NULL GROUP BY project_id`,
  )
  const isUsed = db.prepare<[string, string], { used: number }>(
    `SELECT EXISTS (SELECT 1 FROM runs WHERE project_id = ?)
       OR EXISTS (SELECT 1 FROM plans WHERE project_id = ?) AS used`,
  )
  return {
    save: newProjects.insert(
      db,
      'projects',
      'ON CONFLICT (id) DO UPDATE SET name = excluded.name, folder = excluded.folder, archived_at = excluded.archived_at',
    ),
    find: projects.find<[id: string]>(db, 'projects WHERE id = ?'),
    list: projects.list<[]>(db, 'projects ORDER BY id'),
    listRuns: ran.list<[]>(
      db,
      `(SELECT project_id AS id, count(*) AS run_count, max(created_at) AS last_at,
          count(*) FILTER (WHERE status NOT IN ('done', 'failed', 'cancelled')) AS open_runs
        FROM runs WHERE project_id IS NOT NULL GROUP BY project_id) AS ran
       JOIN runs AS newest ON newest.id =
         (SELECT id FROM runs WHERE project_id = ran.id ORDER BY created_at DESC LIMIT 1)`,
    ),
    listPlans: () => plans.all(),
    /** True if a run or a plan belongs to the project, even if the project was never named. */
    isUsed: (id: string): boolean => isUsed.get(id, id)?.used === 1,
  }
}
