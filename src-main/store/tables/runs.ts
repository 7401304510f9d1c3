import type { Database } from 'better-sqlite3'
import type { WorkspaceMode } from '#shared/model/changes.ts'
import type { Goal } from '#shared/model/decisions/decision.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import type { LeftOutPart, RunGap } from '#shared/model/runs/run-outcome.ts'
import { readJson, readJsonOrNull, writeJson, writeJsonOrNull } from '../db/json-column.ts'

interface Row {
  id: RunView['id']
  plan_key: string
  plan_id: string | null
  plan_version: number | null
  title: string
  project_id: string | null
  project_folder: string | null
  workspace: WorkspaceMode
  parallel_limit: number
  review_limit: number | null
  time_zone: string | null
  paused: number
  crew: string | null
  status: RunView['status']
  counts: string
  group_counts: string
  task_count: number
  created_at: number
  ended_at: number | null
  created_seq: number
  changed_seq: number
  build_log_id: string | null
  goal: string | null
  outcome: RunView['outcome']
  gaps: string
  gap_count: number | null
  left_out: string
  is_simulated: number
}
/** Of a run that is not over, `counts` is empty and `changedSeq` is that of its own last event: its tasks know more. */
export type StoredRun = Omit<RunView, 'isRejected'> & {
  readonly projectFolder: string | null
  readonly crew: readonly string[] | null
  readonly isPaused: boolean
  /** Of its first event. */
  readonly createdSeq: number
  readonly timeZone: string | null
  readonly gaps: readonly RunGap[]
  readonly leftOut: readonly LeftOutPart[]
}
export type NewRunRow = Omit<StoredRun, 'buildLogId' | 'planVersion'>
type ChangingRun = Pick<
  StoredRun,
  | 'id'
  | 'status'
  | 'counts'
  | 'groupCounts'
  | 'taskCount'
  | 'isPaused'
  | 'endedAt'
  | 'changedSeq'
  | 'outcome'
  | 'gaps'
  | 'gapCount'
  | 'leftOut'
>

const columns = `runs.*, (SELECT id FROM memory_entries
  WHERE run_id = runs.id AND type = 'build_log' ORDER BY created_at LIMIT 1) AS build_log_id,
  (SELECT version FROM plans WHERE id = runs.plan_id) AS plan_version`

export function createRunStore(db: Database) {
  const insert = db.prepare<(string | number | null)[]>(
    `INSERT INTO runs (id, plan_key, plan_id, title, project_id, project_folder, workspace, parallel_limit, review_limit, time_zone, crew, status,
       counts, task_count, paused, created_at, ended_at, created_seq, changed_seq, goal, group_counts,
       outcome, gaps, gap_count, left_out, is_simulated)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const update = db.prepare<(string | number | null)[]>(
    `UPDATE runs SET status = ?, counts = ?, group_counts = ?, task_count = ?, paused = ?, ended_at = ?, changed_seq = ?,
       outcome = ?, gaps = ?, gap_count = ?, left_out = ?
     WHERE id = ?`,
  )
  const one = db.prepare<[string], Row>(`SELECT ${columns} FROM runs WHERE id = ?`)
  const newest = db.prepare<[number], Row>(
    `SELECT ${columns} FROM runs ORDER BY created_at DESC, id DESC LIMIT ?`,
  )
  const ofProject = db.prepare<[string, number], Row>(
    `SELECT ${columns} FROM runs WHERE project_id = ? ORDER BY created_at DESC, id DESC LIMIT ?`,
  )
  const open = db.prepare<[], Row>(
    `SELECT ${columns} FROM runs WHERE status IN ('running', 'waiting', 'paused', 'stopping') ORDER BY id`,
  )
  const ofLine = db.prepare<[string, number], Row>(
    `SELECT ${columns} FROM runs
     WHERE plan_id IN (SELECT id FROM plans WHERE line = (SELECT line FROM plans WHERE id = ?))
     ORDER BY created_at DESC, id DESC LIMIT ?`,
  )
  // Of the columns that are not grouped SQLite takes those of the row with the greatest value.
  const lastOfLines = db.prepare<[], { line: string; id: string }>(
    `SELECT plans.line, runs.id, max(runs.created_at)
     FROM runs JOIN plans ON plans.id = runs.plan_id GROUP BY plans.line`,
  )
  return {
    add(run: NewRunRow): void {
      insert.run(
        run.id,
        run.planKey,
        run.planId,
        run.title,
        run.projectId,
        run.projectFolder,
        run.workspace,
        run.parallelLimit,
        run.reviewLimit,
        run.timeZone,
        writeJsonOrNull(run.crew),
        run.status,
        countsOf(run),
        run.taskCount,
        run.isPaused ? 1 : 0,
        run.createdAt,
        run.endedAt,
        run.createdSeq,
        run.changedSeq,
        run.goal === null ? null : writeJson(goalOf(run.goal)),
        groupCountsOf(run),
        ...outcomeColumns(run),
        run.isSimulated ? 1 : 0,
      )
    },
    save(run: ChangingRun): void {
      const { id, status, taskCount, isPaused, endedAt, changedSeq } = run
      update.run(
        status,
        countsOf(run),
        groupCountsOf(run),
        taskCount,
        isPaused ? 1 : 0,
        endedAt,
        changedSeq,
        ...outcomeColumns(run),
        id,
      )
    },
    find(id: string): StoredRun | null {
      const row = one.get(id)
      return row === undefined ? null : runOf(row)
    },
    /** Runs of any version of the plan that this is one of, newest first. */
    listOfLine: (planId: string, limit = 500): StoredRun[] => ofLine.all(planId, limit).map(runOf),
    /** Ids of the newest run of each plan, by its line. */
    listLastOfLines: (): ReadonlyMap<string, string> =>
      new Map(lastOfLines.all().map(({ line, id }) => [line, id])),
    /** Of one project where it is named. */
    listNewest: (limit: number, projectId: string | null = null): StoredRun[] =>
      (projectId === null ? newest.all(limit) : ofProject.all(projectId, limit)).map(runOf),
    /** Runs that are not over. */
    listOpen: (): StoredRun[] => open.all().map(runOf),
  }
}

/** Counts change with every task and are not written with every task: the tasks' rows have them until the run is over. */
const countsOf = ({ endedAt, counts }: Pick<RunView, 'endedAt' | 'counts'>): string =>
  endedAt === null ? '{}' : writeJson(counts)

const groupCountsOf = ({ endedAt, groupCounts }: Pick<RunView, 'endedAt' | 'groupCounts'>): string =>
  endedAt === null ? '{}' : writeJson(groupCounts)

const outcomeColumns = ({ outcome, gaps, gapCount, leftOut }: ChangingRun) => [
  outcome,
  writeJson(gaps),
  gapCount,
  writeJson(leftOut),
]

const runOf = (row: Row): StoredRun => ({
  id: row.id,
  planKey: row.plan_key,
  planId: row.plan_id,
  planVersion: row.plan_version,
  title: row.title,
  projectId: row.project_id,
  projectFolder: row.project_folder,
  workspace: row.workspace,
  parallelLimit: row.parallel_limit,
  reviewLimit: row.review_limit,
  timeZone: row.time_zone,
  isPaused: row.paused === 1,
  createdSeq: row.created_seq,
  crew: readJsonOrNull(row.crew),
  status: row.status,
  counts: readJson(row.counts),
  groupCounts: readJson(row.group_counts),
  taskCount: row.task_count,
  buildLogId: row.build_log_id,
  createdAt: row.created_at,
  endedAt: row.ended_at,
  changedSeq: row.changed_seq,
  goal: readJsonOrNull(row.goal),
  outcome: row.outcome,
  gaps: readJson(row.gaps),
  gapCount: row.gap_count,
  leftOut: readJson(row.left_out),
  isSimulated: row.is_simulated === 1,
})

/** A goal in memory also holds where it stands, which follows from the ledger. */
const goalOf = ({ text, decider, shadow, limits, notUnderstood }: Goal): Goal => ({
  text,
  decider,
  ...(shadow !== undefined && { shadow }),
  ...(limits !== undefined && { limits }),
  ...(notUnderstood !== undefined && { notUnderstood }),
})
