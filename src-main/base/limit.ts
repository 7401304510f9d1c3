import type { Clock } from './clock.ts'
import { untilAborted } from './closing.ts'

interface Limits {
  /** Aborting this signal also ends the wait. */
  readonly signal?: AbortSignal | undefined
  /** Abort reason when the time is up. */
  readonly reason?: Error
}

/**
 * A signal that aborts when the caller's signal does or the time is up; `end` stops the timer. If `ms` is undefined,
 * only the caller's signal aborts it.
 */
export function startLimit(clock: Pick<Clock, 'sleep'>, ms: number | undefined, { signal, reason }: Limits) {
  const time = new AbortController()
  const over = new AbortController()
  const armed =
    ms !== undefined &&
    clock.sleep(ms, over.signal).then(
      () => time.abort(reason),
      // `end` stopped the timer before the time was up.
      () => {},
    )
  const either = signal === undefined ? time.signal : AbortSignal.any([signal, time.signal])
  return {
    signal: either,
    isLate: (): boolean => time.signal.aborted,
    /** Rejects once the signal aborts, for work that cannot be aborted. */
    passed: untilAborted(either),
    end: async (): Promise<void> => {
      over.abort()
      await armed
    },
  }
}

/** Returns the result of the work, or throws the limit's reason after `ms`, even if the work ignores its signal. */
export async function within<T>(
  clock: Pick<Clock, 'sleep'>,
  ms: number,
  limits: Limits,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = startLimit(clock, ms, limits)
  try {
    return await Promise.race([act(limit.signal), limit.passed])
  } catch (error) {
    throw limit.isLate() ? limit.signal.reason : error
  } finally {
    void limit.end()
  }
}
