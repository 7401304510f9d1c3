import type { StoredEvent } from '#shared/events.ts'
import type { RunId } from '#shared/ids.ts'
import { isPlanningRole, newestOf } from '#shared/model/artifact.ts'
import type { DeciderName, Decision, Goal, Tokens } from '#shared/model/decisions/decision.ts'
import { noFacts } from '#shared/model/decisions/decision-facts.ts'
import type { ChargeReason, Money, Tariff } from '#shared/model/money.ts'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import { createLogLimit } from '../../base/log-limit.ts'
import { createRetryPace } from '../../base/retry-pace.ts'
import { readArtifacts } from '../../decisions/artifacts.ts'
import type { DecisionContext, MadeArtifact } from '../../decisions/context.ts'
import { readFacts } from '../../decisions/facts/read-facts.ts'
import { readRemainder } from '../../planning/requests/goal-demands.ts'
import { readScope } from '../../planning/scope/scope.ts'
import type { Store } from '../../store/store.ts'
import type { Engine } from '../engine.ts'
import { findResult } from '../execution/attempt-context.ts'
import { holdOf } from '../run-state.ts'
import type { EngineState, RunState } from '../state.ts'
import { findUnpaid } from '../views/balances.ts'
import { contextOf } from './goal-context.ts'

/** The answer of a decider. Without a decision, `failure` is the reason, as text for people. */
export interface DeciderAnswer {
  readonly prompt: string
  readonly raw: string
  readonly proposed: Decision | null
  readonly failure: string | null
  /** Null: the rules answered. */
  readonly model: string | null
  readonly spent: Money | null
  readonly tokens?: Tokens
  /** The model answered twice without a valid decision, so the rules decide. */
  readonly isMalformed?: true
}

/** Decides the next step. An exception counts as an answer without a decision. */
export type Decider = (context: DecisionContext, signal: AbortSignal) => Promise<DeciderAnswer>

export interface DeciderOptions {
  readonly engine: Engine
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly deciders: Readonly<Record<DeciderName, Decider>>
  /** Sends the decider's prompt to a model by name. */
  readonly askShadow: (prompt: string, model: string, signal: AbortSignal) => Promise<DeciderAnswer>
  /** The price of the deciding model, or of another model by name. */
  readonly readTariff: (model: string | null) => Promise<Tariff>
}

/**
 * After each ended task of a goal run, asks the run's decider for the next step and passes the answer to the engine,
 * whose guard decides last. Works on committed state, with one question per run at a time.
 * G1 Open decisions follow from the tables: a question that a crash interrupted is repeated at the start.
 * G2 No decider is asked for a paused or stopping run.
 * G3 A failing decider gives no decision, so a person is asked. A malformed answer of a model is repaired once; then
 * the rules decide, then a person.
 * G4 Without budget, or if no cap can hold the cost, the model is not asked: a person is asked instead. A shadow model
 * is not asked in these cases either.
 * G5 The shadow model of a goal gets the same prompt after the decision, and nothing waits for it. An answer missing
 * at a close is not requested again.
 * G6 The cost of an answer is always booked, even if the answer is not used because its run was stopped or the app
 * closes.
 */
export function createDecider(options: DeciderOptions) {
  const { engine, store, clock, log, deciders, askShadow, readTariff } = options
  const failures = createLogLimit({ clock, log })
  const closing = new AbortController()
  const busy = new Map<RunId, Promise<void>>()
  const shadows = new Set<Promise<void>>()

  const unsubscribe = engine.subscribe((events) => {
    for (const runId of new Set(events.flatMap(runOf))) look(runId)
  })
  for (const runId of engine.state.runs.keys()) look(runId)

  function look(runId: RunId): void {
    if (closing.signal.aborted || busy.has(runId) || nextOf(runId) === null) return
    const work = decideUntilRecorded(runId).finally(() => busy.delete(runId))
    busy.set(runId, work)
  }

  /** Retries with increasing pauses: a full disk is usually temporary, and each retry may ask a model. */
  async function decideUntilRecorded(runId: RunId): Promise<void> {
    const pace = createRetryPace(runId)
    while (!closing.signal.aborted) {
      try {
        return await decideAll(runId)
      } catch (error) {
        failures.error(error, 'cannot record a decision', { runId })
        await clock.sleep(pace.fail(), closing.signal).catch(() => {})
      }
    }
  }

  function nextOf(runId: RunId): { run: RunState; after: string } | null {
    const run = engine.state.runs.get(runId)
    const [after] = run?.goal?.undecided ?? []
    if (run === undefined || after === undefined || run.goal?.end !== null) return null
    return holdOf(run) === null ? { run, after } : null
  }

  async function decideAll(runId: RunId): Promise<void> {
    for (let next = nextOf(runId); next !== null; next = nextOf(runId)) {
      const { run, after } = next
      const context = gatherContext({ state: engine.state, store }, run, after)
      const decider = run.goal?.decider ?? 'rules'
      if (context === null) return
      const unpaid = decider === 'model' ? findUnpaid(engine.state, run, await tariffNow(run)) : null
      const answer =
        unpaid === null
          ? await ask(() => deciders[decider](context, closing.signal))
          : withoutDecision(words.goalNotes.modelNotAsked(unpaid))
      if (closing.signal.aborted) return book(run, { after, answer, reason: 'late_decision' })
      const artifacts = context.artifacts.map(({ name, taskKey }) => ({ name, taskKey }))
      const { isMalformed = false, ...said } = answer
      const fallback = isMalformed
        ? (await ask(() => deciders.rules(context, closing.signal))).proposed
        : null
      const outcome = await engine.dispatch({
        type: 'decision.record',
        runId,
        after,
        decider,
        artifacts,
        fallback,
        facts: context.facts ?? noFacts,
        ...said,
      })
      if (!outcome.ok) {
        log.info({ runId, after, refusal: outcome.error }, 'a late decision was discarded')
        return book(run, { after, answer, reason: 'late_decision' })
      }
      // An empty prompt means that no decider was asked.
      if (answer.prompt !== '') followShadow(run, after, answer.prompt)
    }
  }

  /**
   * The price of the next answer. If the last answer had no cost because its server counts no tokens, the price is
   * unknown; under a cap, a person is then asked before each further answer.
   */
  async function tariffNow({ id, goal }: RunState): Promise<Tariff> {
    const tariff = await readTariff(null)
    const last = store.decisions.find(id, goal?.decisions ?? 0)
    const isUncounted = last !== null && last.model !== null && last.proposed !== null && last.spent === null
    return isUncounted && tariff !== 'free' ? 'unknown' : tariff
  }

  function followShadow(run: RunState, after: string, prompt: string): void {
    const { shadow, decisions: number = 0 } = run.goal ?? {}
    if (shadow === undefined) return
    const asked = askBeside(run, { shadow, number, after, prompt })
      .catch((error: unknown) =>
        log.warn({ error, runId: run.id, number }, 'cannot record the answer of a shadow model'),
      )
      .finally(() => shadows.delete(asked))
    shadows.add(asked)
  }

  async function askBeside(run: RunState, { shadow, number, after, prompt }: Beside): Promise<void> {
    const { signal } = closing
    if (findUnpaid(engine.state, run, await readTariff(shadow)) !== null) return
    const answer = await ask(() => askShadow(prompt, shadow, signal))
    await book(run, { after, answer, reason: 'shadow' })
    if (signal.aborted) return
    const { proposed, failure, model, spent } = answer
    store.decisions.addShadow(run.id, { number, at: clock.now(), model, proposed, failure, spent })
  }

  /**
   * Books the cost of a model. An unknown cost is recorded with the decision; only a late answer, which has no
   * recorded decision, is booked with an unknown cost.
   */
  async function book(run: RunState, { after, answer, reason }: Booking): Promise<void> {
    const { model, spent } = answer
    if (model === null || (spent === null && reason !== 'late_decision')) return
    const about = { runId: run.id, taskKey: after, projectId: run.projectId }
    await engine.dispatch({ type: 'budget.charge', ...about, reason, model, spent })
  }

  async function ask(decider: () => Promise<DeciderAnswer>): Promise<DeciderAnswer> {
    try {
      return await decider()
    } catch (error) {
      return withoutDecision(error instanceof Error ? error.message : String(error))
    }
  }

  return {
    async close() {
      unsubscribe()
      closing.abort(new Error('Switchyard is closing.'))
      await Promise.all([...busy.values(), ...shadows])
    },
  }
}

interface Beside {
  readonly shadow: string
  readonly number: number
  readonly after: string
  readonly prompt: string
}

interface Booking {
  readonly after: string
  readonly answer: DeciderAnswer
  readonly reason: ChargeReason
}

const withoutDecision = (failure: string): DeciderAnswer => ({
  prompt: '',
  raw: '',
  proposed: null,
  failure,
  model: null,
  spent: null,
})

const runOf = ({ body }: StoredEvent): RunId[] => ('runId' in body && body.runId !== null ? [body.runId] : [])

/** The context of a decider, with files and outcomes from the store; null if there is nothing to decide. */
export function gatherContext(
  { state, store }: { readonly state: EngineState; readonly store: Store },
  run: RunState,
  after: string,
): DecisionContext | null {
  const outcomes = new Map<string, string>()
  const artifacts = [...run.tasks.values()].flatMap((task) => {
    const { key } = task.definition
    const result = findResult(store, task)
    outcomes.set(key, result?.text ?? task.reason?.message ?? failureOf(store, run.id, key))
    return result === null ? [] : readArtifacts(key, result)
  })
  const isOfPlanner = ({ taskKey }: MadeArtifact) =>
    isPlanningRole(run.tasks.get(taskKey)?.definition.requiredSkills[0])
  const demands = run.goal === null ? undefined : demandsOf(run.goal)
  const context = contextOf(state, run, {
    ...{ after, artifacts: newestOf(artifacts, isOfPlanner), outcomes },
    ...(demands !== undefined && { demands }),
  })
  return context === null ? null : { ...context, facts: readFacts(context) }
}

/** Demands to check at the end. Parts count only if no person was asked about parts at the start. */
function demandsOf({ text, decider, notUnderstood = [] }: Goal): NonNullable<DecisionContext['demands']> {
  const { approvals, notUnderstood: parts } = readRemainder(text, readScope(text))
  const isAsked = decider === 'rules' || notUnderstood.length > 0
  return { approvals, parts: isAsked ? [] : parts }
}

const failureOf = (store: Store, runId: RunId, key: string): string =>
  store.attempts.listOfTask(runId, key).at(-1)?.failure?.message ?? ''
