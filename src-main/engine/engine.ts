import type { Command, Envelope } from '#shared/commands.ts'
import type { StoredEvent } from '#shared/events.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err } from '#shared/result.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { createLogLimit } from '../base/log-limit.ts'
import type { Store } from '../store/store.ts'
import type { Limits, Outcome } from './rules/rule.ts'
import type { EngineState } from './state.ts'
import { loadState } from './tables.ts'
import { type Turn, workOutTurn } from './turn.ts'

export interface EngineOptions {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly limits: Limits
  /** True to start paused; by default, the engine claims at once. */
  readonly isPaused?: boolean
}

interface Waiting {
  readonly envelope: Envelope
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

/**
 * Turns commands into committed events. The engine owns the queue, the turn and its transaction; it decides nothing
 * (rules), starts nothing (executor) and contains no SQL (store).
 * A turn takes all waiting commands, lets the rules decide each, claims the ready tasks, and commits everything at
 * once: events, tables, receipts. Then it answers the commands and publishes the events: commit first, then act.
 * D1 A command is answered only after its transaction has committed.
 * D2 A command whose id has a receipt gets the stored answer and changes nothing.
 * D3 After a failed transaction, the state is first reloaded from the tables. The outcome of a failed fsync is
 * unknown, so the tables are the truth: a turn that they contain was committed.
 * D4 A paused engine claims nothing: a host that only reads must not start work that it will not finish.
 */
export function createEngine(options: EngineOptions) {
  const { store, clock, log, limits } = options
  const failures = createLogLimit({ clock, log })
  const listeners = new Set<(events: readonly StoredEvent[]) => void>()
  let state = loadState(store, clock.now())
  let lastSeq = store.events.lastSeq()
  let queue: Waiting[] = []
  let isTurnDue = false
  /** True if the tables could not be read after a failed turn (D3). */
  let isStale = false
  let isClosed = false
  let { isPaused = false } = options
  // Counter for ids of commands without an id. Senders cannot repeat such commands, so the ids need not be unique
  // across restarts.
  let unnamed = 0
  const start = lastSeq
  const onEmpty: (() => void)[] = []

  function dispatch(command: Command, options: { id?: string } = {}): Promise<Outcome> {
    if (isClosed) return Promise.resolve(refuse('E_CLOSED', 'app_closing'))
    const envelope = {
      id: options.id ?? `${start}.${++unnamed}`,
      at: clock.now(),
      keepReceipt: options.id !== undefined,
      command,
    }
    return new Promise((resolve, reject) => {
      queue.push({ envelope, resolve, reject })
      if (!isTurnDue) clock.defer(takeTurn)
      isTurnDue = true
    })
  }

  function takeTurn(): void {
    const batch = queue
    queue = []
    isTurnDue = false
    runBatch(batch)
    if (queue.length === 0) for (const resolve of onEmpty.splice(0)) resolve()
  }

  /** If a batch fails, each of its commands is retried alone, so that a failing command does not affect the others. */
  function runBatch(batch: readonly Waiting[]): void {
    const turn: Turn = { events: [], outcomes: [] }
    const error = commit(
      batch.map(({ envelope }) => envelope),
      turn,
    )
    if (error !== null) {
      if (batch.length === 1) batch[0]?.reject(error)
      else for (const each of batch) runBatch([each])
      return
    }
    publish(turn.events)
    for (const [index, { resolve }] of batch.entries()) resolve(turn.outcomes[index] ?? err(lost))
  }

  /** Null if the turn is in the tables; otherwise the error. */
  function commit(envelopes: readonly Envelope[], turn: Turn): unknown {
    const canClaim = !isPaused
    // Bugs and disk errors surface in the turn; all its uncommitted changes are then discarded (D3).
    try {
      if (isStale) reload()
      store.transact(() => workOutTurn({ store, state, limits, canClaim, lastSeq }, envelopes, turn))
      lastSeq += turn.events.length
      for (const { body } of turn.events) {
        if (body.type === 'run.settled' && isRunOver(body.status)) state.runs.delete(body.runId)
      }
      return null
    } catch (error) {
      failures.error(error, 'an engine turn failed', {
        commands: envelopes.map(({ command }) => command.type),
      })
      const expected = lastSeq + turn.events.length
      if (!tryReload()) return error ?? new Error('Engine turn failed')
      return turn.events.length > 0 && lastSeq === expected
        ? null
        : (error ?? new Error('Engine turn failed'))
    }
  }

  function reload(): void {
    isStale = true
    state = loadState(store, clock.now())
    lastSeq = store.events.lastSeq()
    isStale = false
  }

  /** False if the tables cannot be read; the next turn retries before it decides anything. */
  function tryReload(): boolean {
    try {
      reload()
      return true
    } catch (error) {
      failures.error(error, 'cannot reload the state after a failed turn')
      return false
    }
  }

  function publish(events: readonly StoredEvent[]): void {
    if (events.length === 0) return
    for (const listener of listeners) {
      // The events are committed: a failing listener must not affect other listeners or answers.
      try {
        listener(events)
      } catch (error) {
        failures.error(error, 'an event listener failed')
      }
    }
  }

  return {
    /**
     * `id` makes the command idempotent: the first answer is stored as a receipt. Rejects only on a bug or a storage
     * error such as a full disk.
     */
    dispatch,
    /** The engine state, read-only for callers. */
    get state(): EngineState {
      return state
    },
    /** The listener is called after each commit with the committed events, in order. */
    subscribe(listener: (events: readonly StoredEvent[]) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Claims ready tasks from the next command on. */
    resume(): void {
      isPaused = false
    },
    /** Stops claiming tasks; commands are still answered. */
    pause(): void {
      isPaused = true
    },
    /** Refuses new commands; commits those already accepted. */
    async close(): Promise<void> {
      isClosed = true
      if (isTurnDue) await new Promise<void>((resolve) => onEmpty.push(resolve))
    },
  }
}
export type Engine = ReturnType<typeof createEngine>

const lost: Refusal = refusal('E_INTERNAL', 'command_not_answered')
