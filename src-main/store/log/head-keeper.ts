import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import { createLogLimit } from '../../base/log-limit.ts'
import { createRetryPace } from '../../base/retry-pace.ts'
import type { AuditStore } from './audit.ts'
import { type LiveNote, openLiveNote, writeNote } from './head-file.ts'

export interface HeadKeeperOptions {
  readonly audit: AuditStore
  readonly dataDir: string
  readonly clock: Clock
  readonly log: Log
}

const everyMs = 5000

/**
 * Keeps two notes of the log's head beside the database. The live note is written with every commit, so that the next
 * start detects a missing write-ahead log. The other note survives a power cut. It is written at most once per
 * `everyMs` during activity, and on close. Both describe committed entries: they may lag but never lead.
 */
export function createHeadKeeper({ audit, dataDir, clock, log }: HeadKeeperOptions) {
  const failures = createLogLimit({ clock, log })
  const pace = createRetryPace('head-keeper')
  const closing = new AbortController()
  let pauseMs = everyMs
  let notedSeq: number | null = null
  let due: Promise<void> | null = null
  let live: LiveNote | null = null

  async function noteSoon(): Promise<void> {
    await clock.sleep(pauseMs, closing.signal).catch(() => {})
    if (!closing.signal.aborted) await note()
    due = null
  }

  async function note(): Promise<void> {
    const head = audit.readHead()
    if (head === null || head.seq === 0 || head.seq === notedSeq) return
    // Disk full is usually temporary, so retry after a delay. Until then the note may lag.
    try {
      await writeNote(dataDir, { seq: head.seq, hash: head.hash, at: clock.now() })
      notedSeq = head.seq
      pace.succeed()
      pauseMs = everyMs
    } catch (error) {
      pauseMs = Math.max(everyMs, pace.fail())
      failures.warn(error, 'cannot write the chain head to its file')
    }
  }

  function noteLive(): void {
    const head = audit.readHead()
    if (head === null || head.seq === 0) return
    // The commit is durable without its note, so a full disk must not turn its answer into an error.
    try {
      live ??= openLiveNote(dataDir)
      live.write({ seq: head.seq, hash: head.hash, at: clock.now() })
    } catch (error) {
      failures.warn(error, 'cannot write the chain head to its file')
    }
  }

  return {
    /** Call after each commit, before its commands are answered. */
    wake(): void {
      if (closing.signal.aborted) return
      noteLive()
      due ??= noteSoon()
    },
    async close(): Promise<void> {
      closing.abort()
      await due
      await note()
      live?.close()
    },
  }
}
