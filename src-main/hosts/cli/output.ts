import { styleText } from 'node:util'
import { ORPCError } from '@orpc/client'
import { refusalDataSchema } from '#shared/contract/errors.ts'
import { type Refusal, RefusalError, refusal, refusedWith } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'

/** Exit codes of all commands. */
export const exitCodes = {
  done: 0,
  failed: 1,
  refused: 2,
  unassigned: 3,
  waiting: 4,
  /** The run succeeded with gaps. */
  gaps: 5,
  fault: 70,
  stopped: 130,
} as const

/** Makes a text from a plan, agent or file safe for a terminal: control characters and direction marks become ·. */
export const plain = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression finds control characters
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '·')

/** Suffix for the title of a simulated run. */
export const simulationMark = ({ isSimulated }: { readonly isSimulated: boolean }): string =>
  isSimulated ? `  ${words.cli.run.simulationMark}` : ''

/** Applies `plain` to each line and indents all lines but the first. */
export const plainLines = (text: string, indent: string): string =>
  text.trimEnd().split(/\r?\n/).map(plain).join(`\n${indent}`)

export function createOutput(isJson: boolean) {
  const output = {
    isJson,
    /** Prints a line for people; silent with --json. */
    line(text: string = ''): void {
      if (!isJson) process.stdout.write(`${text}\n`)
    },
    /** Prints a text for a file or program, unchanged unless standard output is a terminal; silent with --json. */
    text(text: string): void {
      if (isJson) return
      process.stdout.write(process.stdout.isTTY ? text.split('\n').map(plain).join('\n') : text)
    },
    /** Prints a line for people on standard error; silent with --json. */
    note(text: string): void {
      if (!isJson) process.stderr.write(`${text}\n`)
    },
    /** Prints the single document of --json; silent without it. */
    document(value: unknown): void {
      if (isJson) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
    },
    /** Prints the document with --json, otherwise a line. */
    show<Value>(value: Value, lineOf: (value: Value) => string): void {
      output.document(value)
      output.line(lineOf(value))
    },
    /** Prints the document with --json, otherwise a line per entry, or `none` for an empty list. */
    list<Entry>(entries: readonly Entry[], lineOf: (entry: Entry) => string, none?: string): void {
      output.document(entries)
      for (const entry of entries) output.line(lineOf(entry))
      if (entries.length === 0 && none !== undefined) output.line(none)
    },
  }
  return output
}
export type Output = ReturnType<typeof createOutput>

/** Runs a command's work, prints any failure and sets the exit code. */
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

/** Refusal codes of a plan file. A refusal names the first problem; `plan check` lists all. */
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

/** Adds the command that lists all problems to the refusal of a plan file. Other errors are returned unchanged. */
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

/** The refusal behind an error; null for an internal error. */
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
