import { type A2aConfig, a2aConfigSchema } from '#shared/model/agents/a2a-agent.ts'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../../base/clock.ts'
import { Closing, untilAborted } from '../../base/closing.ts'
import { startLimit, within } from '../../base/limit.ts'
import type { AgentAdapter, AttemptContext, AttemptSignal } from '../../engine/ports.ts'
import { given, jsonPart, namesPart, textPart } from '../input.ts'
import { readConfig } from '../read-config.ts'
import { answerWithin, findFault, RemoteFault } from './fault.ts'
import { answerText, filesFor, promptOf } from './prompt.ts'
import { faultOf, type Outgoing, openRemote, type Remote, type RemoteTask, type Way } from './protocol.ts'
import { type LookOptions, openWay } from './read-card.ts'
import { createHearing, type End, type Hearing } from './read-events.ts'
import { cardMs, findBegun, messageIdOf, requestMs } from './resume.ts'
import { createHiding } from './secrets.ts'

/**
 * Remote agents over the Agent2Agent protocol. An attempt starts a remote task or continues one. Every attempt at a
 * task sends the same message id; from the second attempt on, the adapter first looks for that message (ADR 0022).
 */
export function createA2aAdapter(options: LookOptions): AgentAdapter {
  return {
    kind: 'a2a',
    async *start(context, signal) {
      const parsed = readConfig(a2aConfigSchema, context.agent)
      if (!parsed.ok) return yield failureOf(new RemoteFault('bad_input', parsed.error.message))
      const config = parsed.value
      const { clock } = options
      const over = new AbortController()
      const limit = startLimit(clock, config.timeoutMs, {
        signal: AbortSignal.any([signal, over.signal]),
        reason: new RemoteFault('wall_timeout', words.agentFailures.remoteTimeout(config.timeoutMs)),
      })
      const stop = limit.signal
      const talk: Talk = { clock, config, context, stop, remote: null, hearing: null }
      let hide = createHiding({})
      let fault: RemoteFault | null = null
      // An error of the remote agent ends the attempt.
      try {
        const maxBytes = config.maxOutputBytes * wireFactor + wireSlack
        const way = await answerWithin(clock, requestMs, stop, () => openWay(config, options, maxBytes))
        hide = createHiding(way.headers)
        for await (const said of unlessAborted(converse(talk, way), stop)) yield hide(said)
      } catch (error) {
        fault = stop.aborted ? findFault(stop.reason) : faultOf(error)
        if (fault !== null) yield hide(failureOf(fault))
      } finally {
        over.abort()
        void limit.end()
        if (mustCancel(talk, { signal, fault })) await cancelRemote(talk)
      }
    },
  }
}

/** Repeats the source until the signal is aborted, then throws the signal's reason. */
async function* unlessAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  const aborted = untilAborted(signal)
  try {
    for (;;) {
      const next = await Promise.race([aborted, iterator.next()])
      if (next.done) return
      yield next.value
    }
  } finally {
    // `return` waits for the pending read, which may never settle.
    iterator.return?.().catch(() => {})
  }
}

interface Talk {
  readonly clock: Clock
  readonly config: A2aConfig
  readonly context: AttemptContext
  readonly stop: AbortSignal
  /** The state of the attempt so far, for the code that ends it. */
  remote: Remote | null
  hearing: Hearing | null
}

const failureOf = ({ reason, message }: RemoteFault): End => ({
  type: 'failure',
  failure: { reason, message },
})

/**
 * Cancels a remote task that no attempt needs. A task from before a restart or behind a lost connection is not
 * cancelled: the
 * next attempt finds it.
 */
function mustCancel(
  { hearing, context }: Talk,
  { signal, fault }: { signal: AbortSignal; fault: RemoteFault | null },
): boolean {
  if (hearing === null || hearing.isAtRest) return false
  if (signal.aborted && signal.reason instanceof Closing) return context.agent.effectClass !== 'resumable'
  return signal.aborted || !lostTouch.has(fault?.reason ?? 'cancelled')
}

const lostTouch: ReadonlySet<string> = new Set(['connection_lost', 'unavailable', 'rate_limited'])

const cancelMs = 3000

async function cancelRemote({ remote, hearing, context, clock }: Talk): Promise<void> {
  const told = within(clock, cancelMs, {}, async (signal) => {
    const { runId } = context
    const sent = hearing?.taskId === null ? await remote?.list(runId, signal) : undefined
    const taskId =
      hearing?.taskId ?? sent?.find(({ messageIds }) => messageIds.includes(messageIdOf(context)))?.id
    if (taskId !== undefined) await remote?.cancel(taskId, signal)
  })
  // The task may have ended already. The log only records that a cancellation was sent.
  await told.catch(() => {})
}

/** Bounds an endless stream. Names, JSON and repeated chunks count, too. */
const wireFactor = 8
const wireSlack = 4_194_304

async function* converse(talk: Talk, way: Way): AsyncGenerator<AttemptSignal> {
  const { config, context, stop, clock } = talk
  const remote = await answerWithin(clock, cardMs, stop, (signal) => openRemote(way, signal))
  talk.remote = remote
  requireSkill(config, remote)
  const begun = await findBegun(talk, remote)
  const isAnswer = begun?.answered !== undefined
  const hearing = createHearing({
    contextId: begun?.task.contextId ?? context.runId,
    taskId: begun?.task.id ?? null,
    answered: begun?.answered ?? null,
    maxBytes: config.maxOutputBytes,
    agentId: context.agent.id,
    attempt: context.attemptNumber,
  })
  talk.hearing = hearing
  if (begun === null || isAnswer) {
    const message = isAnswer ? answerOf(context, begun.task) : requestOf(talk)
    yield inputOf(message, config)
    if (yield* hearAll(remote.send(message, stop), hearing)) return
  } else {
    yield { type: 'log', level: 'info', text: words.agentNotes.remoteContinued(begun.task.id.slice(0, 200)) }
  }
  yield* poll(talk, remote, hearing)
}

const labels = words.inputParts

const inputOf = ({ text, files, metadata }: Outgoing, { url, headers }: A2aConfig): AttemptSignal =>
  given(
    textPart(labels.address, url),
    namesPart(labels.headers, Object.keys(headers)),
    textPart(labels.message, text),
    ...files.map((file) => textPart(labels.file(file.name).slice(0, 200), file.text)),
    Object.keys(metadata).length === 0 ? null : jsonPart(labels.metadata, { ...metadata }),
  )

function requireSkill({ skill }: A2aConfig, { skills }: Remote): void {
  if (skill === undefined || skills.includes(skill)) return
  const known = skills.slice(0, 20).join(', ') || words.agentChecks.noSkills
  throw new RemoteFault('bad_input', words.agentFailures.remoteSkillMissing(JSON.stringify(skill), known))
}

/** True when the task ended. A lost connection does not end a known task, whose state can be polled. */
async function* hearAll(
  updates: ReturnType<Remote['send']>,
  hearing: Hearing,
): AsyncGenerator<AttemptSignal, boolean> {
  try {
    for await (const update of updates) {
      for (const said of hearing.hear(update)) {
        yield said
        if (isEnd(said)) return true
      }
    }
  } catch (error) {
    if (hearing.taskId === null || findFault(error)?.reason !== 'connection_lost') throw error
    yield {
      type: 'log',
      level: 'warn',
      text: words.agentFailures.streamLost,
    }
  }
  return false
}

const isEnd = ({ type }: AttemptSignal): boolean =>
  type === 'result' || type === 'failure' || type === 'question'

const firstPollMs = 250
const slowestPollMs = 10_000
const patience = 6

/** Polls until the task ends. Connection errors for about a minute end the poll. */
async function* poll({ clock, stop }: Talk, remote: Remote, hearing: Hearing): AsyncGenerator<AttemptSignal> {
  const { taskId } = hearing
  if (taskId === null) throw new RemoteFault('connection_lost', words.agentFailures.remoteEmptyEnd)
  let failures = 0
  for (let waitMs = firstPollMs; ; waitMs = Math.min(waitMs * 2, slowestPollMs)) {
    try {
      const task = await answerWithin(clock, requestMs, stop, (signal) => remote.get(taskId, signal))
      failures = 0
      for (const said of hearing.hear({ type: 'task', task })) {
        yield said
        if (isEnd(said)) return
      }
    } catch (error) {
      failures += 1
      const fault = findFault(error)
      if (fault === null || !lostTouch.has(fault.reason)) throw error
      if (failures >= patience)
        throw new RemoteFault(
          'connection_lost',
          words.agentFailures.remoteTask(fault.message, taskId.slice(0, 200)),
        )
      waitMs = Math.max(waitMs, 1000)
    }
    await clock.sleep(waitMs, stop)
  }
}

function requestOf({ context, config }: Talk): Outgoing {
  const { runId } = context
  const skill = config.skill === undefined ? '' : `Use your skill ${config.skill}.\n\n`
  return {
    messageId: messageIdOf(context),
    contextId: runId,
    taskId: '',
    text: `${skill}${promptOf(context)}`,
    files: filesFor(context).files,
    metadata: config.skill === undefined ? {} : { skill: config.skill },
  }
}

/** The newest answer. Its message id is equal in every attempt that sends it. */
function answerOf({ answers, idempotencyKey }: AttemptContext, task: RemoteTask): Outgoing {
  const answer = answers.at(-1)
  return {
    messageId: `${idempotencyKey}/answer-${answers.length}`,
    contextId: task.contextId,
    taskId: task.id,
    text: answer === undefined ? 'Continue with the task.' : answerText(answer),
    files: [],
    metadata: {},
  }
}
