import type { Clock } from '../base/clock.ts'

/** A signal that is aborted by the person or when the time is up; `end` disarms it. */
export function startLimit(clock: Clock, deadlineMs: number, own: AbortSignal | undefined) {
  const time = new AbortController()
  const over = new AbortController()
  const armed = clock.sleep(deadlineMs, over.signal).then(
    () => time.abort(),
    // Disarmed: there was an answer in time.
    () => {},
  )
  return {
    signal: own === undefined ? time.signal : AbortSignal.any([own, time.signal]),
    end: () => {
      over.abort()
      return armed
    },
  }
}
