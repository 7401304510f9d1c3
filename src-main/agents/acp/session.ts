import { z } from 'zod'
import type { AcpConfig } from '#shared/model/agents/acp-agent.ts'
import type { Json } from '#shared/model/json.ts'
import type { Failure, FailureReason } from '#shared/model/runs/attempt.ts'
import { words } from '#shared/words/words.ts'
import { type Clock, comesWithin } from '../../base/clock.ts'
import type { AttemptContext, AttemptSignal } from '../../engine/ports.ts'
import { createCappedLog } from '../process/capped-log.ts'
import { createHeadTail } from '../process/head-tail.ts'
import type { Line } from '../process/lines.ts'
import type { Ending, OutputName, Program } from '../process/run-program.ts'
import { createSignalQueue } from '../signal-queue.ts'
import { startAgentProcess } from './agent-process.ts'
import type { Permission } from './connection.ts'
import {
  failed,
  failedBy,
  failureOfProgram,
  isAboutQuota,
  type Outcome,
  outcomeOfFault,
  outcomeOfLastWords,
  outcomeOfTurn,
} from './outcome.ts'
import { type Asked, askedOf, optionAnswered, optionOf, questionOf, ruleFor } from './permissions.ts'
import { promptOf } from './prompt.ts'
import { startTurn } from './start-turn.ts'
import { createTranscript } from './transcript.ts'
import { readUpdate, toolCallSchema } from './updates.ts'

/** Memo for the next attempt: the session and its open question. */
const memoSchema = z.object({
  agentId: z.string(),
  sessionId: z.string(),
  fingerprint: z.string(),
  /** Number of the attempt that asked, and the count of answers at that time. */
  attempt: z.number(),
  answers: z.number(),
  /** Permission requests so far that no rule allowed. */
  requests: z.number(),
  /** Cost of the session in minor units of the currency. */
  spentMinor: z.number(),
})
type Memo = z.infer<typeof memoSchema>

export interface SessionOptions {
  readonly config: AcpConfig
  readonly context: AttemptContext
  readonly program: Program
  readonly workspace: string
  readonly version: string
  readonly clock: Clock
}

interface Waiting {
  readonly asked: Asked
  readonly resolve: (optionId: string | null) => void
}

/** Limit across all attempts at a task. An agent that keeps asking is stuck. */
const maxRequests = 200
/** Milliseconds between a cancel request and ending the process. */
const cancelMs = 2000

/** `over`: the turn ended. `lost`: the program ended by itself. */
type Phase = 'starting' | 'listening' | 'over' | 'lost' | 'cancelled'

/**
 * Runs one coding agent for one task: its process, its session and its single turn. A permission request for a person
 * becomes a question; the process stays open, and the next attempt continues with it.
 * C1 Messages after the end or the cancellation of the turn are ignored.
 * C2 Each permission request is answered once: by a rule, by the answer of a person to this request, or with
 * `cancelled` after a cancelled turn. A single question is open at a time; the others wait in order.
 * C3 A recorded answer is used once, by the next attempt, and only for its own request.
 * C4 After the session, no process of the agent is left (`run-program.ts` R1).
 */
export function openSession(options: SessionOptions) {
  const { config, workspace, clock, program } = options
  const { agent } = options.context
  const queue = createSignalQueue()
  let room = Promise.resolve()
  const say = (signal: AttemptSignal) => {
    room = queue.push(signal)
    return room
  }
  const transcript = createTranscript({ workspace, say })
  const outputs = { stdout: createCappedLog('info', say), stderr: createCappedLog('warn', say) }
  const stderr = createHeadTail({ head: 0, tail: 4096 })
  const given = Promise.withResolvers<Outcome>()
  const waiting: Waiting[] = []

  let { context } = options
  const memo = readMemo(context)
  let recorded = memo === null ? null : findRecorded(memo, context)
  let requests = memo?.requests ?? 0
  let sessionId: string | null = null
  let phase: Phase = 'starting'

  const canAsk = (): boolean => phase === 'starting' || phase === 'listening'

  function giveUp(reason: FailureReason, message: string): void {
    given.resolve(failed(reason, message))
    endWaiting()
  }

  /** Cancels waiting requests, because no further question is possible. */
  function endWaiting(): void {
    if (canAsk()) phase = 'over'
    for (const { resolve } of waiting.splice(0)) resolve(null)
  }

  const agentProcess = startAgentProcess({
    ...{ program, clock },
    onUpdate(params) {
      if (phase !== 'listening') return
      const fault = transcript.add(readUpdate(params, sessionId))
      if (fault !== null) giveUp('bad_output', fault)
    },
    onPermission: async (request) => (canAsk() ? decide(request) : null),
    async onBytes(name, bytes) {
      if (name === 'stderr') stderr.add(bytes)
      await room
    },
    onLine,
    onUnreadable: (why) => giveUp('bad_output', why),
  })
  const { connection } = agentProcess

  function onLine(name: OutputName, line: Line): void {
    if (phase !== 'cancelled' && line.text.trim() !== '') void outputs[name].add(line)
  }

  function decide({ toolCall, options: offered }: Permission): string | null | Promise<string | null> {
    const call = toolCallSchema.safeParse(toolCall).data
    const asked = call === undefined ? null : askedOf(transcript.know(call), offered)
    const rule = asked === null ? 'deny' : ruleFor(asked, config, workspace)
    if (asked !== null && rule === 'allow') return optionOf(asked, true)
    requests += 1
    if (requests > maxRequests) {
      giveUp('agent_error', words.agentFailures.tooManyPermissions(maxRequests))
      return null
    }
    if (asked === null || rule === 'deny') {
      transcript.note('warn', `denied, and nobody was asked: ${toolCall.title ?? toolCall.toolCallId}`)
      return optionOf({ options: offered }, false)
    }
    const answer = recorded?.fingerprint === asked.fingerprint ? recorded.answer : null
    if (answer !== null) {
      recorded = null
      return optionAnswered(asked, answer)
    }
    return new Promise((resolve) => {
      waiting.push({ asked, resolve })
      if (waiting.length === 1) ask()
    })
  }

  function ask(): void {
    const [first] = waiting
    if (first === undefined) return
    transcript.add({ type: 'other' })
    const { fingerprint } = first.asked
    const about: Json = {
      ...{ agentId: agent.id, sessionId, fingerprint, requests, spentMinor: transcript.spentMinor },
      ...{ attempt: context.attemptNumber, answers: context.answers.length },
    }
    void say({ type: 'question', question: questionOf(first.asked, agent, about) })
  }

  async function converse(): Promise<Outcome> {
    const started = await startTurn(connection, {
      ...options,
      earlier: memo?.sessionId ?? null,
      onOpen(id) {
        sessionId = id
        if (phase === 'starting') phase = 'listening'
      },
      note: transcript.note,
      env: program.env,
    })
    if (!started.ok) return started.error
    if (started.value.isLoaded) transcript.recall(memo?.spentMinor ?? 0)
    const turn = await connection.prompt(started.value.sessionId, promptOf(context))
    // Notifications sent before the response are still in the promise queue.
    await new Promise<void>((resolve) => clock.defer(resolve))
    if (!turn.ok) return outcomeOfFault(turn.error, 'turn', clock.now())
    const refused = transcript.hasActed ? null : outcomeOfLastWords(transcript.lastWords(), clock.now())
    if (refused !== null) return refused
    return outcomeOfTurn(turn.value.stopReason, turn.value)
  }

  const turn = Promise.race([converse(), given.promise]).catch((error: unknown) => failedBy(error))

  async function live(): Promise<void> {
    const outcome = await turn
    endWaiting()
    if (outcome.type === 'gone') phase = 'lost'
    agentProcess.stop()
    const ending = await agentProcess.ended
    for (const line of agentProcess.lastLines()) onLine('stderr', line)
    for (const log of Object.values(outputs)) await log.finish()
    await say(await endOf(outcome, ending))
  }

  async function endOf(outcome: Outcome, ending: Ending): Promise<AttemptSignal> {
    switch (outcome.type) {
      case 'finished':
        return { type: 'result', result: await transcript.finish(outcome.answer) }
      case 'failed':
        return { type: 'failure', failure: onceBegun(outcome.failure) }
      case 'gone':
        return { type: 'failure', failure: failureOfProgram(config.command[0], ending, stderr) }
    }
  }

  /**
   * A quota failure affects other tasks, too. The next attempt needs to know whether work was done before the failure.
   */
  const onceBegun = (failure: Failure): Failure =>
    isAboutQuota(failure) && (transcript.hasActed || memo !== null) ? { ...failure, hasBegun: true } : failure

  const ended = live()
    .catch((error: unknown) => say({ type: 'failure', failure: failedBy(error).failure }))
    .finally(queue.close)

  return {
    config,
    /** The program exited by itself, so the session cannot continue. */
    get isLost(): boolean {
      return phase === 'lost'
    },
    /** Ends after the result or the failure. After a question, a later call continues from there. */
    async *read(): AsyncGenerator<AttemptSignal> {
      for await (const said of queue.read()) if (said.type !== 'question' || canAsk()) yield said
    },
    /** Continues the session in the next attempt, with the answer to its question. */
    goOn(next: AttemptContext): void {
      const [first] = waiting
      const isAnswered = next.answers.length > context.answers.length
      const answer = next.answers.at(-1)
      context = next
      transcript.beginAttempt()
      if (first === undefined) return
      if (isAnswered && answer !== undefined) {
        waiting.shift()
        first.resolve(optionAnswered(first.asked, answer))
      }
      ask()
    },
    /** Asks the agent to stop, then ends its processes. Output after the request is ignored. */
    async cancel(): Promise<void> {
      if (phase !== 'cancelled') {
        const wasListening = phase === 'listening'
        phase = 'cancelled'
        queue.abandon()
        if (sessionId !== null && wasListening) connection.cancel(sessionId)
        endWaiting()
        if (wasListening) await comesWithin(clock, cancelMs, turn)
        given.resolve(failed('cancelled', words.agentFailures.cancelled))
        agentProcess.stop()
      }
      queue.close()
      await ended
    },
  }
}
export type Session = ReturnType<typeof openSession>

function readMemo(context: AttemptContext): Memo | null {
  const memo = memoSchema.safeParse(context.memo).data
  return memo?.agentId === context.agent.id ? memo : null
}

/** The answer of a person to the previous attempt only. */
function findRecorded(memo: Memo, { attemptNumber, answers }: AttemptContext) {
  const answer = answers.at(-1)
  const isNext = attemptNumber === memo.attempt + 1 && answers.length > memo.answers
  return isNext && answer !== undefined ? { fingerprint: memo.fingerprint, answer } : null
}
