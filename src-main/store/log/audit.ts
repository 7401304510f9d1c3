import { isUtf8 } from 'node:buffer'
import type { Database } from 'better-sqlite3'
import type { ChainedCompaction, ChainedFields, ChainLink } from './chain.ts'

/** An entry of the log as stored in the table, for verification. */
export interface LogEntry extends ChainedFields {
  /** Null: the writer of the entry did not know the chain. */
  readonly hash: string | null
  readonly body: string
  /** Hash of the original body, if a compaction shortened it; otherwise null. */
  readonly bodyHash: string | null
  readonly compaction: number | null
  /** False: one of its texts is not valid UTF-8, so decoding would hide the stored bytes. */
  readonly isText: boolean
}

export interface LogHead extends ChainLink {
  readonly compactionHash: string
}

type Row = Omit<LogEntry, 'isText'>
const rows = `seq, at, type, run_id AS runId, task_key AS taskKey, command_id AS commandId, hash, body,
  body_hash AS bodyHash, compaction FROM events`

/** The replacement character for invalid bytes; a text may also contain it. */
const replacement = '\ufffd'

/** Reads for verification: entries byte for byte, and the recorded head. */
export function createAuditStore(db: Database) {
  const head = db.prepare<[], LogHead>('SELECT seq, hash, compaction_hash AS compactionHash FROM audit_head')
  const all = db.prepare<[], Row>(`SELECT ${rows} ORDER BY seq`)
  const newest = db.prepare<[number], Row>(
    `SELECT * FROM (SELECT ${rows} ORDER BY seq DESC LIMIT ?) ORDER BY seq`,
  )
  const bytes = db.prepare<[number], { texts: Buffer }>(
    `SELECT CAST(type || char(10) || coalesce(run_id, '') || char(10) || coalesce(task_key, '') || char(10)
       || command_id || char(10) || body AS BLOB) AS texts FROM events WHERE seq = ?`,
  )
  const one = db.prepare<[number], { hash: string | null }>('SELECT hash FROM events WHERE seq = ?')
  const compactions = db.prepare<[], RecordedCompaction>(
    'SELECT id, run_id AS runId, at, events, lines, bytes, digest, hash FROM compactions ORDER BY id',
  )

  function isText(row: Row): boolean {
    const texts = [row.type, row.runId, row.taskKey, row.commandId, row.body]
    if (!texts.some((text) => text?.includes(replacement))) return true
    const raw = bytes.get(row.seq)
    return raw !== undefined && isUtf8(raw.texts)
  }

  const entryOf = (row: Row): LogEntry => ({ ...row, isText: isText(row) })

  return {
    /** Path of the database, for a second connection that reads it. */
    file: db.name,
    /** The head recorded in the transaction of the newest entry; null means damage. */
    readHead: (): LogHead | null => head.get() ?? null,
    /** The stored hash of an entry; null if there is none. */
    findHash: (seq: number): string | null => one.get(seq)?.hash ?? null,
    /** Oldest first, one at a time. During the iteration, this connection must not write. */
    *entries(): Generator<LogEntry> {
      for (const row of all.iterate()) yield entryOf(row)
    },
    listNewestEntries: (count: number): LogEntry[] => newest.all(count).map(entryOf),
    listCompactions: (): RecordedCompaction[] => compactions.all(),
  }
}
export type AuditStore = ReturnType<typeof createAuditStore>

export interface RecordedCompaction extends ChainedCompaction {
  readonly hash: string
}
