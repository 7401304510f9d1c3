import { comesWithin, systemClock } from '../base/clock.ts'
import type { Config } from '../boot/config.ts'

/** Ends the process of a host in order after an error that nothing handled. */
export type FaultGuard = ReturnType<typeof endOnFaults>

export interface FaultOptions extends Pick<Config, 'logLevel' | 'secrets'> {
  /** Ends the process, with an exit code other than 0. */
  readonly end: (error: unknown) => void
  readonly limitMs?: number
}

/** More than the executor waits for its agents to stop. */
const usualLimitMs = 8000

/**
 * The state of a process is unknown after an error that nothing handled: the first error is logged, everything open is
 * closed within a bounded time, and the process ends. Later errors are consequences of the first and change nothing.
 */
export function endOnFaults(options: FaultOptions) {
  const { end, limitMs = usualLimitMs } = options
  const open = new Set<() => Promise<void>>()
  let isEnding = false

  async function endOnce(error: unknown): Promise<void> {
    if (isEnding) return
    isEnding = true
    // The process ends, whatever fails on the way.
    try {
      await logFault(options, error)
      await comesWithin(systemClock, limitMs, closeAll())
    } finally {
      end(error)
    }
  }

  async function closeAll(): Promise<void> {
    for (const close of [...open].reverse()) await close().catch(() => {})
  }

  /** Ends the process as an unhandled error does. */
  const raise = (error: unknown): void => void endOnce(error)
  process.on('unhandledRejection', raise)
  process.on('uncaughtException', raise)
  /** Registers what is closed before the process ends, the last one first; answers with the way to take it out. */
  function add(close: () => Promise<void>): () => void {
    open.add(close)
    return () => void open.delete(close)
  }
  return {
    add,
    raise,
    /** Does the work, then closes; closes before the process ends, too. */
    async hold<T>(close: () => Promise<void>, work: () => Promise<T>): Promise<T> {
      const forget = add(close)
      try {
        return await work()
      } finally {
        await close()
        forget()
      }
    },
  }
}

/** Loads the logger only now: a command that succeeds does without it. */
async function logFault({ logLevel, secrets }: FaultOptions, error: unknown): Promise<void> {
  const { createLog } = await import('../base/log.ts')
  const err = error instanceof Error ? error : new Error(`Rejected with ${String(error)}`)
  createLog(logLevel, secrets).fatal({ err }, 'An error that nothing handled ends Switchyard')
}
