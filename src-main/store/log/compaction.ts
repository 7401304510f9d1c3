import type { Database } from 'better-sqlite3'
import { modelOf } from '#shared/model/runs/attempt.ts'
import { words } from '#shared/words/words.ts'
import { readJson, writeJson } from '../db/json-column.ts'
import { chainStart, digestNext, digestStart, hashCompaction, sha256Of } from './chain.ts'
import { eventsOfRun, inLogOrder, upTo } from './event-blocks.ts'

interface Bulky {
  seq: number
  type: 'attempt.logged' | 'attempt.finished'
  task_key: string
  body: string
}

/** The data that a compaction removes, or would remove, from one run. */
export interface Dropped {
  readonly runId: string
  /** Number of shortened log entries. */
  readonly events: number
  /** Number of removed log lines. */
  readonly lines: number
  /** Bytes by which the log shrinks, not counting the separate table of log lines. */
  readonly bytes: number
}

/** Longer results are dropped. Shorter ones stay, because people still read them in old runs. */
const maxResultBytes = 65_536

/**
 * Removes bulk data of finished runs: log lines, and results over 64 KiB. Entries keep all other fields and the hash
 * of their original body, so the chain can still be verified. The record of the compaction (ADR 0009) verifies their
 * new content. The tables match a replay of the shortened log (E8).
 */
export function createCompactionStore(db: Database) {
  const ended = db.prepare<[number], { id: string }>(
    `SELECT id FROM runs WHERE ended_at < ? AND status IN ('done', 'failed', 'cancelled')
       AND NOT EXISTS (SELECT 1 FROM compactions WHERE run_id = runs.id) ORDER BY ended_at, id`,
  )
  const bulk = db.prepare<{ runId: string }, Bulky>(
    `SELECT e.seq, type, task_key, body FROM ${eventsOfRun} AND compaction IS NULL
       AND ${upTo('(SELECT changed_seq FROM runs WHERE id = :runId)')}
       AND (type = 'attempt.logged' OR type = 'attempt.finished' AND octet_length(body) > ${maxResultBytes})
     ${inLogOrder}`,
  )
  const shorten = db.prepare<[string, string, number, number]>(
    'UPDATE events SET body = ?, body_hash = ?, compaction = ? WHERE seq = ?',
  )
  const dropLines = db.prepare<[string, number]>('DELETE FROM log_lines WHERE run_id = ? AND seq = ?')
  const replaceAttemptResult = db.prepare<[string, string, string, string]>(
    'UPDATE attempts SET result = ? WHERE run_id = ? AND task_key = ? AND result = ?',
  )
  const replaceTaskResult = db.prepare<[string, string, string, string]>(
    'UPDATE tasks SET result = ? WHERE run_id = ? AND key = ? AND result = ?',
  )
  const newest = db.prepare<[], { id: number; hash: string }>(
    'SELECT id, hash FROM compactions ORDER BY id DESC LIMIT 1',
  )
  const insert = db.prepare<[number, string, number, number, number, number, string, string]>(
    `INSERT INTO compactions (id, run_id, at, events, lines, bytes, digest, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const saveHead = db.prepare<[string]>('UPDATE audit_head SET compaction_hash = ? WHERE id = 1')

  /** Updates the result in the tables to match the log. */
  function replaceResult(runId: string, { type, task_key: key, body }: Bulky, stub: Shortened): void {
    if (type !== 'attempt.finished') return
    const [is, becomes] = [writeJson(readJson<Shortened>(body).result), writeJson(stub.result)]
    replaceAttemptResult.run(becomes, runId, key, is)
    replaceTaskResult.run(becomes, runId, key, is)
  }

  return {
    /** Runs that ended before the instant and are not yet compacted, oldest first. */
    listEndedBefore: (at: number): string[] => ended.all(at).map(({ id }) => id),
    /** The data that compacting the run would remove; null if there is none. */
    weigh: (runId: string): Dropped | null => droppedOf(runId, bulk.all({ runId })),
    /** Compacts one run in one transaction; null if there is nothing to remove. */
    compact: db.transaction((runId: string, at: number): Dropped | null => {
      const rows = bulk.all({ runId })
      const dropped = droppedOf(runId, rows)
      if (dropped === null) return null
      const before = newest.get()
      const id = (before?.id ?? 0) + 1
      let digest = digestStart
      for (const row of rows) {
        const stub = shortened(row)
        const text = writeJson(stub)
        shorten.run(text, sha256Of(row.body), id, row.seq)
        digest = digestNext(digest, row.seq, sha256Of(text))
        replaceResult(runId, row, stub)
        dropLines.run(runId, row.seq)
      }
      const { events, lines, bytes } = dropped
      const hash = hashCompaction(before?.hash ?? chainStart.hash, { id, at, digest, ...dropped })
      insert.run(id, runId, at, events, lines, bytes, digest, hash)
      saveHead.run(hash)
      return dropped
    }),
  }
}

interface Shortened {
  readonly lines?: readonly unknown[]
  readonly result?: { readonly text: string; readonly data: unknown }
  readonly dropped: { readonly bytes: number }
}

/** The same event without its bulk data; `dropped` gives its original size in bytes. */
function shortened({ type, body }: Pick<Bulky, 'type' | 'body'>): Shortened {
  const event = readJson<Omit<Shortened, 'dropped'>>(body)
  const bytes = Buffer.byteLength(body)
  if (type === 'attempt.logged') return { ...event, lines: [], dropped: { bytes } }
  const text = words.compactedResult(bytes, sha256Of(body))
  // Keep the model, which the cost of the result refers to.
  const model = event.result === undefined ? null : modelOf(event.result)
  return { ...event, result: { text, data: model === null ? null : { model } }, dropped: { bytes } }
}

function droppedOf(runId: string, rows: readonly Bulky[]): Dropped | null {
  if (rows.length === 0) return null
  const lines = rows.map(({ body }) => readJson<Partial<Shortened>>(body).lines?.length ?? 0)
  const bytes = rows.map((row) => Buffer.byteLength(row.body) - Buffer.byteLength(writeJson(shortened(row))))
  return { runId, events: rows.length, lines: sum(lines), bytes: sum(bytes) }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
