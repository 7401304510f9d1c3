import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { createLogLimit } from '../base/log-limit.ts'
import { createRetryPace } from '../base/retry-pace.ts'
import type { Engine } from './engine.ts'

const longestMs = 60_000
const shortestMs = 1

/**
 * Wakes the engine for due work. Due times are in the state and durable in the tables; this code only waits. A wall
 * clock may jump, so it is checked at least every minute while something is due.
 *
 * A tick that fails or changes nothing is repeated after a growing pause. Other commits do not end the pause.
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

  /** Waits for the earliest instant; an earlier one takes its place. */
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

  /** Resolves when timers may be armed again; rejects when they were closed meanwhile. */
  async function tick(): Promise<void> {
    const before = engine.state.timers.nextAt()
    // A full disk is usually temporary. The timers stay due, because the state is loaded again.
    try {
      const outcome = await engine.dispatch({ type: 'engine.tick' })
      if (closing.signal.aborted) return
      const next = engine.state.timers.nextAt()
      const isStuck = next !== null && next === before && next <= clock.now()
      if (outcome.ok && !isStuck) return pace.succeed()
      const problem = outcome.ok ? 'a timer stays due after its tick' : outcome.error.message
      failures.error(problem, 'a tick changed nothing')
    } catch {
      // The engine wrote the log entry about the turn that failed.
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
