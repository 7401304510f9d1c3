import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Engine } from './engine.ts'

/**
 * Job: wakes the engine when something is due. What is due is in the state, and durable in the tables; here is only
 * the waiting. A wall clock may jump, so it is looked at again at least every minute while there is something to wait
 * for.
 */
export interface Timers {
  close(): void
}

const longestMs = 60_000
const shortestMs = 1

export function createTimers({
  engine,
  clock,
  log,
}: {
  readonly engine: Engine
  readonly clock: Clock
  readonly log: Log
}): Timers {
  let isClosed = false
  let armed: { readonly at: number; readonly waiting: AbortController } | null = null

  const unsubscribe = engine.subscribe(arm)
  arm()

  /** Waits for the earliest instant; an earlier one takes its place. */
  function arm(): void {
    if (isClosed) return
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
    engine
      .dispatch({ type: 'engine.tick' })
      // A full disk ends at some time; what was due is due still, since the state is read anew.
      .catch((error: unknown) => log.error({ error }, 'what was due could not be done'))
      .finally(() => arm())
  }

  return {
    close() {
      isClosed = true
      unsubscribe()
      armed?.waiting.abort()
      armed = null
    },
  }
}
