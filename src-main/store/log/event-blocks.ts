import type { Database } from 'better-sqlite3'

/** As many events are read for one that is wanted. */
const blockSize = 256

/**
 * The events of `:runId`, as `e`, block by block; ordered by `inLogOrder` or `newestFirst` they are read in that order
 * and not sorted.
 */
export const eventsOfRun = `event_blocks b CROSS JOIN events e
  ON e.seq BETWEEN b.block * ${blockSize} AND b.block * ${blockSize} + ${blockSize - 1} AND e.run_id = b.run_id
  WHERE b.run_id = :runId`
export const inLogOrder = 'ORDER BY b.block, e.seq'
export const newestFirst = 'ORDER BY b.block DESC, e.seq DESC'
/** A bound that also spares the blocks beyond it. */
export const upTo = (value: string): string => `b.block <= ${value} / ${blockSize} AND e.seq <= ${value}`

/** Notes in which blocks of the log a run has events: one row for hundreds of them. */
export function createEventBlocks(db: Database) {
  const insert = db.prepare<[string, number]>(
    'INSERT OR IGNORE INTO event_blocks (run_id, block) VALUES (?, ?)',
  )
  /** Runs that are noted for the block that is written to; what is not among them is only written once more. */
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
    /** The noted blocks may have been rolled back. */
    forget(): void {
      noted.clear()
    },
  }
}
