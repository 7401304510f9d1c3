import type { StoredEvent } from '#shared/events.ts'
import { type AttemptId, attemptId as attemptIdOf } from '#shared/ids.ts'
import { attemptSignalSchema, type Failure, type TaskResult } from '#shared/model/attempt.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Store } from '../store/store.ts'
import type { Engine } from './engine.ts'
import type { AgentAdapter, AttemptContext, AttemptSignal } from './ports.ts'
import { createReports, type Reports } from './reports.ts'
import type { AttemptState, TaskState } from './state.ts'

/**
 * Job: runs committed claims. It listens for `attempt.started`, gives the attempt to its agent's adapter, and turns
 * what the adapter says into commands; on `attempt.cancelled` it aborts. It holds no truth: killed at any line, the
 * log still says which attempts were in flight, and recovery gives them their fate.
 *
 * X1 An attempt is started once, by the event of its claim.
 * X2 What an attempt says reaches the log in the order it was said, its end last.
 * X3 Whatever an adapter does, the attempt ends: a throw, a silent end or a word that does not fit is a failure.
 * X4 An end that could not be recorded is tried again until it is, or until the app closes.
 */
export interface Executor {
  /** Resolves when no attempt runs. */
  idle(): Promise<void>
  /** Aborts what runs and waits for it to stop. Nothing is reported: a start after this recovers it. */
  close(): Promise<void>
}

export interface ExecutorOptions {
  readonly engine: Engine
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly findAdapter: (kind: string) => AgentAdapter | null
}

/** How long a close waits for agents to stop. */
const closingMs = 5000
const retryMs = 1000

export function createExecutor(options: ExecutorOptions): Executor {
  const { engine, log, clock } = options
  const running = new Map<AttemptId, { controller: AbortController; ended: Promise<void> }>()
  const closing = new AbortController()
  const onIdle: (() => void)[] = []

  const unsubscribe = engine.subscribe((events) => {
    for (const event of events) act(event)
  })

  function act({ body }: StoredEvent): void {
    if (body.type === 'attempt.cancelled') {
      running.get(body.attemptId)?.controller.abort(new Error(body.message))
    }
    if (body.type !== 'attempt.started' || closing.signal.aborted) return
    const attempt = engine.state.runs.get(body.runId)?.tasks.get(body.taskKey)?.live
    // Started and cancelled in one turn: there is nothing to do.
    if (attempt?.id !== body.attemptId) return
    const controller = new AbortController()
    const ended = runAttempt(options, attempt, { signal: controller.signal, closing: closing.signal })
      .catch((error: unknown) => log.error({ error, attempt: attempt.id }, 'an attempt broke'))
      .finally(() => {
        running.delete(attempt.id)
        if (running.size === 0) for (const resolve of onIdle.splice(0)) resolve()
      })
    running.set(attempt.id, { controller, ended })
  }

  return {
    idle: () => (running.size === 0 ? Promise.resolve() : new Promise((resolve) => onIdle.push(resolve))),
    async close() {
      unsubscribe()
      closing.abort(new Error('Switchyard is closing.'))
      const ends = [...running.values()].map(({ controller, ended }) => {
        controller.abort(closing.signal.reason)
        return ended
      })
      if (ends.length === 0) return
      const patience = new AbortController()
      const late = clock.sleep(closingMs, patience.signal).then(
        () => log.warn('an agent did not stop in time; a start after this decides what becomes of it'),
        () => {},
      )
      await Promise.race([Promise.all(ends), late])
      patience.abort()
    },
  }
}

interface Signals {
  /** This attempt is to stop. */
  readonly signal: AbortSignal
  /** The app closes. */
  readonly closing: AbortSignal
}

async function runAttempt(options: ExecutorOptions, attempt: AttemptState, signals: Signals): Promise<void> {
  const reports = createReports(options, attempt.id)
  const end = await listen(options, attempt, { signal: signals.signal, reports })
  // Stopped on the way: the end is recovery's, or was told by who stopped it. A result in hand is offered all the
  // same; the engine takes it if the attempt may still speak, and refuses it if not.
  if (signals.signal.aborted && end.type !== 'result') return
  void reports.flush()
  await record(options, attempt.id, { end, closing: signals.closing })
}

async function record(
  { engine, log, clock }: ExecutorOptions,
  attemptId: AttemptId,
  { end, closing }: { end: End; closing: AbortSignal },
): Promise<void> {
  const command =
    end.type === 'result'
      ? ({ type: 'attempt.finish', attemptId, result: end.result } as const)
      : ({ type: 'attempt.fail', attemptId, failure: end.failure } as const)
  for (;;) {
    // A full disk ends at some time, and what the agent did must not be lost with it (X4).
    try {
      const outcome = await engine.dispatch(command)
      if (!outcome.ok) log.warn({ attempt: attemptId, refusal: outcome.error }, 'a late result was refused')
      return
    } catch (error) {
      log.error({ error, attempt: attemptId }, 'an end could not be recorded; trying again')
    }
    if (closing.aborted) return
    await clock.sleep(retryMs, closing).catch(() => {})
  }
}

type End = Extract<AttemptSignal, { type: 'result' | 'failure' }>

interface Listening {
  readonly signal: AbortSignal
  readonly reports: Reports
}

async function listen(options: ExecutorOptions, attempt: AttemptState, to: Listening): Promise<End> {
  // An adapter is somebody else's world: whatever it throws is a failure of its attempt (X3).
  try {
    const context = prepareContext(options, attempt)
    if (context === null) return failed('agent_missing', `Agent not found: ${attempt.agentId}.`)
    const { kind } = context.agent
    const adapter = options.findAdapter(kind)
    if (adapter === null) return failed('agent_missing', `No adapter for agents of kind ${kind}.`)
    for await (const said of adapter.start(context, to.signal)) {
      const signal = attemptSignalSchema.safeParse(said)
      if (!signal.success)
        return failed('agent_error', `The agent said what is not allowed: ${wordsOf(signal)}`)
      if (signal.data.type === 'result' || signal.data.type === 'failure') return signal.data
      await to.reports.add(signal.data)
    }
    return failed('agent_error', 'The agent ended without a result.')
  } catch (error) {
    return failed('agent_error', error instanceof Error ? error.message : String(error))
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

function prepareContext({ engine, store }: ExecutorOptions, attempt: AttemptState): AttemptContext | null {
  const run = engine.state.runs.get(attempt.runId)
  const task = run?.tasks.get(attempt.taskKey)
  const agent = engine.state.agents.get(attempt.agentId)?.agent
  if (run === undefined || task === undefined || agent === undefined) return null
  const { title, description, requiredSkills, dependsOn } = task.definition
  return {
    runId: run.id,
    attemptId: attemptIdOf(run.id, attempt.taskKey, attempt.number),
    taskKey: attempt.taskKey,
    attemptNumber: attempt.number,
    idempotencyKey: `${run.id}/${attempt.taskKey}`,
    agent,
    title,
    description,
    requiredSkills,
    dependencies: dependsOn.flatMap((key) => {
      const dependency = run.tasks.get(key)
      if (dependency === undefined) return []
      const result = findResult(store, dependency)
      return [{ key, title: dependency.definition.title, status: dependency.status, result }]
    }),
    projectId: run.projectId,
    projectFolder: run.projectFolder,
  }
}

/** What a task left: of its last attempt that has a result, or as a person vouched for it at its gate. */
function findResult(store: Store, { runId, definition, approvalId }: TaskState): TaskResult | null {
  const attempts = store.attempts.listOfTask(runId, definition.key)
  const last = attempts.findLast(({ result }) => result !== null)
  if (last !== undefined) return last.result
  const approval = approvalId === null ? null : store.approvals.find(approvalId)
  if (approval?.answer !== 'happened') return null
  return { text: approval.note ?? 'A person says that it happened.', data: null }
}
