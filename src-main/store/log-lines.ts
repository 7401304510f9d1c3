import type { Database } from 'better-sqlite3'
import type { LogLine } from '#shared/model/attempt.ts'

interface Row {
  seq: number
  at: number
  task_key: string
  attempt: number
  level: LogLine['level']
  text: string
}

export function createLogLineStore(db: Database) {
  const insert = db.prepare<[string, number, number, number, string, number, string, string]>(
    'INSERT INTO log_lines (run_id, seq, line, at, task_key, attempt, level, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const ofRun = db.prepare<[string, number, number], Row>(
    'SELECT * FROM log_lines WHERE run_id = ? AND seq > ? ORDER BY seq, line LIMIT ?',
  )
  const ofTask = db.prepare<[string, string, number, number], Row>(
    'SELECT * FROM log_lines WHERE run_id = ? AND task_key = ? AND seq > ? ORDER BY seq, line LIMIT ?',
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
    listAfter(query: { runId: string; taskKey: string | null; after: number; limit: number }): LogLine[] {
      const { runId, taskKey, after, limit } = query
      const rows =
        taskKey === null ? ofRun.all(runId, after, limit) : ofTask.all(runId, taskKey, after, limit)
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
