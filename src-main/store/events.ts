import type { Database } from 'better-sqlite3'
import type { EventView } from '#shared/contract/log.ts'
import type { EventBody, StoredEvent } from '#shared/events.ts'
import { readJson, writeJson } from './json-column.ts'

interface Row {
  seq: number
  at: number
  type: string
  run_id: string | null
  task_key: string | null
  command_id: string
  body: string
}

/** The log: appended to, never changed. */
export function createEventStore(db: Database) {
  const insert = db.prepare<[number, number, string, string | null, string | null, string, string]>(
    'INSERT INTO events (seq, at, type, run_id, task_key, command_id, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const last = db.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM events')
  const after = db.prepare<[number, number], Row>('SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?')
  const newest = db.prepare<[number, number], Row>(
    'SELECT * FROM events WHERE seq < ? ORDER BY seq DESC LIMIT ?',
  )
  const newestOfRun = db.prepare<[string, number, number], Row>(
    'SELECT * FROM events WHERE run_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
  )
  const newestOfProject = db.prepare<[string, number], Row>(
    `SELECT events.* FROM events LEFT JOIN runs ON runs.id = events.run_id
     WHERE events.run_id IS NULL OR runs.project_id = ? ORDER BY seq DESC LIMIT ?`,
  )

  return {
    append({ seq, at, commandId, body }: StoredEvent): void {
      const runId = 'runId' in body ? body.runId : null
      const taskKey = 'taskKey' in body ? body.taskKey : null
      insert.run(seq, at, body.type, runId, taskKey, commandId, writeJson(body))
    },
    lastSeq: (): number => last.get()?.seq ?? 0,
    /** Oldest first, for replay and streams. */
    listAfter: (seq: number, limit: number): StoredEvent[] =>
      after.all(seq, limit).map((row) => ({
        seq: row.seq,
        at: row.at,
        commandId: row.command_id,
        body: readJson<EventBody>(row.body),
      })),
    listViewsAfter: (seq: number, limit: number): EventView[] => after.all(seq, limit).map(viewOf),
    /** Newest first, older than `before`. */
    listNewest(query: { before: number; limit: number; runId: string | null }): EventView[] {
      const { before, limit, runId } = query
      const rows = runId === null ? newest.all(before, limit) : newestOfRun.all(runId, before, limit)
      return rows.map(viewOf)
    },
    /** Newest first: the project's own, and those that belong to no run. */
    listNewestOfProject: (projectId: string, limit: number): EventView[] =>
      newestOfProject.all(projectId, limit).map(viewOf),
  }
}
export type EventStore = ReturnType<typeof createEventStore>

const viewOf = (row: Row): EventView => ({
  seq: row.seq,
  at: row.at,
  type: row.type,
  runId: row.run_id,
  taskKey: row.task_key,
  body: readJson<EventView['body']>(row.body),
})
