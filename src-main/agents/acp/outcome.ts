import type { Failure, FailureReason } from '#shared/model/attempt.ts'
import type { HeadTail } from '../process/head-tail.ts'
import { failureOfStart } from '../process/not-started.ts'
import type { Ending } from '../process/run-program.ts'
import { type Fault, signInCode } from './connection.ts'

/** What a turn came to, before anything is known of how its program ended. */
export type Outcome =
  | { readonly type: 'finished'; readonly answer: unknown }
  | { readonly type: 'failed'; readonly failure: Failure }
  /** The agent is not there any more: its program's end says more. */
  | { readonly type: 'gone'; readonly message: string }

export const failed = (reason: FailureReason, message: string) => ({
  type: 'failed' as const,
  failure: { reason, message },
})

export const failedBy = (error: unknown) =>
  failed('agent_error', error instanceof Error ? error.message : String(error))

/** By why the agent stopped, in the words of the protocol. */
export function outcomeOfTurn(stopReason: string, answer: unknown): Outcome {
  switch (stopReason) {
    case 'end_turn':
      return { type: 'finished', answer }
    case 'max_tokens':
      return failed('agent_error', 'It stopped at the most tokens that it may use.')
    case 'max_turn_requests':
      return failed('agent_error', 'It stopped at the most requests that it may make in a turn.')
    case 'refusal':
      return failed('refused', 'It refused to go on with the task.')
    case 'cancelled':
      return failed('cancelled', 'It says that its turn was cancelled.')
    default:
      return failed('bad_output', `It stopped for a reason that is not known: ${stopReason.slice(0, 100)}.`)
  }
}

/** What was asked of the agent got no answer, or an error for one. */
export function outcomeOfFault({ code, message }: Fault, what: string): Outcome {
  if (code === null) return { type: 'gone', message }
  if (code !== signInCode) return failed('agent_error', `It answered ${what} with an error: ${message}`)
  return notSignedIn('The agent asks for a sign-in.', message)
}

export function notSignedIn(what: string, said: string) {
  const hint = "Sign in with the agent's own command line, or pass its key as a variable."
  return failed('not_signed_in', [what, hint, said === '' ? '' : `(${said})`].filter(Boolean).join(' '))
}

export function failureOfProgram(program: string, ending: Ending, stderr: HeadTail): Failure {
  if (ending.type === 'not_started') return failureOfStart(program, ending)
  const how =
    ending.type === 'killed' ? `was ended by ${ending.signal}` : `ended with exit code ${ending.code}`
  const message = `It ${how} in the middle of its turn.\n${stderr.text()}`.trim()
  return { reason: 'agent_error', message }
}
