import type { Failure, FailureReason } from '#shared/model/runs/attempt.ts'
import { words } from '#shared/words/words.ts'
import { readQuota } from '../../base/quota.ts'
import type { HeadTail } from '../process/head-tail.ts'
import { failureOfStart } from '../process/not-started.ts'
import type { Ending } from '../process/run-program.ts'
import { type Fault, signInCode } from './connection.ts'

/** The end of a turn, before the program's exit is known. */
export type Outcome =
  | { readonly type: 'finished'; readonly answer: unknown }
  | { readonly type: 'failed'; readonly failure: Failure }
  /** The agent's process is gone. Its exit status explains more. */
  | { readonly type: 'gone'; readonly message: string }

export const failed = (reason: FailureReason, message: string) => ({
  type: 'failed' as const,
  failure: { reason, message },
})

export const failedBy = (error: unknown) =>
  failed('agent_error', error instanceof Error ? error.message : String(error))

/** Maps a stop reason of the protocol to an outcome. */
export function outcomeOfTurn(stopReason: string, answer: unknown): Outcome {
  switch (stopReason) {
    case 'end_turn':
      return { type: 'finished', answer }
    case 'max_tokens':
      return failed('agent_error', words.agentFailures.tokenLimit)
    case 'max_turn_requests':
      return failed('agent_error', words.agentFailures.requestLimit)
    case 'refusal':
      return failed('refused', words.agentFailures.refused)
    case 'cancelled':
      return failed('cancelled', words.agentFailures.turnCancelled)
    default:
      return failed('bad_output', words.agentFailures.unknownStop(stopReason.slice(0, 100)))
  }
}

const { requests, errorAnswer } = words.agentFailures
type Request = keyof typeof requests

/** The outcome of a request that failed or got an error. */
export function outcomeOfFault({ code, message }: Fault, request: Request, now: number): Outcome {
  if (code === null) return { type: 'gone', message }
  const refused = outcomeOfQuota(`code ${code}: ${message}`, now)
  if (refused !== null) return refused
  if (code !== signInCode) return failed('agent_error', errorAnswer(requests[request], message))
  return notSignedIn(words.agentFailures.signInNeeded, message)
}

/** Recognises messages about an exhausted quota; null for other messages. */
function outcomeOfQuota(said: string, now: number): Outcome | null {
  const quota = readQuota(said, now)
  if (quota === null) return null
  const says = words.agentFailures.agentSays(said.slice(0, 1000))
  if (quota.isSpent) return failed('quota_spent', words.agentFailures.quotaSpent(says))
  if (quota.resetAt === null) return failed('rate_limited', words.agentFailures.rateLimited(says))
  const until = new Date(quota.resetAt).toISOString()
  const message = words.agentFailures.rateLimitedUntil(until, says)
  return { type: 'failed', failure: { reason: 'rate_limited', message, resetAt: quota.resetAt } }
}

export const isAboutQuota = ({ reason }: Failure): boolean =>
  reason === 'rate_limited' || reason === 'quota_spent'

const longestRefusal = 500
const refusalStart =
  /^\W*(?:claude (?:ai )?usage|you(?:'|’)ve (?:hit|reached)|(?:session|weekly|usage|[\w-]+) limit reached)/i

/** Some agents return a provider's refusal as a normal answer: a short message without any tool call. */
export function outcomeOfLastWords(text: string, now: number): Outcome | null {
  const said = text.trim()
  return said.length <= longestRefusal && refusalStart.test(said) ? outcomeOfQuota(said, now) : null
}

export function notSignedIn(what: string, said: string) {
  const hint = words.agentFailures.signInHint
  return failed('not_signed_in', [what, hint, said === '' ? '' : `(${said})`].filter(Boolean).join(' '))
}

export function failureOfProgram(program: string, ending: Ending, stderr: HeadTail): Failure {
  if (ending.type === 'not_started') return failureOfStart(program, ending)
  const how =
    ending.type === 'killed'
      ? words.agentFailures.killedInTurn(ending.signal)
      : words.agentFailures.exitedInTurn(ending.code)
  const message = `${how}\n${stderr.text()}`.trim()
  return { reason: 'agent_error', message }
}
