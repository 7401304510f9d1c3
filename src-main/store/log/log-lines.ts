import type { Database } from 'better-sqlite3'
import type { LogLine } from '#shared/model/runs/attempt.ts'

interface Row {
  seq: number
  at: number
  task_key: string
  attempt: number
  level: LogLine['level']
  text: string
}

const maxSeq = Number.MAX_SAFE_INTEGER

export function createLogLineStore(db: Database) {
  const insert = db.prepare<[string, number, number, number, string, number, string, string]>(
    'INSERT INTO log_lines (run_id, seq, line, at, task_key, attempt, level, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  // A page ends with a whole event: its lines share one seq, which is where the next page begins.
  const ofRun = db.prepare<[string, number, string, number, number], Row>(
    `SELECT * FROM log_lines WHERE run_id = ? AND seq > ? AND seq <= coalesce(
       (SELECT seq FROM log_lines WHERE run_id = ? AND seq > ? ORDER BY seq, line LIMIT 1 OFFSET ?), ${maxSeq})
     ORDER BY seq, line`,
  )
  const ofTask = db.prepare<[string, string, number, string, string, number, number], Row>(
    `SELECT * FROM log_lines WHERE run_id = ? AND task_key = ? AND seq > ? AND seq <= coalesce(
       (SELECT seq FROM log_lines WHERE run_id = ? AND task_key = ? AND seq > ? ORDER BY seq, line LIMIT 1 OFFSET ?), ${maxSeq})
     ORDER BY seq, line`,
  )
  return {
    /** `line` tells the lines of one event apart. */
    add({
      runId,
      line,
      seq,
      at,
      taskKey,
      attempt,
      level,
      text,
    }: LogLine & { runId: string; line: number }): void {
      insert.run(runId, seq, line, at, taskKey, attempt, level, text)
    },
    /** At least `limit` lines where there are so many, and always whole events. */
    listAfter(query: { runId: string; taskKey: string | null; after: number; limit: number }): LogLine[] {
      const { runId, taskKey, after, limit } = query
      const last = limit - 1
      const rows =
        taskKey === null
          ? ofRun.all(runId, after, runId, after, last)
          : ofTask.all(runId, taskKey, after, runId, taskKey, after, last)
      return rows.map((row) => ({
        seq: row.seq,
        at: row.at,
        taskKey: row.task_key,
        attempt: row.attempt,
        level: row.level,
        text: row.text,
      }))
    },
  }
}
