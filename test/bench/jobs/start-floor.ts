import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import type { Facts, Job } from '../job.ts'
import { rssMib } from '../meter.ts'

/** Opens the same file and counts the events of its log. */
export async function runJob({ dir, tasks: events }: Job): Promise<Facts> {
  const start = performance.now()
  const db = new Database(join(dir, 'switchyard.sqlite'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  const found = db.prepare<[], { count: number }>('SELECT count(*) AS count FROM events').get()?.count ?? 0
  const wallMs = performance.now() - start
  db.close()
  if (found < events) throw new Error(`The log has ${found} events`)
  return { wallMs, processMs: performance.now(), rssMib: rssMib() }
}
