import type { Command } from '#shared/commands.ts'
import type { StoredEvent } from '#shared/events.ts'
import type { AttemptId } from '#shared/ids.ts'
import type { Check } from '#shared/model/check.ts'
import { describeCheck } from '#shared/model/check-text.ts'
import type { Money } from '#shared/model/money.ts'
import { attemptSignalSchema, type Failure } from '#shared/model/runs/attempt.ts'
import { words } from '#shared/words/words.ts'
import { type Clock, comesWithin } from '../../base/clock.ts'
import { Closing } from '../../base/closing.ts'
import type { Log } from '../../base/log.ts'
import { createLogLimit, type LogLimit } from '../../base/log-limit.ts'
import { createRetryPace } from '../../base/retry-pace.ts'
import type { Store } from '../../store/store.ts'
import type { Engine } from '../engine.ts'
import type { AgentAdapter, AttemptSignal, Verify } from '../ports.ts'
import type { AttemptState } from '../state.ts'
import { prepareContext } from './attempt-context.ts'
import { createAttemptTimeouts } from './attempt-timeouts.ts'
import { createKept, type Kept } from './open-sessions.ts'
import { createReports, type Reports } from './reports.ts'

export interface ExecutorOptions {
  readonly engine: Engine
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly findAdapter: (kind: string) => AgentAdapter | null
  readonly verify: Verify
  /** Keeps a text under its hash, which it answers with, whatever happens then. */
  readonly keep: (bytes: Uint8Array) => Promise<string>
  /** Takes known secrets out of what an agent says, before it is kept anywhere. */
  readonly hideIn: <T>(value: T) => T
}

/** Said of an agent that was told to stop and did not. */
const leftBehind = words.failures.notStopped

/** How long a close, a cancel and a clock that ran out wait for an agent to stop. */
const stoppingMs = 5000

interface Running {
  readonly controller: AbortController
  readonly ended: Promise<void>
  isToldToStop: boolean
}

interface Parts extends ExecutorOptions {
  readonly failures: LogLimit
}

/**
 * Job: runs committed claims. It listens for `attempt.started`, gives the attempt to its agent's adapter, and turns
 * what the adapter says into commands; on `attempt.stopping` it aborts, and says when the agent has stopped. It holds
 * no truth: killed at any line, the log still says which attempts were in flight, and recovery gives them their fate.
 *
 * X1 An attempt is started once, by the event of its claim or of its resumption.
 * X2 What an attempt says reaches the log in the order it was said, its end last.
 * X3 Whatever an adapter does, the attempt ends: a throw, a silent end or a word that does not fit is a failure.
 * X4 An end that could not be recorded is tried again until it is, or until the app closes.
 * X5 An agent that was told to stop is waited for, but not for ever; the record says which it was.
 * X6 No secret that is known here reaches the log with what an agent says.
 * X7 What an adapter keeps alive for a task that asked is released when the task can have no next attempt.
 * X8 What an agent is sent is kept before it is sent: its adapter goes on only then.
 */
export function createExecutor(given: ExecutorOptions) {
  const options: Parts = { ...given, failures: createLogLimit(given) }
  const { engine, log, clock } = options
  const running = new Map<AttemptId, Running>()
  const closing = new AbortController()
  const onIdle: (() => void)[] = []

  const kept = createKept(engine, log)

  const unsubscribe = engine.subscribe((events) => {
    for (const event of events) act(event)
    kept.releaseEnded()
  })

  function act({ body }: StoredEvent): void {
    if (closing.signal.aborted) return
    switch (body.type) {
      case 'attempt.started':
      case 'attempt.resumed': {
        const attempt = engine.state.runs.get(body.runId)?.tasks.get(body.taskKey)?.live
        if (attempt?.id === body.attemptId) start(attempt, body.type === 'attempt.resumed')
        return
      }
      case 'attempt.stopping':
        return stop(body.attemptId, body.message)
      default:
    }
  }

  function start(attempt: AttemptState, isResumed: boolean): void {
    // The attempt was claimed and cancelled in one turn, so nothing started. A worker that pulls tasks runs by itself.
    if (attempt.status === 'stopping') return reportStopped(attempt.id, true)
    if (attempt.leaseUntil !== null) return
    const controller = new AbortController()
    kept.take(attempt)
    const ended = runAttempt(options, attempt, { controller, closing: closing.signal, isResumed, kept })
      .catch((error: unknown) => log.error({ error, attempt: attempt.id }, 'an attempt broke'))
      .finally(() => {
        running.delete(attempt.id)
        if (running.size === 0) for (const resolve of onIdle.splice(0)) resolve()
      })
    running.set(attempt.id, { controller, ended, isToldToStop: false })
  }

  function stop(id: AttemptId, message: string): void {
    const found = running.get(id)
    // Told twice, by the end of its money and by a person, it stops once.
    if (found === undefined || found.isToldToStop) return
    found.isToldToStop = true
    found.controller.abort(new Error(message))
    void comesWithin(clock, stoppingMs, found.ended).then((isClean) => reportStopped(id, isClean))
  }

  function reportStopped(attemptId: AttemptId, isClean: boolean): void {
    void record(options, { type: 'attempt.stopped', attemptId, isClean }, closing.signal)
  }

  return {
    /** Resolves when no attempt runs. */
    idle: (): Promise<void> =>
      running.size === 0 ? Promise.resolve() : new Promise((resolve) => onIdle.push(resolve)),
    /** Aborts what runs and waits for it to stop. Nothing is reported: a start after this recovers it. */
    async close(): Promise<void> {
      unsubscribe()
      closing.abort(new Closing())
      const released = kept.releaseAll()
      const ends = [...running.values()].map(({ controller, ended }) => {
        controller.abort(closing.signal.reason)
        return ended
      })
      if (await comesWithin(clock, stoppingMs, Promise.all([released, ...ends]))) return
      log.warn('an agent did not stop in time; a start after this decides what becomes of it')
    },
  }
}

interface Signals {
  /** Stops this attempt. */
  readonly controller: AbortController
  /** The app closes. */
  readonly closing: AbortSignal
  readonly isResumed: boolean
  readonly kept: Kept
}

async function runAttempt(options: Parts, attempt: AttemptState, signals: Signals): Promise<void> {
  const { controller, closing } = signals
  const reports = createReports(options, attempt.id)
  let giveUp: (end: End) => void = () => {}
  const givenUp = new Promise<End>((resolve) => {
    giveUp = resolve
  })
  const clocks = createAttemptTimeouts({
    clock: options.clock,
    timeouts: options.engine.state.runs.get(attempt.runId)?.tasks.get(attempt.taskKey)?.definition.timeouts,
    onExpired(failure) {
      controller.abort(new Error(failure.message))
      // The agent has a moment to stop; the attempt ends with or without it.
      void options.clock.sleep(stoppingMs, closing).then(
        () =>
          giveUp({ type: 'failure', failure: { ...failure, message: `${failure.message} ${leftBehind}` } }),
        () => {},
      )
    },
  })
  const listening = listen(options, attempt, { signals, reports, sign: clocks.sign })
  const said = await Promise.race([listening, givenUp])
  clocks.close()
  const isLeftBehind = said.type === 'failure' && said.failure.message.endsWith(leftBehind)
  const end: End =
    clocks.expired === null || isLeftBehind ? said : { type: 'failure', failure: clocks.expired }
  // Stopped on the way: the end is recovery's, or is told by who stopped it. A result in hand is offered all the
  // same; the engine takes it if the attempt may still speak, and refuses it if not.
  if (end.type === 'question') keepAdapter(options, attempt, signals.kept)
  if (controller.signal.aborted && end.type !== 'result' && clocks.expired === null) return
  void reports.flush()
  await record(options, commandOf(attempt.id, end), closing)
}

function keepAdapter({ engine, findAdapter }: ExecutorOptions, attempt: AttemptState, kept: Kept): void {
  const kind = engine.state.agents.get(attempt.agentId)?.agent.kind
  const adapter = kind === undefined ? null : findAdapter(kind)
  if (adapter !== null) kept.add(attempt, adapter)
}

type End = Extract<AttemptSignal, { type: 'result' | 'failure' | 'question' }>

function commandOf(attemptId: AttemptId, end: End): Command {
  switch (end.type) {
    case 'result':
      return { type: 'attempt.finish', attemptId, result: end.result }
    case 'failure':
      return { type: 'attempt.fail', attemptId, failure: end.failure }
    case 'question':
      return { type: 'attempt.ask', attemptId, question: end.question }
  }
}

async function record(options: Parts, command: Command, closing: AbortSignal): Promise<void> {
  const { engine, log, clock, failures } = options
  const pace = createRetryPace('attemptId' in command ? command.attemptId : command.type)
  for (;;) {
    // A full disk is usually temporary, and the agent's work must not be lost with it (X4).
    try {
      const outcome = await engine.dispatch(command)
      if (!outcome.ok) log.warn({ command: command.type, refusal: outcome.error }, 'a late end was refused')
      return
    } catch (error) {
      failures.error(error, 'an end could not be recorded; trying again', { command: command.type })
      // Not the disk's fault: what the agent said is what cannot be taken, now or later.
      if (!isOfStore(error)) return recordBroken(options, command)
    }
    if (closing.aborted) return
    await clock.sleep(pace.fail(), closing).catch(() => {})
  }
}

const isOfStore = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_')

/** An end that breaks the engine is a failure of its attempt, said once: a slot must not be held by a bug. */
async function recordBroken({ engine, log }: ExecutorOptions, command: Command): Promise<void> {
  if (!('attemptId' in command) || command.type === 'attempt.fail') return
  const failure = { reason: 'bad_output', message: words.failures.notRecorded } as const
  // It may break as well; then a start after this decides.
  await engine
    .dispatch({ type: 'attempt.fail', attemptId: command.attemptId, failure })
    .then(() => {})
    .catch((error: unknown) => log.error({ error }, 'nor could its failure'))
}

interface Listening {
  readonly signals: Signals
  readonly reports: Reports
  readonly sign: () => void
}

async function listen(
  options: ExecutorOptions,
  attempt: AttemptState,
  { signals, reports, sign }: Listening,
): Promise<End> {
  const { engine, store } = options
  // An adapter is somebody else's world: whatever it throws is a failure of its attempt (X3).
  try {
    const { isResumed } = signals
    const context = prepareContext({ state: engine.state, store, attempt, isResumed })
    if (context === null) return failed('agent_missing', words.failures.agentMissing(attempt.agentId))
    const { kind } = context.agent
    const adapter = options.findAdapter(kind)
    if (adapter === null) return failed('agent_missing', words.failures.adapterMissing(kind))
    const { signal } = signals.controller
    const hearing = { reports, sign, spent: null }
    const end = await hearOut(options, attempt.id, { ...hearing, saying: adapter.start(context, signal) })
    const { doneWhen } = context
    if (end.said.type !== 'result') return end.said
    // Whether its checks are met is not its agent's to say.
    const { checks: _, ...result } = end.said.result
    if (doneWhen.length === 0) return { type: 'result', result }
    if (engine.state.runs.get(attempt.runId)?.isSimulated) {
      return { type: 'result', result: { ...result, checks: doneWhen.map(uncheckedOf) } }
    }
    const { spent } = end
    const saying = options.verify({ context, result, spent, signal })
    return (await hearOut(options, attempt.id, { ...hearing, spent, saying })).said
  } catch (error) {
    return failed('agent_error', options.hideIn(error instanceof Error ? error.message : String(error)))
  }
}

/** A simulation leaves no files, and its checks must not start real programs or agents. */
const uncheckedOf = (check: Check) => ({
  what: describeCheck(check),
  isMet: true,
  evidence: words.failures.notChecked,
})

interface Hearing {
  readonly saying: AsyncIterable<AttemptSignal>
  readonly reports: Reports
  readonly sign: () => void
  readonly spent: Money | null
}

/** Everything that is said, up to the end, with what was spent by then. */
async function hearOut(
  options: ExecutorOptions,
  attemptId: AttemptId,
  { saying, reports, sign, spent: before }: Hearing,
): Promise<{ readonly said: End; readonly spent: Money | null }> {
  let spent = before
  for await (const each of saying) {
    const signal = attemptSignalSchema.safeParse(each)
    // The input that Switchyard sends is no sign of life of the agent.
    if (signal.data?.type !== 'given') sign()
    if (!signal.success) {
      return { said: failed('bad_output', words.failures.outputInvalid(wordsOf(signal))), spent }
    }
    if (signal.data.type === 'usage') spent = signal.data.spent
    const said = await hear(options, attemptId, { said: options.hideIn(signal.data), reports })
    if (said !== null) return { said, spent }
  }
  return { said: failed('agent_error', words.failures.noResult), spent }
}

/** The end, if this is one; all else is passed on. */
async function hear(
  { engine, log, keep }: ExecutorOptions,
  attemptId: AttemptId,
  { said, reports }: { readonly said: AttemptSignal; readonly reports: Reports },
): Promise<End | null> {
  switch (said.type) {
    case 'result':
    case 'failure':
    case 'question':
      return said
    case 'usage': {
      const outcome = await engine.dispatch({ type: 'attempt.meter', attemptId, spent: said.spent })
      if (!outcome.ok) log.warn({ attempt: attemptId, refusal: outcome.error }, 'a cost was refused')
      return null
    }
    case 'given': {
      const bytes = Buffer.from(JSON.stringify(said.input))
      const input = { sha256: await keep(bytes), bytes: bytes.length }
      const outcome = await engine.dispatch({ type: 'attempt.give', attemptId, input })
      if (!outcome.ok) log.warn({ attempt: attemptId, refusal: outcome.error }, 'an input was refused')
      return null
    }
    case 'alive':
      return null
    case 'log':
    case 'progress':
      await reports.add(said)
      return null
  }
}

const wordsOf = ({
  error,
}: {
  error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }
}) => error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')

const failed = (reason: Failure['reason'], message: string): End => ({
  type: 'failure',
  failure: { reason, message },
})
