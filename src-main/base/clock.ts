/**
 * The only access to time (E10). Code that reads the time or waits takes a clock, so that engine tests with a manual
 * clock are deterministic and never sleep.
 */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number
  /** Resolves after `ms`; rejects with the signal's reason if the signal aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Runs `task` after the work already queued in this turn of the event loop. */
  defer(task: () => void): void
}

/** Maximum delay of a platform timer, in milliseconds. Longer timers fire immediately. */
const longestTimerMs = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      let timer = wait(ms)
      const onAbort = () => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      function wait(left: number): NodeJS.Timeout {
        if (left <= longestTimerMs) return setTimeout(finish, left)
        return setTimeout(() => {
          timer = wait(left - longestTimerMs)
        }, longestTimerMs)
      }
      function finish() {
        signal?.removeEventListener('abort', onAbort)
        resolve()
      }
      signal?.addEventListener('abort', onAbort, { once: true })
    }),
  defer: (task) => setImmediate(task),
}

/** True if `end` resolves within `ms`; cancels the timer in that case. */
export async function comesWithin(clock: Clock, ms: number, end: Promise<unknown>): Promise<boolean> {
  const patience = new AbortController()
  const late = clock.sleep(ms, patience.signal).then(
    () => false,
    () => true,
  )
  const isInTime = await Promise.race([end.then(() => true), late])
  patience.abort()
  return isInTime
}

/** A clock whose time changes only with `advance`. Timers fire in order of their instants. */
export function createManualClock(
  start = Date.UTC(2026, 0, 1),
): Clock & { advance(ms: number): Promise<void> } {
  let now = start
  let timers: { at: number; fire: () => void }[] = []
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const timer = { at: now + ms, fire: resolve }
        timers.push(timer)
        signal?.addEventListener(
          'abort',
          () => {
            timers = timers.filter((each) => each !== timer)
            reject(signal.reason)
          },
          { once: true },
        )
      }),
    defer: (task) => setImmediate(task),
    async advance(ms) {
      const until = now + ms
      await settle()
      for (;;) {
        const next = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        timers = timers.filter((timer) => timer !== next)
        now = Math.max(now, next.at)
        next.fire()
        await settle()
      }
      now = until
    },
  }
}
