import type { Database } from 'better-sqlite3'
import type { LogFloor, LogPlace, PlacedLine } from '#shared/contract/runs/run-log.ts'
import { shownOfLine } from '#shared/contract/runs/run-log.ts'
import { rowsOf } from '../db/rows.ts'

/** Filter of a run's log: by task, attempt and minimum level. Null: all tasks, or all attempts. */
export interface LogView {
  readonly runId: string
  readonly taskKey: string | null
  readonly attempt: number | null
  readonly level: LogFloor
}

/** The SQL condition of a `LogView`, with its fields as named parameters. */
export const isInView = `run_id = :runId AND (:taskKey IS NULL OR task_key = :taskKey)
  AND (:attempt IS NULL OR attempt = :attempt)
  AND (:level = 'info' OR level = 'error' OR (:level = 'warn' AND level = 'warn'))`

export type NamedValues = Readonly<Record<string, string | number | null>>

const view = `log_lines WHERE ${isInView}`
const names = 'seq line at taskKey attempt level text length' as const
const lines = rowsOf<PlacedLine>()(names, { as: { length: 'length(text)' } })
const heads = rowsOf<PlacedLine>()(names, {
  as: { text: `substr(text, 1, ${shownOfLine})`, length: 'length(text)' },
})

/** Reads pages and single lines of a log of any length. */
export function createRunLogPages(db: Database) {
  const page = heads.list<[NamedValues]>(db, `${view} ORDER BY seq, line LIMIT :limit OFFSET :from`)
  const extent = db.prepare<[LogView], { count: number; seq: number | null }>(
    `SELECT count(*) AS count, max(seq) AS seq FROM ${view}`,
  )
  const whole = lines.find<[string, number, number]>(
    db,
    'log_lines WHERE run_id = ? AND seq = ? AND line = ?',
  )
  const before = db.prepare<[NamedValues], { count: number }>(
    `SELECT count(*) AS count FROM ${view} AND (seq, line) < (:seq, :at)`,
  )
  const nearest = db.prepare<[NamedValues], LogPlace>(
    `SELECT seq, line FROM ${view} AND (seq, line) >= (:seq, :at) ORDER BY seq, line LIMIT 1`,
  )
  const firstError = db.prepare<[LogView], LogPlace>(
    `SELECT seq, line FROM ${view} AND level = 'error' ORDER BY seq, line LIMIT 1`,
  )
  return {
    list: (of: LogView, { from, limit }: { readonly from: number; readonly limit: number }): PlacedLine[] =>
      page({ ...of, from, limit }),
    /** Number of lines, and `seq` of the newest line (0 if there are none). */
    measure(of: LogView): { readonly count: number; readonly seq: number } {
      const { count = 0, seq = null } = extent.get(of) ?? {}
      return { count, seq: seq ?? 0 }
    },
    find: (runId: string, { seq, line }: LogPlace): PlacedLine | null => whole(runId, seq, line),
    /** The line itself, or the next line in the view; null if there is none. */
    findNearest: (of: LogView, { seq, line }: LogPlace): LogPlace | null =>
      nearest.get({ ...of, seq, at: line }) ?? null,
    findFirstError: (of: LogView): LogPlace | null => firstError.get(of) ?? null,
    countBefore: (of: LogView, { seq, line }: LogPlace): number =>
      before.get({ ...of, seq, at: line })?.count ?? 0,
  }
}
