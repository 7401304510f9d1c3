import type { Database } from 'better-sqlite3'
import type { LogFloor, LogPlace, LogSearch, PlacedLine } from '#shared/contract/runs/run-log.ts'
import { searchedAtOnce, shownOfLine } from '#shared/contract/runs/run-log.ts'
import { rowsOf } from '../db/rows.ts'

/** Which lines of a run; null: all. */
export interface LogView {
  readonly runId: string
  readonly taskKey: string | null
  readonly attempt: number | null
  readonly level: LogFloor
}

/** Up to so many matches of a part are counted by reading their places, beyond that by going through it once more. */
const countedAtOnce = 1000
const mostKnownEnds = 100

type Named = Readonly<Record<string, string | number | null>>

const isInView = `run_id = :runId AND (:taskKey IS NULL OR task_key = :taskKey)
  AND (:attempt IS NULL OR attempt = :attempt)
  AND (:level = 'info' OR level = 'error' OR (:level = 'warn' AND level = 'warn'))`
const view = `log_lines WHERE ${isInView}`
const names = 'seq line at taskKey attempt level text length' as const
const lines = rowsOf<PlacedLine>()(names, { as: { length: 'length(text)' } })
const heads = rowsOf<PlacedLine>()(names, {
  as: { text: `substr(text, 1, ${shownOfLine})`, length: 'length(text)' },
})
/**
 * The matches of a part, up to where it ends: a limit would have every line of it set aside before it is looked at. The
 * text comes first, because SQLite goes by the order of what is written: nearly every line is passed over by it alone.
 */
const matching = `log_lines WHERE text LIKE :pattern ESCAPE '\\'
  AND (seq, line) > (:seq, :at) AND (seq, line) <= (:endSeq, :endLine) AND ${isInView}`

/**
 * Reads of a log of any length. There is no index of its words: a part is looked through in a few tens of milliseconds,
 * and an index would be paid for by every line an agent writes (ADR 0028).
 */
export function createLogViewStore(db: Database) {
  const page = heads.list<[Named]>(db, `${view} ORDER BY seq, line LIMIT :limit OFFSET :from`)
  const extent = db.prepare<[LogView], { count: number; seq: number | null }>(
    `SELECT count(*) AS count, max(seq) AS seq FROM ${view}`,
  )
  const whole = lines.find<[string, number, number]>(
    db,
    'log_lines WHERE run_id = ? AND seq = ? AND line = ?',
  )
  const before = db.prepare<[Named], { count: number }>(
    `SELECT count(*) AS count FROM ${view} AND (seq, line) < (:seq, :at)`,
  )
  const nearest = db.prepare<[Named], LogPlace>(
    `SELECT seq, line FROM ${view} AND (seq, line) >= (:seq, :at) ORDER BY seq, line LIMIT 1`,
  )
  const firstError = db.prepare<[LogView], LogPlace>(
    `SELECT seq, line FROM ${view} AND level = 'error' ORDER BY seq, line LIMIT 1`,
  )
  const matches = db.prepare<[Named], LogPlace>(
    `SELECT seq, line FROM ${matching} ORDER BY seq, line LIMIT :limit`,
  )
  const countMatches = db.prepare<[Named], { count: number }>(`SELECT count(*) AS count FROM ${matching}`)
  const partEnd = db.prepare<[string, number, number], LogPlace>(
    `SELECT seq, line FROM log_lines WHERE run_id = ? AND (seq, line) > (?, ?) ORDER BY seq, line
     LIMIT 1 OFFSET ${searchedAtOnce - 1}`,
  )
  const knownEnds = new Map<string, LogPlace>()
  /** Lines are only added, and after all others: where a full part ends, it ends for good, whatever is sought in it. */
  const endOfPart = (runId: string, seq: number, line: number): LogPlace | null => {
    const key = `${runId} ${seq} ${line}`
    const known = knownEnds.get(key)
    if (known !== undefined) return known
    const end = partEnd.get(runId, seq, line) ?? null
    if (end === null) return null
    const [oldest] = knownEnds.keys()
    if (knownEnds.size >= mostKnownEnds && oldest !== undefined) knownEnds.delete(oldest)
    knownEnds.set(key, end)
    return end
  }
  return {
    list: (of: LogView, { from, limit }: { readonly from: number; readonly limit: number }): PlacedLine[] =>
      page({ ...of, from, limit }),
    /** How many lines there are, and the `seq` of the newest. */
    measure(of: LogView): { readonly count: number; readonly seq: number } {
      const { count = 0, seq = null } = extent.get(of) ?? {}
      return { count, seq: seq ?? 0 }
    },
    find: (runId: string, { seq, line }: LogPlace): PlacedLine | null => whole(runId, seq, line),
    /** The place itself, or the next that is in view. */
    findNearest: (of: LogView, { seq, line }: LogPlace): LogPlace | null =>
      nearest.get({ ...of, seq, at: line }) ?? null,
    findFirstError: (of: LogView): LogPlace | null => firstError.get(of) ?? null,
    countBefore: (of: LogView, { seq, line }: LogPlace): number =>
      before.get({ ...of, seq, at: line })?.count ?? 0,
    /** In the part of the log after this place. */
    search(
      of: LogView,
      sought: { readonly text: string; readonly after: LogPlace | null; readonly limit: number },
    ): LogSearch {
      const { seq, line } = sought.after ?? { seq: -1, line: -1 }
      const next = endOfPart(of.runId, seq, line)
      const end = { endSeq: next?.seq ?? Number.MAX_SAFE_INTEGER, endLine: next?.line ?? 0 }
      const given = { ...of, seq, at: line, ...end, pattern: patternOf(sought.text) }
      const most = Math.max(sought.limit, countedAtOnce)
      const found = matches.all({ ...given, limit: most })
      const count = found.length < most ? found.length : (countMatches.get(given)?.count ?? 0)
      return { matches: found.slice(0, sought.limit), count, next }
    },
  }
}

const patternOf = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
