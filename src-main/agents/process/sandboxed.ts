import type { SandboxConfig } from '#shared/model/agents/command-agent.ts'
import type { AttemptContext, AttemptSignal } from '../../engine/ports.ts'
import { failureOfStart } from './not-started.ts'
import type { Program } from './run-program.ts'
import { type Bounds, findSandbox, type SandboxFound, type Wrapped } from './sandbox.ts'

export interface Wanted {
  readonly program: Program
  /** Absent: no sandbox is asked for. */
  readonly sandbox: SandboxConfig | undefined
  readonly bounds: Omit<Bounds, 'hasNetwork'>
  /** Absent: the system is asked. */
  readonly find?: (() => Promise<SandboxFound>) | undefined
}

/** Key of the question whether a program may start without a sandbox. The answer holds for the next attempt. */
const withoutSandbox = (attemptNumber: number): string => `without a sandbox, asked by ${attemptNumber}`

/** The program as its sandbox starts it; without one, the question to a person, or the failure after a "no". */
export async function sandboxed(
  { program, sandbox, bounds, find }: Wanted,
  { agent, answers, memo, attemptNumber }: AttemptContext,
): Promise<Program | AttemptSignal> {
  if (sandbox === undefined) return program
  const found = await findWrapped({ program, sandbox, bounds, find })
  if ('program' in found) return found.program
  if ('missing' in found) {
    const failure = failureOfStart(program.file, { type: 'not_started', code: found.missing, message: '' })
    return { type: 'failure', failure }
  }
  const answer = memo === withoutSandbox(attemptNumber - 1) ? answers.at(-1) : undefined
  if (answer?.isAllowed === true) return program
  if (answer?.isAllowed === false) {
    const message = answer.text ?? `It may not run without a sandbox, and ${found.why}.`
    return { type: 'failure', failure: { reason: 'refused', message } }
  }
  const text = `No sandbox is available: ${found.why}. May ${agent.name} run without one?`
  const permission = {
    argv: [program.file, ...program.args],
    cwd: program.cwd,
    sandbox: `none: ${found.why}`,
  }
  return { type: 'question', question: { text, permission, memo: withoutSandbox(attemptNumber) } }
}

/** The program as its sandbox starts it, or why that cannot be. */
export async function findWrapped({
  program,
  sandbox,
  bounds,
  find = findSandbox,
}: Wanted & { readonly sandbox: SandboxConfig }): Promise<Wrapped> {
  const found = await find()
  if ('why' in found) return found
  return found.sandbox.wrap(program, { ...bounds, hasNetwork: sandbox.network })
}
