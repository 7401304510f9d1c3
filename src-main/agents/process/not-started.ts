import type { Failure, FailureReason } from '#shared/model/runs/attempt.ts'
import { words } from '#shared/words/words.ts'
import type { Ending } from './run-program.ts'

/** Lack of resources on the machine, which may be temporary. Every other error would occur again. */
const passing: ReadonlySet<string> = new Set(['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM'])

/** Errors that affect every task with this program. */
const reasons: Readonly<Record<string, FailureReason>> = { ENOENT: 'agent_missing', EACCES: 'agent_missing' }

/** Failure of a program that could not start. Its reason decides whether the attempt is retried. */
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
