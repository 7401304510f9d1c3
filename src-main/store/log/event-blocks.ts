import type { Database } from 'better-sqlite3'

/** Events per block. To find one event, a query may read this many. */
const blockSize = 256

/** SQL for the events of `:runId`, as `e`, read block by block. `inLogOrder` and `newestFirst` need no sorting. */
export const eventsOfRun = `event_blocks b CROSS JOIN events e
  ON e.seq BETWEEN b.block * ${blockSize} AND b.block * ${blockSize} + ${blockSize - 1} AND e.run_id = b.run_id
  WHERE b.run_id = :runId`
export const inLogOrder = 'ORDER BY b.block, e.seq'
export const newestFirst = 'ORDER BY b.block DESC, e.seq DESC'
/** An upper bound that also skips the blocks after it. */
export const upTo = (value: string): string => `b.block <= ${value} / ${blockSize} AND e.seq <= ${value}`

/** Records the blocks of the log in which a run has events: one row for up to 256 events. */
export function createEventBlocks(db: Database) {
  const insert = db.prepare<[string, number]>(
    'INSERT OR IGNORE INTO event_blocks (run_id, block) VALUES (?, ?)',
  )
  /** Runs already recorded for the current block. A run missing from the set is merely written again. */
  let noted = new Set<string>()
  let current = -1
  return {
    note(seq: number, runId: string): void {
      const block = Math.floor(seq / blockSize)
      if (block !== current) {
        noted = new Set()
        current = block
      }
      if (noted.has(runId)) return
      insert.run(runId, block)
      noted.add(runId)
    },
    /** Call when the recorded blocks may have been rolled back. */
    forget(): void {
      noted.clear()
    },
  }
}
