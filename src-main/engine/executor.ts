import type { StoredEvent } from '#shared/events.ts'
import { type AttemptId, attemptId as attemptIdOf } from '#shared/ids.ts'
import type { Failure, TaskResult } from '#shared/model/attempt.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Store } from '../store/store.ts'
import type { Engine } from './engine.ts'
import type { AgentAdapter, AttemptContext, AttemptSignal } from './ports.ts'
import type { AttemptState, TaskState } from './state.ts'

/**
 * Job: runs committed claims. It listens for `attempt.started`, gives the attempt to its agent's adapter, and turns
 * what the adapter says into commands; on `attempt.cancelled` it aborts. It holds no truth: killed at any line, the
 * log still says which attempts were in flight, and recovery gives them their fate.
 *
 * X1 An attempt is started once, by the event of its claim.
 * X2 What an attempt says reaches the log in the order it was said, its end last.
 * X3 Whatever an adapter does, the attempt ends: a throw or a silent end is a failure.
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

export function createExecutor(options: ExecutorOptions): Executor {
  const { engine, log } = options
  const running = new Map<AttemptId, { controller: AbortController; ended: Promise<void> }>()
  let isClosed = false
  const onIdle: (() => void)[] = []

  const unsubscribe = engine.subscribe((events) => {
    for (const event of events) act(event)
  })

  function act({ body }: StoredEvent): void {
    if (body.type === 'attempt.cancelled')
      running.get(body.attemptId)?.controller.abort(new Error(body.message))
    if (body.type !== 'attempt.started' || isClosed) return
    const attempt = engine.state.runs.get(body.runId)?.tasks.get(body.taskKey)?.live
    // Started and cancelled in one turn: there is nothing to do.
    if (attempt?.id !== body.attemptId) return
    const controller = new AbortController()
    const ended = runAttempt(options, attempt, controller.signal)
      .catch((error: unknown) =>
        log.error({ error, attempt: attempt.id }, 'an attempt could not be recorded'),
      )
      .finally(() => {
        running.delete(attempt.id)
        if (running.size === 0) for (const resolve of onIdle.splice(0)) resolve()
      })
    running.set(attempt.id, { controller, ended })
  }

  return {
    idle: () => (running.size === 0 ? Promise.resolve() : new Promise((resolve) => onIdle.push(resolve))),
    async close() {
      isClosed = true
      unsubscribe()
      const ends = [...running.values()].map(({ controller, ended }) => {
        controller.abort(new Error('Switchyard is closing.'))
        return ended
      })
      await Promise.all(ends)
    },
  }
}

async function runAttempt(
  options: ExecutorOptions,
  attempt: AttemptState,
  signal: AbortSignal,
): Promise<void> {
  const { engine, log } = options
  const reports = createReports(options, attempt.id)
  const end = await listen(options, attempt, { signal, reports })
  if (signal.aborted) return
  reports.flush()
  const { id: attemptId } = attempt
  const outcome = await engine.dispatch(
    end.type === 'result'
      ? { type: 'attempt.finish', attemptId, result: end.result }
      : { type: 'attempt.fail', attemptId, failure: end.failure },
  )
  if (!outcome.ok) log.warn({ attempt: attemptId, refusal: outcome.error }, 'a late result was refused')
}

type End = Extract<AttemptSignal, { type: 'result' | 'failure' }>

interface Listening {
  readonly signal: AbortSignal
  readonly reports: Reports
}

async function listen(options: ExecutorOptions, attempt: AttemptState, to: Listening): Promise<End> {
  const context = prepareContext(options, attempt)
  if (context === null) return failed('agent_missing', `Agent not found: ${attempt.agentId}.`)
  const adapter = options.findAdapter(context.agent.kind)
  if (adapter === null) return failed('agent_missing', `No adapter for agents of kind ${context.agent.kind}.`)
  // An adapter is somebody else's world: whatever it throws is a failure of its attempt (X3).
  try {
    for await (const said of adapter.start(context, to.signal)) {
      if (said.type === 'result' || said.type === 'failure') return said
      to.reports.add(said)
    }
    return failed('agent_error', 'The agent ended without a result.')
  } catch (error) {
    return failed('agent_error', error instanceof Error ? error.message : String(error))
  }
}

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

interface Reports {
  add(said: Extract<AttemptSignal, { type: 'log' | 'progress' }>): void
  flush(): void
}

type Line = { readonly level: 'info' | 'warn' | 'error'; readonly text: string }

/** Gathers what is said within one turn of the event loop into one command. */
function createReports({ engine, clock, log }: ExecutorOptions, attemptId: AttemptId): Reports {
  let lines: Line[] = []
  let percent: number | null = null
  let isDue = false
  function flush(): void {
    isDue = false
    if (lines.length === 0 && percent === null) return
    const report = { type: 'attempt.report', attemptId, percent, lines } as const
    lines = []
    percent = null
    engine.dispatch(report).then(
      (outcome) => {
        if (!outcome.ok) log.debug({ attempt: attemptId }, 'a late report was refused')
      },
      (error: unknown) => log.error({ error, attempt: attemptId }, 'a report could not be recorded'),
    )
  }
  return {
    add(said) {
      if (said.type === 'log') lines.push({ level: said.level, text: said.text })
      else percent = Math.min(100, Math.max(0, said.percent))
      if (!isDue) clock.defer(flush)
      isDue = true
    },
    flush,
  }
}
