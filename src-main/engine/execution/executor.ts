import type { Command } from '#shared/commands.ts'
import type { StoredEvent } from '#shared/events.ts'
import type { AttemptId } from '#shared/ids.ts'
import type { Check } from '#shared/model/check.ts'
import { describeCheck } from '#shared/model/check-text.ts'
import type { Money } from '#shared/model/money.ts'
import { attemptSignalSchema, type Failure } from '#shared/model/runs/attempt.ts'
import { describeIssue } from '#shared/words/issue-text.ts'
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
  /** Stores the bytes durably and returns their SHA-256. */
  readonly keep: (bytes: Uint8Array) => Promise<string>
  /** Replaces known secrets in agent output before it is stored anywhere. */
  readonly hideIn: <T>(value: T) => T
}

/** Message about an agent that did not stop when told to. */
const leftBehind = words.failures.notStopped

/** Time for an agent to stop after a close, a cancel or a timeout, in milliseconds. */
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
 * Job: runs committed claims. On `attempt.started`, the executor gives the attempt to its agent's adapter and turns
 * the adapter's signals into commands. On `attempt.stopping`, the executor aborts the attempt and reports when the
 * agent has stopped. No state is stored: if the process dies, the log shows which attempts were in flight, and
 * recovery decides about them.
 * X1 An attempt starts once, on the event of its claim or of its resumption.
 * X2 Signals of an attempt reach the log in their order, the end last.
 * X3 An attempt always ends, whatever the adapter does: an exception, a missing end or an invalid signal is a failure.
 * X4 If an end cannot be recorded, it is retried until it is recorded or the app closes.
 * X5 Waiting for an agent to stop is limited in time; the record says whether it stopped.
 * X6 No secret known to Switchyard reaches the log in agent output.
 * X7 Resources that an adapter keeps for a task with a question are released when the task can have no next attempt.
 * X8 The input of an agent is stored before it is sent: the adapter continues only then.
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
    // An attempt claimed and cancelled in the same turn never started. A worker that pulls tasks runs by itself.
    if (attempt.status === 'stopping') return reportStopped(attempt.id, true)
    if (attempt.leaseUntil !== null) return
    const controller = new AbortController()
    kept.take(attempt)
    const ended = runAttempt(options, attempt, { controller, closing: closing.signal, isResumed, kept })
      .catch((error: unknown) =>
        log.error({ error, attempt: attempt.id }, 'an attempt failed with an internal error'),
      )
      .finally(() => {
        running.delete(attempt.id)
        if (running.size === 0) for (const resolve of onIdle.splice(0)) resolve()
      })
    running.set(attempt.id, { controller, ended, isToldToStop: false })
  }

  function stop(id: AttemptId, message: string): void {
    const found = running.get(id)
    // A second stop, for example by a budget and then by a person, has no effect.
    if (found === undefined || found.isToldToStop) return
    found.isToldToStop = true
    found.controller.abort(new Error(message))
    void comesWithin(clock, stoppingMs, found.ended).then((isClean) => reportStopped(id, isClean))
  }

  function reportStopped(attemptId: AttemptId, isClean: boolean): void {
    void record(options, { type: 'attempt.stopped', attemptId, isClean }, closing.signal)
  }

  return {
    /** Resolves when no attempt is running. */
    idle: (): Promise<void> =>
      running.size === 0 ? Promise.resolve() : new Promise((resolve) => onIdle.push(resolve)),
    /** Aborts running attempts and waits until they stop. Reports nothing: the next start recovers these attempts. */
    async close(): Promise<void> {
      unsubscribe()
      closing.abort(new Closing())
      const released = kept.releaseAll()
      const ends = [...running.values()].map(({ controller, ended }) => {
        controller.abort(closing.signal.reason)
        return ended
      })
      if (await comesWithin(clock, stoppingMs, Promise.all([released, ...ends]))) return
      log.warn('an agent did not stop in time; the next start recovers its attempt')
    },
  }
}

interface Signals {
  /** Aborts this attempt. */
  readonly controller: AbortController
  /** Aborts when the app closes. */
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
      // The agent gets time to stop; after that, the attempt ends without it.
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
  // If the attempt was stopped, recovery or the stopping code records its end. A result is submitted all the same:
  // the engine accepts it only if the attempt may still report.
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
    // A full disk is usually temporary, so retry: the agent's work must not be lost (X4).
    try {
      const outcome = await engine.dispatch(command)
      if (!outcome.ok)
        log.warn({ command: command.type, refusal: outcome.error }, 'the late end of an attempt was refused')
      return
    } catch (error) {
      failures.error(error, 'cannot record the end of an attempt; retrying', { command: command.type })
      // Not a storage error: the engine cannot process this signal, so a retry would not help.
      if (!isOfStore(error)) return recordBroken(options, command)
    }
    if (closing.aborted) return
    await clock.sleep(pace.fail(), closing).catch(() => {})
  }
}

const isOfStore = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_')

/** Fails an attempt whose end the engine cannot process. There is no retry: a bug must not block a slot. */
async function recordBroken({ engine, log }: ExecutorOptions, command: Command): Promise<void> {
  if (!('attemptId' in command) || command.type === 'attempt.fail') return
  const failure = { reason: 'bad_output', message: words.failures.notRecorded } as const
  // If this fails too, recovery at the next start decides about the attempt.
  await engine
    .dispatch({ type: 'attempt.fail', attemptId: command.attemptId, failure })
    .then(() => {})
    .catch((error: unknown) => log.error({ error }, 'cannot record the failure of an attempt'))
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
  // Adapters call external code: any exception is a failure of the attempt (X3).
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
    // Discard `checks` from the agent: an agent must not confirm its own checks.
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

/** A simulation produces no files, and its checks must not start real programs or agents. */
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

/** Processes signals until the attempt ends. Returns the end and the cost so far. */
async function hearOut(
  options: ExecutorOptions,
  attemptId: AttemptId,
  { saying, reports, sign, spent: before }: Hearing,
): Promise<{ readonly said: End; readonly spent: Money | null }> {
  let spent = before
  for await (const each of saying) {
    const signal = attemptSignalSchema.safeParse(each)
    // Input sent by Switchyard is not output of the agent, so it does not reset the no-output timeout.
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

/** Returns the signal if it ends the attempt; otherwise processes it and returns null. */
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
      if (!outcome.ok)
        log.warn({ attempt: attemptId, refusal: outcome.error }, 'cannot record the cost of an attempt')
      return null
    }
    case 'given': {
      const bytes = Buffer.from(JSON.stringify(said.input))
      const input = { sha256: await keep(bytes), bytes: bytes.length }
      const outcome = await engine.dispatch({ type: 'attempt.give', attemptId, input })
      if (!outcome.ok)
        log.warn({ attempt: attemptId, refusal: outcome.error }, 'cannot record the input of an attempt')
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
}) => error.issues.map(({ path, message }) => `${path.join('.')}: ${describeIssue(message)}`).join('; ')

const failed = (reason: Failure['reason'], message: string): End => ({
  type: 'failure',
  failure: { reason, message },
})
