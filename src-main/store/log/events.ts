import type { Database } from 'better-sqlite3'
import type { EventView } from '#shared/contract/log.ts'
import type { StoredEvent } from '#shared/events.ts'
import type { Scorecard } from '#shared/model/agents/agent.ts'
import { writeJson } from '../db/json-column.ts'
import { rowsOf } from '../db/rows.ts'
import { type ChainedFields, type ChainLink, chainStart, hashEntry, sha256Of } from './chain.ts'
import { createEventBlocks, eventsOfRun, newestFirst, upTo } from './event-blocks.ts'

const stored = rowsOf<StoredEvent>()('seq at commandId body', { json: ['body'] })
const viewForm = { json: ['body'] } as const
const views = rowsOf<EventView>()('seq at type runId taskKey body', viewForm)
const viewsOfRun = rowsOf<EventView>()('seq at type runId taskKey body', { ...viewForm, of: 'e.' })

/** The event log. Append-only except for compactions, which are recorded. Its entries form a hash chain (ADR 0009). */
export function createEventStore(db: Database) {
  chainOldLog(db)
  const insert = db.prepare<[number, number, string, string | null, string | null, string, string, string]>(
    `INSERT INTO events (seq, at, type, run_id, task_key, command_id, body, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const saveHead = db.prepare<[number, string]>('UPDATE audit_head SET seq = ?, hash = ? WHERE id = 1')
  const last = db.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM events')
  const newestLink = db.prepare<[], { seq: number; hash: string | null }>(
    'SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1',
  )
  const after = stored.list<[number, number]>(db, 'events WHERE seq > ? ORDER BY seq LIMIT ?')
  const newest = views.list<[number, number]>(db, 'events WHERE seq < ? ORDER BY seq DESC LIMIT ?')
  const newestOfRun = viewsOfRun.list<[{ runId: string; before: number; limit: number }]>(
    db,
    `${eventsOfRun} AND ${upTo('(:before - 1)')} ${newestFirst} LIMIT :limit`,
  )
  const newestReal = viewsOfRun.list<[{ projectId: string | null; limit: number }]>(
    db,
    `events e LEFT JOIN runs ON runs.id = e.run_id
     WHERE e.run_id IS NULL
       OR (NOT runs.is_simulated AND (:projectId IS NULL OR runs.project_id = :projectId))
     ORDER BY seq DESC LIMIT :limit`,
  )
  const naming = db
    .prepare<[number, number], string>(
      "SELECT body FROM events WHERE seq > ? AND seq <= ? AND instr(body, 'sha256') > 0",
    )
    .pluck()
  const blocks = createEventBlocks(db)

  /** Link of the previous entry, which is stored or about to be committed. Null: not read yet. */
  let head: ChainLink | null = null

  /**
   * Sequence numbers have no gaps. A cached head that is not the previous entry comes from a rolled-back transaction,
   * so the table is read. Callers need not report a rollback.
   */
  function linkBefore(seq: number): ChainLink {
    if (head === null || head.seq !== seq - 1) {
      head = readHead()
      blocks.forget()
    }
    if (head.seq !== seq - 1) throw new Error(`Event ${seq} cannot follow event ${head.seq}`)
    return head
  }

  function readHead(): ChainLink {
    const row = newestLink.get()
    if (row === undefined) return chainStart
    if (row.hash === null) throw new Error(`Event ${row.seq} was written without its hash`)
    return { seq: row.seq, hash: row.hash }
  }

  function add({ seq, at, commandId, body }: StoredEvent): void {
    const runId = 'runId' in body ? body.runId : null
    const taskKey = 'taskKey' in body ? body.taskKey : null
    const { type } = body
    const text = writeJson(body)
    const before = linkBefore(seq).hash
    const hash = hashEntry(before, { seq, at, type, runId, taskKey, commandId }, sha256Of(text))
    insert.run(seq, at, type, runId, taskKey, commandId, text, hash)
    if (runId !== null) blocks.note(seq, runId)
    head = { seq, hash }
  }

  /** Call inside a single transaction: the record of the newest entry is written once, after the last event. */
  function appendAll(events: readonly StoredEvent[]): void {
    for (const event of events) add(event)
    if (events.length > 0 && head !== null) saveHead.run(head.seq, head.hash)
  }

  return {
    append: (event: StoredEvent): void => appendAll([event]),
    appendAll,
    /** Scorecard of a task's assignment. `seq` is the event that recorded it. */
    findScorecard(seq: number, taskKey: string): Scorecard | null {
      const [event] = after(seq - 1, 1)
      if (event?.seq !== seq) return null
      const { body } = event
      if (body.type === 'tasks.assigned') {
        return body.assignments.find((each) => each.taskKey === taskKey)?.scorecard ?? null
      }
      return 'scorecard' in body ? body.scorecard : null
    },
    lastSeq: (): number => last.get()?.seq ?? 0,
    /** Hashes of stored files that the events from `after` (exclusive) to `upTo` mention anywhere. */
    listNamedFiles: (after: number, upTo: number): string[] =>
      naming.all(after, upTo).flatMap((body) => body.match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g) ?? []),
    /** Oldest first, for replay and streams. */
    listAfter: after,
    listViewsAfter: views.list<[seq: number, limit: number]>(db, 'events WHERE seq > ? ORDER BY seq LIMIT ?'),
    /** Newest first, older than `before`. */
    listNewest(query: { before: number; limit: number; runId: string | null }): EventView[] {
      const { before, limit, runId } = query
      return runId === null ? newest(before, limit) : newestOfRun({ runId, before, limit })
    },
    /** Newest first, without simulations: events of the project's runs (null: of all runs) and events without a run. */
    listNewestReal: newestReal,
  }
}
export type EventStore = ReturnType<typeof createEventStore>

const pageSize = 1000

/**
 * Adds a chain to a log that is older than the chain, over its current content, so that it can be verified from now
 * on. Such a log has neither a record of its newest entry nor hashes. A log that lost only one of these is damaged and
 * stays unchanged.
 */
function chainOldLog(db: Database): void {
  if (db.readonly || db.prepare('SELECT 1 FROM audit_head').get() !== undefined) return
  const counts = db.prepare<[], { all: number; chained: number }>(
    'SELECT count(*) AS "all", count(hash) AS chained FROM events',
  )
  const { all = 0, chained = 0 } = counts.get() ?? {}
  if (all === 0 || chained > 0) return
  const page = db.prepare<[number, number], ChainedFields & { readonly body: string }>(
    `SELECT seq, at, type, run_id AS runId, task_key AS taskKey, command_id AS commandId, body
     FROM events WHERE seq > ? ORDER BY seq LIMIT ?`,
  )
  const update = db.prepare<[string, number]>('UPDATE events SET hash = ? WHERE seq = ?')
  db.transaction(() => {
    let head = chainStart
    for (let rows = page.all(0, pageSize); rows.length > 0; rows = page.all(head.seq, pageSize)) {
      for (const { body, ...fields } of rows) {
        head = { seq: fields.seq, hash: hashEntry(head.hash, fields, sha256Of(body)) }
        update.run(head.hash, fields.seq)
      }
    }
    db.prepare('INSERT INTO audit_head (id, seq, hash, compaction_hash) VALUES (1, ?, ?, ?)').run(
      head.seq,
      head.hash,
      chainStart.hash,
    )
  }).immediate()
}
