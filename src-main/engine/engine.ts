import type { Command, Envelope } from '#shared/commands.ts'
import type { EventBody, StoredEvent } from '#shared/events.ts'
import { isRunOver } from '#shared/model/run.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok } from '#shared/result.ts'
import type { Clock } from '../base/clock.ts'
import { sha256 } from '../base/hash.ts'
import type { Log } from '../base/log.ts'
import type { Store } from '../store/store.ts'
import { createTouched, project } from './project.ts'
import { decide } from './rules/decide.ts'
import { settleRun } from './rules/flow.ts'
import type { Answer, Limits, Outcome, Rule } from './rules/rule.ts'
import { schedule } from './scheduler.ts'
import type { EngineState } from './state.ts'
import { loadState, writeTouched } from './tables.ts'

/**
 * Job: turns commands into committed events. It owns the queue, the turn and its transaction; it does not decide
 * (rules), does not start anything (executor) and knows no SQL (store).
 *
 * A turn takes every command that is waiting, lets the rules decide each, claims what became ready, and commits all
 * of it at once: events, tables, receipts. Only then are answers given and events published: commit first, then act.
 *
 * D1 A command is answered after its transaction committed, and not otherwise.
 * D2 A command whose id has a receipt is answered from it and changes nothing.
 * D3 When a transaction fails, the state is read anew from the tables before anything else happens: after a failed
 *    fsync the outcome is unknown, and the tables are what is true.
 */
export interface Engine {
  /** `id` makes the command repeatable by its sender: the first answer is kept. Rejects only for a bug or a full disk. */
  dispatch(command: Command, options?: { id?: string }): Promise<Outcome>
  /** What the engine has in mind; read it, never change it. */
  readonly state: EngineState
  /** Called after each commit with its events, in order. */
  subscribe(listener: (events: readonly StoredEvent[]) => void): () => void
  /** Refuses what comes from now on; what was accepted is committed. */
  close(): Promise<void>
}

export interface EngineOptions {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly limits: Limits
  readonly newId: () => string
}

interface Waiting {
  readonly envelope: Envelope
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

export function createEngine({ store, clock, log, limits, newId }: EngineOptions): Engine {
  const listeners = new Set<(events: readonly StoredEvent[]) => void>()
  let state = loadState(store)
  let lastSeq = store.events.lastSeq()
  let queue: Waiting[] = []
  let isTurnDue = false
  let isClosed = false
  const onEmpty: (() => void)[] = []

  function dispatch(command: Command, options: { id?: string } = {}): Promise<Outcome> {
    if (isClosed) {
      return Promise.resolve(
        err(refusal('E_CLOSED', 'Switchyard is closing.', 'Start it again and repeat this.')),
      )
    }
    const envelope = {
      id: options.id ?? newId(),
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

  /** One command that breaks must not take its neighbours with it: they are tried again, each by itself. */
  function runBatch(batch: readonly Waiting[]): void {
    let turn: ReturnType<typeof commitTurn>
    // The turn is where a bug or a full disk shows; everything it had in mind is dropped (D3).
    try {
      turn = commitTurn(batch.map(({ envelope }) => envelope))
    } catch (error) {
      state = loadState(store)
      lastSeq = store.events.lastSeq()
      log.error({ error, commands: batch.map(({ envelope }) => envelope.command.type) }, 'a turn failed')
      if (batch.length === 1) batch[0]?.reject(error)
      else for (const each of batch) runBatch([each])
      return
    }
    publish(turn.events)
    for (const [index, { resolve }] of batch.entries()) resolve(turn.outcomes[index] ?? err(lost))
  }

  function commitTurn(envelopes: readonly Envelope[]): { events: StoredEvent[]; outcomes: Outcome[] } {
    const events: StoredEvent[] = []
    const outcomes = store.transact(() => {
      const touched = createTouched()
      const ruleFor = (envelope: Pick<Envelope, 'id' | 'at'>): Rule => ({
        state,
        limits,
        at: envelope.at,
        emit(body: EventBody) {
          lastSeq += 1
          const event = { seq: lastSeq, at: envelope.at, commandId: envelope.id, body }
          events.push(event)
          project(state, event, touched)
        },
      })
      const answers = envelopes.map((envelope) => answerOnce(ruleFor(envelope), envelope))
      const last = envelopes.at(-1)
      if (events.length > 0 && last !== undefined) {
        const rule = ruleFor(last)
        schedule(rule)
        for (const run of touched.runs) settleRun(rule, run)
      }
      for (const event of events) store.events.append(event)
      writeTouched(store, touched)
      return answers
    })
    for (const run of state.runs.values()) if (isRunOver(run.status)) state.runs.delete(run.id)
    return { events, outcomes }
  }

  function answerOnce(rule: Rule, { id, keepReceipt, at, command }: Envelope): Outcome {
    if (!keepReceipt) return decide(rule, command)
    const fingerprint = fingerprintOf(command)
    const receipt = store.receipts.find<Answer>(id)
    if (receipt !== null) {
      return receipt.fingerprint === fingerprint ? ok(receipt.answer) : err(mismatch(id, receipt.at))
    }
    const outcome = decide(rule, command)
    if (outcome.ok) store.receipts.add({ commandId: id, fingerprint, answer: outcome.value, at })
    return outcome
  }

  function publish(events: readonly StoredEvent[]): void {
    if (events.length === 0) return
    for (const listener of listeners) {
      // The events are committed: a listener that breaks must not keep them from the others, nor undo an answer.
      try {
        listener(events)
      } catch (error) {
        log.error({ error }, 'a listener broke')
      }
    }
  }

  return {
    dispatch,
    get state() {
      return state
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      isClosed = true
      if (isTurnDue) await new Promise<void>((resolve) => onEmpty.push(resolve))
    },
  }
}

const lost: Refusal = refusal('E_INTERNAL', 'The command was not answered.', 'Repeat it.')

const mismatch = (id: string, at: number): Refusal =>
  refusal(
    'E_IDEMPOTENCY_MISMATCH',
    `The command id ${id} was used at ${new Date(at).toISOString()} for something else.`,
    'Use a new id for a new request.',
  )

/** What was asked, without the ids that were made for it here: a repeated request gets new ones. */
function fingerprintOf(command: Command): string {
  const {
    runId: _run,
    memoryId: _memory,
    planId: _plan,
    ...asked
  } = {
    runId: null,
    memoryId: null,
    planId: null,
    ...command,
  }
  const target = command.type === 'run.cancel' ? command.runId : null
  return sha256(JSON.stringify({ ...asked, target }))
}
