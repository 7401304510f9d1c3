import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import { scoreTask } from '../../../src-main/scheduling/score.ts'
import type { Facts, Job } from '../job.ts'
import { rssMib } from '../meter.ts'
import { drawTasks, selectionNow as now, percentile, picks } from '../open-tasks.ts'

const never = Number.MAX_SAFE_INTEGER

/** The same selection with an SQLite index, scores frozen at one instant, and one open transaction without syncs. */
export async function runJob({ dir, tasks: count }: Job): Promise<Facts> {
  const db = new Database(join(dir, 'floor.sqlite'))
  db.pragma('journal_mode = WAL')
  db.exec(`CREATE TABLE open_tasks (score INTEGER, due_at INTEGER, critical_ms INTEGER, created_at INTEGER, key TEXT,
    PRIMARY KEY (score DESC, due_at, critical_ms DESC, created_at, key)) STRICT, WITHOUT ROWID`)
  const insert = db.prepare('INSERT INTO open_tasks VALUES (?, ?, ?, ?, ?)')
  const best = db.prepare<
    [],
    { score: number; due_at: number; critical_ms: number; created_at: number; key: string }
  >('SELECT * FROM open_tasks ORDER BY score DESC, due_at, critical_ms DESC, created_at, key LIMIT 1')
  const remove = db.prepare(
    'DELETE FROM open_tasks WHERE score = ? AND due_at = ? AND critical_ms = ? AND created_at = ? AND key = ?',
  )
  const rows = drawTasks(count + picks).map((task): [number, number, number, number, string] => [
    scoreTask(task, now),
    task.dueAt ?? never,
    task.criticalMs,
    task.createdAt,
    task.key,
  ])
  db.exec('BEGIN')
  for (const row of rows.slice(0, count)) insert.run(...row)
  const times: number[] = []
  for (const next of rows.slice(count)) {
    const began = performance.now()
    const found = best.get()
    if (found === undefined) throw new Error('Nothing was picked')
    remove.run(found.score, found.due_at, found.critical_ms, found.created_at, found.key)
    insert.run(...next)
    times.push(performance.now() - began)
  }
  db.exec('COMMIT')
  db.close()
  const wallMs = times.reduce((sum, each) => sum + each, 0)
  return { wallMs, pickP50Ms: percentile(times, 0.5), rssMib: rssMib() }
}
