import type { Database } from 'better-sqlite3'
import type { Goal } from '#shared/model/decisions/decision.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import type { LeftOutPart, RunGap } from '#shared/model/runs/run-outcome.ts'
import { rowsOf, type Words } from '../db/rows.ts'

/**
 * For an unfinished run, `counts` is empty and `changedSeq` is the run's own last event. The task rows are more
 * recent.
 */
export type StoredRun = Omit<RunView, 'isRejected'> & {
  readonly projectFolder: string | null
  readonly crew: readonly string[] | null
  readonly isPaused: boolean
  /** Sequence number of the run's first event. */
  readonly createdSeq: number
  readonly timeZone: string | null
  readonly gaps: readonly RunGap[]
  readonly leftOut: readonly LeftOutPart[]
}
export type NewRunRow = Omit<StoredRun, 'buildLogId' | 'planVersion'>

const rows = rowsOf<StoredRun>()(
  `id planKey planId planVersion title projectId projectFolder workspace parallelLimit reviewLimit timeZone isPaused crew status counts groupCounts taskCount createdAt endedAt createdSeq changedSeq buildLogId goal outcome gaps gapCount leftOut isSimulated`,
  {
    json: ['crew', 'counts', 'groupCounts', 'goal', 'gaps', 'leftOut'],
    flags: ['isPaused', 'isSimulated'],
    named: { isPaused: 'paused' },
    as: {
      buildLogId: `(SELECT id FROM memory_entries
        WHERE run_id = runs.id AND type = 'build_log' ORDER BY created_at LIMIT 1)`,
      planVersion: '(SELECT version FROM plans WHERE id = runs.plan_id)',
    },
  },
)
const changing =
  'status counts groupCounts taskCount isPaused endedAt changedSeq outcome gaps gapCount leftOut' as const
type ChangingRun = Pick<StoredRun, 'id' | Words<typeof changing>>

export function createRunStore(db: Database) {
  const insert = rows.insert(db, 'runs')
  const update = rows.update<[id: string]>(db, changing, { table: 'runs', where: 'id = ?' })
  const newest = rows.list<[number]>(db, 'runs ORDER BY created_at DESC, id DESC LIMIT ?')
  const ofProject = rows.list<[string, number]>(
    db,
    'runs WHERE project_id = ? ORDER BY created_at DESC, id DESC LIMIT ?',
  )
  const ofLine = rows.list<[string, number]>(
    db,
    `runs WHERE plan_id IN (SELECT id FROM plans WHERE line = (SELECT line FROM plans WHERE id = ?))
     ORDER BY created_at DESC, id DESC LIMIT ?`,
  )
  // SQLite takes columns outside of GROUP BY from the row with the maximum.
  const lastOfLines = db.prepare<[], { line: string; id: string }>(
    `SELECT plans.line, runs.id, max(runs.created_at)
     FROM runs JOIN plans ON plans.id = runs.plan_id GROUP BY plans.line`,
  )
  return {
    add: (run: NewRunRow): void =>
      insert({ ...keptOf(run), goal: run.goal && goalOf(run.goal), buildLogId: null, planVersion: null }),
    save: (run: ChangingRun): void => update(keptOf(run), run.id),
    find: rows.find<[id: string]>(db, 'runs WHERE id = ?'),
    /** Runs of all versions of this plan, newest first. `planId` is the id of any version. */
    listOfLine: (planId: string, limit = 500): StoredRun[] => ofLine(planId, limit),
    /** Id of the newest run of each plan, by plan line. */
    listLastOfLines: (): ReadonlyMap<string, string> =>
      new Map(lastOfLines.all().map(({ line, id }) => [line, id])),
    /** Newest runs; with `projectId`, only runs of that project. */
    listNewest: (limit: number, projectId: string | null = null): StoredRun[] =>
      projectId === null ? newest(limit) : ofProject(projectId, limit),
    /** Runs that have not ended. */
    listOpen: rows.list<[]>(
      db,
      `runs WHERE status IN ('running', 'waiting', 'paused', 'stopping') ORDER BY id`,
    ),
  }
}

/**
 * Counts change with every task, so an unfinished run does not store them. The task rows provide them until the run
 * ends.
 */
const keptOf = <T extends ChangingRun>(run: T): T =>
  run.endedAt === null ? { ...run, counts: {}, groupCounts: {} } : run

/** Drops the goal's current state, which exists only in memory and is derived from the ledger. */
const goalOf = ({ text, decider, shadow, limits, notUnderstood }: Goal): Goal => ({
  text,
  decider,
  ...(shadow !== undefined && { shadow }),
  ...(limits !== undefined && { limits }),
  ...(notUnderstood !== undefined && { notUnderstood }),
})
