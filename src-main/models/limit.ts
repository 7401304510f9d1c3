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
  const signal = own === undefined ? time.signal : AbortSignal.any([own, time.signal])
  return {
    signal,
    /** Rejects once the signal is aborted: for what cannot be told to stop. */
    passed: passingOf(signal),
    end: () => {
      over.abort()
      return armed
    },
  }
}

function passingOf(signal: AbortSignal): Promise<never> {
  const passing = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  // Nobody may be waiting for it any more.
  passing.catch(() => {})
  return passing
}
