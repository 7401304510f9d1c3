import type { Failure, FailureReason } from '#shared/model/runs/attempt.ts'
import type { Ending } from './run-program.ts'

/** The machine may have room for one more later; all else is the same the next time. */
const passing: ReadonlySet<string> = new Set(['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM'])

/** What no other task would change. */
const reasons: Readonly<Record<string, FailureReason>> = { ENOENT: 'agent_missing', EACCES: 'agent_missing' }

/** Why a program could not be started, and whether it may be tried again. */
export function failureOfStart(
  program: string,
  { code, message }: Extract<Ending, { type: 'not_started' }>,
): Failure {
  const name = JSON.stringify(program)
  const reason = passing.has(code) ? 'unavailable' : (reasons[code] ?? 'bad_input')
  const failed = (text: string): Failure => ({ reason, message: text })
  switch (code) {
    case 'ENOENT':
      return failed(`The program ${name} was not found: it, or what its first line names, is not here.`)
    case 'EACCES':
      return failed(`The program ${name} may not be executed.`)
    case 'E2BIG':
      return failed(`The arguments for ${name} are too long for this system.`)
    default:
      return failed(`The program ${name} could not be started: ${code}. ${message}`.trim())
  }
}
