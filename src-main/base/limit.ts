import type { Clock } from './clock.ts'
import { untilAborted } from './closing.ts'

interface Limits {
  /** Ends the wait as well. */
  readonly signal?: AbortSignal | undefined
  /** Why it is aborted when the time is up. */
  readonly reason?: Error
}

/** A signal that is aborted by the caller or when the time is up; `end` disarms it. Without a time only by the caller. */
export function startLimit(clock: Pick<Clock, 'sleep'>, ms: number | undefined, { signal, reason }: Limits) {
  const time = new AbortController()
  const over = new AbortController()
  const armed =
    ms !== undefined &&
    clock.sleep(ms, over.signal).then(
      () => time.abort(reason),
      // Disarmed: there was an answer in time.
      () => {},
    )
  const either = signal === undefined ? time.signal : AbortSignal.any([signal, time.signal])
  return {
    signal: either,
    isLate: (): boolean => time.signal.aborted,
    /** Rejects once the signal is aborted: for what cannot be told to stop. */
    passed: untilAborted(either),
    end: async (): Promise<void> => {
      over.abort()
      await armed
    },
  }
}

/** The result of the work, or the reason of the limit when that takes too long, whether or not the work heeds its signal. */
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
