import type { Database } from 'better-sqlite3'
import type { LogPlace, LogSearch } from '#shared/contract/runs/run-log.ts'
import { searchedAtOnce } from '#shared/contract/runs/run-log.ts'
import { isInView, type LogView, type NamedValues } from './pages.ts'

/** Up to this number, the rows themselves give the number of matches in a part. Beyond it, a second query counts. */
const countedAtOnce = 1000
const maxKnownEnds = 100

/**
 * Matches in one part. The last line bounds the part: with LIMIT, SQLite would first collect every line of the part.
 * LIKE comes first because SQLite evaluates terms in the order written, and LIKE alone rejects most lines.
 */
const matching = `log_lines WHERE text LIKE :pattern ESCAPE '\\'
  AND (seq, line) > (:seq, :at) AND (seq, line) <= (:endSeq, :endLine) AND ${isInView}`

/**
 * Searches the log of a run part by part, ignoring the case of ASCII letters. There is no full-text index (ADR 0028).
 * A part takes a few tens of milliseconds, and an index would slow down every line that an agent writes.
 */
export function createRunLogSearch(db: Database) {
  const matches = db.prepare<[NamedValues], LogPlace>(
    `SELECT seq, line FROM ${matching} ORDER BY seq, line LIMIT :limit`,
  )
  const countMatches = db.prepare<[NamedValues], { count: number }>(
    `SELECT count(*) AS count FROM ${matching}`,
  )
  const partEnd = db.prepare<[string, number, number], LogPlace>(
    `SELECT seq, line FROM log_lines WHERE run_id = ? AND (seq, line) > (?, ?) ORDER BY seq, line
     LIMIT 1 OFFSET ${searchedAtOnce - 1}`,
  )
  const knownEnds = new Map<string, LogPlace>()
  /** Null for the last part. The end of a full part never moves, because lines are only appended. */
  const endOfPart = (runId: string, seq: number, line: number): LogPlace | null => {
    const key = `${runId} ${seq} ${line}`
    const known = knownEnds.get(key)
    if (known !== undefined) return known
    const end = partEnd.get(runId, seq, line) ?? null
    if (end === null) return null
    const [oldest] = knownEnds.keys()
    if (knownEnds.size >= maxKnownEnds && oldest !== undefined) knownEnds.delete(oldest)
    knownEnds.set(key, end)
    return end
  }
  /** Searches the part of the log after the line `after`; null: the first part. */
  return (
    of: LogView,
    {
      text,
      after,
      limit,
    }: { readonly text: string; readonly after: LogPlace | null; readonly limit: number },
  ): LogSearch => {
    const { seq, line } = after ?? { seq: -1, line: -1 }
    const next = endOfPart(of.runId, seq, line)
    const end = { endSeq: next?.seq ?? Number.MAX_SAFE_INTEGER, endLine: next?.line ?? 0 }
    const values = { ...of, seq, at: line, ...end, pattern: patternOf(text) }
    const max = Math.max(limit, countedAtOnce)
    const found = matches.all({ ...values, limit: max })
    const count = found.length < max ? found.length : (countMatches.get(values)?.count ?? 0)
    return { matches: found.slice(0, limit), count, next }
  }
}

const patternOf = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
