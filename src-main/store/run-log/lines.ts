import type { Database } from 'better-sqlite3'
import type { LogLine } from '#shared/model/runs/attempt.ts'
import { rowsOf } from '../db/rows.ts'

const maxSeq = Number.MAX_SAFE_INTEGER
const lines = rowsOf<LogLine>()('seq at taskKey attempt level text')
const newLines = rowsOf<LogLine & { readonly runId: string; readonly line: number }>()(
  'runId seq line at taskKey attempt level text',
)

export function createRunLogLines(db: Database) {
  // A page ends with a complete event: all lines of an event share one `seq`, and the next page starts after it.
  const ofRun = lines.list<[string, number, string, number, number]>(
    db,
    `log_lines WHERE run_id = ? AND seq > ? AND seq <= coalesce(
       (SELECT seq FROM log_lines WHERE run_id = ? AND seq > ? ORDER BY seq, line LIMIT 1 OFFSET ?), ${maxSeq})
     ORDER BY seq, line`,
  )
  const ofTask = lines.list<[string, string, number, string, string, number, number]>(
    db,
    `log_lines WHERE run_id = ? AND task_key = ? AND seq > ? AND seq <= coalesce(
       (SELECT seq FROM log_lines WHERE run_id = ? AND task_key = ? AND seq > ? ORDER BY seq, line LIMIT 1 OFFSET ?), ${maxSeq})
     ORDER BY seq, line`,
  )
  return {
    /** `line` distinguishes the lines of one event. */
    add: newLines.insert(db, 'log_lines'),
    /** At least `limit` lines if there are enough; always complete events. */
    listAfter(query: { runId: string; taskKey: string | null; after: number; limit: number }): LogLine[] {
      const { runId, taskKey, after, limit } = query
      const last = limit - 1
      return taskKey === null
        ? ofRun(runId, after, runId, after, last)
        : ofTask(runId, taskKey, after, runId, taskKey, after, last)
    },
  }
}
