import { styleText } from 'node:util'
import { ORPCError } from '@orpc/client'
import { refusalDataSchema } from '#shared/contract/errors.ts'
import { type Refusal, RefusalError, refusal, refusedWith } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'

/** The exit codes of every command. */
export const exitCodes = {
  done: 0,
  failed: 1,
  refused: 2,
  unassigned: 3,
  waiting: 4,
  /** A run succeeded with gaps. */
  gaps: 5,
  fault: 70,
  stopped: 130,
} as const

/** A text of a plan, agent or file for a terminal. Control characters and marks of direction become ·. */
export const plain = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression finds control characters
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '·')

/** The mark behind the title of a simulated run. */
export const simulationMark = ({ isSimulated }: { readonly isSimulated: boolean }): string =>
  isSimulated ? `  ${words.cli.run.simulationMark}` : ''

/** `plain` for a text of several lines, each indented. */
export const plainLines = (text: string, indent: string): string =>
  text.trimEnd().split(/\r?\n/).map(plain).join(`\n${indent}`)

export function createOutput(isJson: boolean) {
  const output = {
    isJson,
    /** A line for people; silent with --json. */
    line(text: string = ''): void {
      if (!isJson) process.stdout.write(`${text}\n`)
    },
    /** A text without changes, for a file or a program; silent with --json. */
    text(text: string): void {
      if (isJson) return
      process.stdout.write(process.stdout.isTTY ? text.split('\n').map(plain).join('\n') : text)
    },
    /** A line for people on standard error; silent with --json. */
    note(text: string): void {
      if (!isJson) process.stderr.write(`${text}\n`)
    },
    /** The only document of --json. */
    document(value: unknown): void {
      if (isJson) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
    },
    /** The document, or its line. */
    show<Value>(value: Value, lineOf: (value: Value) => string): void {
      output.document(value)
      output.line(lineOf(value))
    },
    /** The document, or a line for each of its entries. */
    list<Entry>(entries: readonly Entry[], lineOf: (entry: Entry) => string, none?: string): void {
      output.document(entries)
      for (const entry of entries) output.line(lineOf(entry))
      if (entries.length === 0 && none !== undefined) output.line(none)
    },
  }
  return output
}
export type Output = ReturnType<typeof createOutput>

/** Runs the work of a command, prints its failure, sets the exit code. */
export async function endCommand(isJson: boolean, work: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await work()) ?? exitCodes.done
  } catch (error) {
    process.exitCode = printFailure(error, isJson)
  }
}

/** Prints a failure as text or JSON; returns the exit code. */
export function printFailure(error: unknown, isJson: boolean): number {
  const refused = refusalOf(error)
  const { code, message, hint } = refused ?? faultOf(error)
  if (isJson)
    process.stdout.write(`${JSON.stringify({ error: refused ?? { code, message, hint } }, null, 2)}\n`)
  else process.stderr.write(`${styleText('red', code)} ${plain(message)}\n${plain(hint)}\n`)
  return refused === null ? exitCodes.fault : exitCodes.refused
}

/** Refusals of a plan file. `plan check` lists all problems; a refusal names the first. */
const planCodes = [
  'E_DEP_UNKNOWN',
  'E_DEP_CYCLE',
  'E_DUPLICATE_ID',
  'E_PLAN_SIZE',
  'E_UNKNOWN_FIELD',
  'E_REQUIRED',
  'E_RANGE',
  'E_DATE',
  'E_TYPE',
  'E_TOO_DEEP',
] as const

/** The same failure. A refused plan file gets the command that lists all of its problems. */
export function withPlanCheck(file: string, error: unknown): unknown {
  const refused = refusalOf(error)
  const code = planCodes.find((each) => each === refused?.code)
  if (refused === null || code === undefined) return error
  const { message: why, hint, field = '' } = refused
  return refusedWith(code, 'plan_file_refused', { why, hint, file: JSON.stringify(file), field })
}

type Failure = Pick<Refusal, 'message' | 'hint'> & {
  readonly code: string
  readonly field?: string | undefined
}

/** Null for an internal error. */
export function refusalOf(error: unknown): Failure | null {
  if (error instanceof RefusalError) return error.refusal
  if (!(error instanceof ORPCError)) return isLostConnection(error) ? connectionLost : null
  const data = refusalDataSchema.safeParse(error.data)
  return data.success ? { code: String(error.code), message: error.message, ...data.data } : null
}

/** A closing socket aborts every open call. */
const isLostConnection = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AbortError' || error.message.includes('aborted'))

export const connectionLost = refusal('E_CLOSED', 'connection_lost')

const faultOf = (error: unknown): Failure => ({
  code: 'E_INTERNAL',
  message: error instanceof Error ? error.message : String(error),
  hint: words.cli.exitCodes.internalHint,
})
