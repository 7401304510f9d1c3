import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { AuditStore } from './audit.ts'
import { writeNote } from './head-file.ts'

/**
 * Keeps the note of the log's head beside the database: at most once in `everyMs` while work goes on, and at the end.
 * It reads what is committed, so the note may lag and never leads.
 */
export interface HeadKeeper {
  /** Something was committed. Costs nothing while a note is due already. */
  wake(): void
  close(): Promise<void>
}

export interface HeadKeeperOptions {
  readonly audit: AuditStore
  readonly dataDir: string
  readonly clock: Clock
  readonly log: Log
}

const everyMs = 5000

export function createHeadKeeper({ audit, dataDir, clock, log }: HeadKeeperOptions): HeadKeeper {
  const closing = new AbortController()
  let notedSeq: number | null = null
  let due: Promise<void> | null = null

  async function noteSoon(): Promise<void> {
    await clock.sleep(everyMs, closing.signal).catch(() => {})
    if (!closing.signal.aborted) await note()
    due = null
  }

  async function note(): Promise<void> {
    const head = audit.readHead()
    if (head === null || head.seq === 0 || head.seq === notedSeq) return
    // A full disk ends at some time; until then the note lags, which it may.
    try {
      await writeNote(dataDir, { seq: head.seq, hash: head.hash, at: clock.now() })
      notedSeq = head.seq
    } catch (error) {
      log.warn({ error }, 'the head of the log could not be noted beside the database')
    }
  }

  return {
    wake() {
      if (!closing.signal.aborted) due ??= noteSoon()
    },
    async close() {
      closing.abort()
      await due
      await note()
    },
  }
}
