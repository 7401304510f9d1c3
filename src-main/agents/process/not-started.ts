import type { Failure, FailureReason } from '#shared/model/runs/attempt.ts'
import { words } from '#shared/words/words.ts'
import type { Ending } from './run-program.ts'

/** The machine may have room for one more later; all else is the same the next time. */
const passing: ReadonlySet<string> = new Set(['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM'])

/** Errors that every task with this program would have. */
const reasons: Readonly<Record<string, FailureReason>> = { ENOENT: 'agent_missing', EACCES: 'agent_missing' }

/** The failure of a program that could not start, and whether a retry may help. */
export function failureOfStart(
  program: string,
  { code, message }: Extract<Ending, { type: 'not_started' }>,
): Failure {
  const name = JSON.stringify(program)
  const reason = passing.has(code) ? 'unavailable' : (reasons[code] ?? 'bad_input')
  const failed = (text: string): Failure => ({ reason, message: text })
  switch (code) {
    case 'ENOENT':
      return failed(words.agentFailures.programMissing(name))
    case 'EACCES':
      return failed(words.agentFailures.programNotExecutable(name))
    case 'E2BIG':
      return failed(words.agentFailures.argumentsTooLong(name))
    default:
      return failed(words.agentFailures.programNotStarted(name, `${code}. ${message}`).trim())
  }
}
