import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { createLogLimit } from '../base/log-limit.ts'
import { createRetryPace } from '../base/retry-pace.ts'
import type { Engine } from './engine.ts'

const longestMs = 60_000
const shortestMs = 1

/**
 * Wakes the engine for due work. Due times live in the state and are durable in the tables; this module only waits.
 * Wall clocks may jump, so the clock is checked at least every minute while a timer is set.
 * A tick that fails or changes nothing is retried with growing delays. Other commits do not cut the delay short.
 */
export function createTimers({
  engine,
  clock,
  log,
}: {
  readonly engine: Engine
  readonly clock: Clock
  readonly log: Log
}) {
  const pace = createRetryPace('timers')
  const failures = createLogLimit({ clock, log })
  const closing = new AbortController()
  let isPausing = false
  let armed: { readonly at: number; readonly waiting: AbortController } | null = null

  const unsubscribe = engine.subscribe(arm)
  arm()

  /** Waits for the earliest due time. An earlier due time replaces the current one. */
  function arm(): void {
    if (closing.signal.aborted || isPausing) return
    const at = engine.state.timers.nextAt()
    if (at === armed?.at) return
    armed?.waiting.abort()
    armed = null
    if (at === null) return
    const waiting = new AbortController()
    armed = { at, waiting }
    const ms = Math.min(longestMs, Math.max(shortestMs, at - clock.now()))
    clock.sleep(ms, waiting.signal).then(wake, () => {})
  }

  function wake(): void {
    const isDue = armed !== null && armed.at <= clock.now()
    armed = null
    if (!isDue) return arm()
    tick().then(arm, () => {})
  }

  /** Resolves when timers may be armed again; rejects if the timers were closed during the retry delay. */
  async function tick(): Promise<void> {
    const before = engine.state.timers.nextAt()
    // Disk full is usually temporary. The timers stay due, because the state is reloaded after a failed transaction.
    try {
      const outcome = await engine.dispatch({ type: 'engine.tick' })
      if (closing.signal.aborted) return
      const next = engine.state.timers.nextAt()
      const isStuck = next !== null && next === before && next <= clock.now()
      if (outcome.ok && !isStuck) return pace.succeed()
      const problem = outcome.ok ? 'a timer is still due after its tick' : outcome.error.message
      failures.error(problem, 'engine tick had no effect')
    } catch {
      // The engine has already logged the failed turn.
    }
    isPausing = true
    await clock.sleep(pace.fail(), closing.signal)
    isPausing = false
  }

  return {
    close(): void {
      closing.abort()
      unsubscribe()
      armed?.waiting.abort()
      armed = null
    },
  }
}
