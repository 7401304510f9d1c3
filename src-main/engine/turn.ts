import type { Command, Envelope } from '#shared/commands.ts'
import type { EventBody, StoredEvent } from '#shared/events.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok } from '#shared/result.ts'
import { sha256 } from '../base/hash.ts'
import type { Store } from '../store/store.ts'
import { project } from './apply-event.ts'
import { createTouched } from './projections/changed-rows.ts'
import { decide } from './rules/decide.ts'
import { settleRun } from './rules/outcome.ts'
import type { Answer, Limits, Outcome, Rule } from './rules/rule.ts'
import { schedule } from './scheduler.ts'
import type { EngineState } from './state.ts'
import { writeTouched } from './tables.ts'

export interface TurnOptions {
  readonly store: Store
  readonly state: EngineState
  readonly limits: Limits
  /** False: process commands, but start no attempts. */
  readonly canClaim: boolean
  readonly lastSeq: number
}

/**
 * Events and outcomes of a turn. Filled during the computation, so that the caller sees them even if the commit fails.
 */
export interface Turn {
  readonly events: StoredEvent[]
  readonly outcomes: Outcome[]
}

/**
 * Processes every command, claims the tasks that became ready and writes all changes. Call it inside one transaction.
 */
export function workOutTurn(options: TurnOptions, envelopes: readonly Envelope[], turn: Turn): void {
  const { store, state, limits } = options
  const touched = createTouched()
  let { lastSeq } = options
  const ruleOf = ({ id, at }: Pick<Envelope, 'id' | 'at'>): Rule => ({
    state,
    limits,
    at,
    emit(body: EventBody) {
      lastSeq += 1
      const event = { seq: lastSeq, at, commandId: id, body }
      turn.events.push(event)
      project(state, event, touched)
    },
  })
  for (const envelope of envelopes) {
    turn.outcomes.push(requireWhole(turn, () => answerOnce(store, ruleOf(envelope), envelope)))
  }

  const cause = findCause(envelopes, turn)
  if (cause !== null) {
    const rule = ruleOf(cause)
    if (options.canClaim) schedule(rule)
    for (const run of touched.moved) settleRun(rule, run)
  }
  store.events.appendAll(turn.events)
  writeTouched(store, touched)
}

/** A rule must refuse before it emits. Throws if a refused command left events, so that the turn is not committed. */
export function requireWhole({ events }: Pick<Turn, 'events'>, answer: () => Outcome): Outcome {
  const before = events.length
  const outcome = answer()
  if (outcome.ok || events.length === before) return outcome
  const types = events.slice(before).map(({ body }) => body.type)
  throw new Error(`A rule emitted ${types.join(', ')} and then refused: ${outcome.error.message}`)
}

/**
 * The command to which claims are attributed: the last one that changed anything, or the last `engine.recover` or
 * `engine.tick`.
 */
function findCause(envelopes: readonly Envelope[], { events }: Turn): Envelope | null {
  const last = events.at(-1)
  return envelopes.findLast(({ id, command }) => id === last?.commandId || mayFree.has(command.type)) ?? null
}

/** These commands may free agents without emitting an event. */
const mayFree: ReadonlySet<Command['type']> = new Set<Command['type']>(['engine.recover', 'engine.tick'])

function answerOnce(store: Store, rule: Rule, { id, keepReceipt, at, command }: Envelope): Outcome {
  if (!keepReceipt) return decide(rule, command)
  const fingerprint = fingerprintOf(command)
  const receipt = store.receipts.find<Answer>(id)
  if (receipt !== null) {
    return receipt.fingerprint === fingerprint ? ok(receipt.answer) : err(idMismatch(id, receipt.at))
  }
  const outcome = decide(rule, command)
  if (outcome.ok) store.receipts.add({ commandId: id, fingerprint, answer: outcome.value, at })
  return outcome
}

export const idMismatch = (id: string, at: number): Refusal =>
  refusal('E_IDEMPOTENCY_MISMATCH', 'command_id_reused', { id, at: new Date(at).toISOString() })

/** Hash of the request without generated ids, because a repeated request gets new ids. */
const fingerprintOf = (command: Command): string => sha256(JSON.stringify(askedOf(command)))

function askedOf(command: Command): unknown {
  switch (command.type) {
    case 'run.build':
      // The built-in roles change with the program version and are not part of the request.
      return { ...command, runId: null, memoryId: null, roles: undefined }
    case 'plans.publish':
      return { ...command, plans: command.plans.map(({ document }) => document) }
    default:
      return command
  }
}
