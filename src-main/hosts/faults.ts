import { comesWithin, systemClock } from '../base/clock.ts'
import type { Config } from '../boot/config.ts'

/** Shuts down a host process after an unhandled error. */
export type FaultGuard = ReturnType<typeof endOnFaults>

export interface FaultOptions extends Pick<Config, 'logLevel' | 'secrets'> {
  /** Ends the process with a non-zero exit code. */
  readonly end: (error: unknown) => void
  readonly limitMs?: number
}

/** Milliseconds; longer than the executor waits for its agents to stop. */
const usualLimitMs = 8000

/**
 * After an unhandled error, the state of the process is unknown. The first error is logged, all open resources are
 * closed within a time limit, and the process ends. Later errors follow from the first and are ignored.
 */
export function endOnFaults(options: FaultOptions) {
  const { end, limitMs = usualLimitMs } = options
  const open = new Set<() => Promise<void>>()
  let isEnding = false

  async function endOnce(error: unknown): Promise<void> {
    if (isEnding) return
    isEnding = true
    // The process ends even if a step fails.
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

  /** Ends the process like an unhandled error. */
  const raise = (error: unknown): void => void endOnce(error)
  process.on('unhandledRejection', raise)
  process.on('uncaughtException', raise)
  /**
   * Registers a function that closes a resource before the process ends, last registered first. Returns a function
   * that unregisters it.
   */
  function add(close: () => Promise<void>): () => void {
    open.add(close)
    return () => void open.delete(close)
  }
  return {
    add,
    raise,
    /** Runs `work`, then closes. If the process ends early, `close` runs before the exit. */
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

/** Loads the logger only on a fault, because a successful command does not need it. */
async function logFault({ logLevel, secrets }: FaultOptions, error: unknown): Promise<void> {
  const { createLog } = await import('../base/log.ts')
  const err = error instanceof Error ? error : new Error(`Rejected with ${String(error)}`)
  createLog(logLevel, secrets).fatal({ err }, 'unhandled error: Switchyard exits')
}
