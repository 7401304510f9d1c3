import type { Failure } from '#shared/model/runs/attempt.ts'
import type { Timeouts } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../../base/clock.ts'

/**
 * Timeouts of a running attempt: until the first output, between outputs, and in total. Timers are not stored, because
 * recovery decides about every attempt after a restart.
 */
export interface AttemptTimeouts {
  /** Resets the no-output timeout; called for any signal of the agent. */
  sign(): void
  /** Failure of the first timeout that expired; null if none did. */
  readonly expired: Failure | null
  close(): void
}

const noTimeouts: AttemptTimeouts = { sign() {}, expired: null, close() {} }

interface Options {
  readonly clock: Clock
  readonly timeouts: Timeouts | undefined
  readonly onExpired: (failure: Failure) => void
}

export function createAttemptTimeouts({ clock, timeouts, onExpired }: Options): AttemptTimeouts {
  const { startingMs, silentMs, wallMs } = timeouts ?? {}
  if (startingMs === undefined && silentMs === undefined && wallMs === undefined) return noTimeouts
  let expired: Failure | null = null
  const closed = new AbortController()
  let quiet = new AbortController()

  function wait(ms: number | undefined, until: AbortSignal, failure: Failure): void {
    if (ms === undefined) return
    const signal = AbortSignal.any([until, closed.signal])
    clock.sleep(ms, signal).then(
      () => {
        expired ??= failure
        onExpired(expired)
      },
      () => {},
    )
  }

  const listen = () =>
    wait(silentMs, quiet.signal, { reason: 'stalled', message: words.failures.noOutputTimeout(silentMs) })

  wait(wallMs, closed.signal, { reason: 'wall_timeout', message: words.failures.totalTimeout(wallMs) })
  wait(startingMs, quiet.signal, {
    reason: 'start_timeout',
    message: words.failures.startupTimeout(startingMs),
  })
  if (startingMs === undefined) listen()

  return {
    get expired() {
      return expired
    },
    sign() {
      if (silentMs === undefined && startingMs === undefined) return
      quiet.abort()
      quiet = new AbortController()
      listen()
    },
    close: () => closed.abort(),
  }
}
