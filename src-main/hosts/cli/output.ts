import { styleText } from 'node:util'
import { ORPCError } from '@orpc/client'
import { refusalDataSchema } from '#shared/contract/errors.ts'
import { type Refusal, RefusalError, refusal, refusedWith } from '#shared/refusal.ts'

/** What a script can tell from how a command ended. */
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

/** Text of a plan, an agent or a file on a terminal: what would move the cursor, colour or turn letters is shown as ·. */
export const plain = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '·')

/** Follows the title of a run, or a line about one, in which no real work was done. */
export const simulationMark = ({ isSimulated }: { readonly isSimulated: boolean }): string =>
  isSimulated ? '  (simulation)' : ''

/** The same of a text of several lines, which begin below each other. */
export const plainLines = (text: string, indent: string): string =>
  text.trimEnd().split(/\r?\n/).map(plain).join(`\n${indent}`)

export function createOutput(isJson: boolean) {
  const output = {
    isJson,
    /** For people; silent with --json. */
    line(text: string = ''): void {
      if (!isJson) process.stdout.write(`${text}\n`)
    },
    /** A text as it is, for a file or another program; silent with --json. */
    text(text: string): void {
      if (isJson) return
      process.stdout.write(process.stdout.isTTY ? text.split('\n').map(plain).join('\n') : text)
    },
    /** For people, beside what is written for a program; silent with --json. */
    note(text: string): void {
      if (!isJson) process.stderr.write(`${text}\n`)
    },
    /** The one document of --json. */
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

/** The end of every command: its work comes to an exit code, and whatever broke is told. */
export async function endCommand(isJson: boolean, work: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await work()) ?? exitCodes.done
  } catch (error) {
    process.exitCode = sayFailure(error, isJson)
  }
}

/** Says why a command ended without its answer, in the form of the chosen output; answers with the exit code. */
export function sayFailure(error: unknown, isJson: boolean): number {
  const said = refusalOf(error)
  const { code, message, hint } = said ?? faultOf(error)
  if (isJson) process.stdout.write(`${JSON.stringify({ error: said ?? { code, message, hint } }, null, 2)}\n`)
  else process.stderr.write(`${styleText('red', code)} ${plain(message)}\n${plain(hint)}\n`)
  return said === null ? exitCodes.fault : exitCodes.refused
}

/** Refusals of a plan that `plan check` says more of: it does not stop at the first fault. */
const ofPlan = [
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
  const code = ofPlan.find((each) => each === refused?.code)
  if (refused === null || code === undefined) return error
  const { message: why, hint, field = '' } = refused
  return refusedWith(code, 'plan_file_refused', { why, hint, file: JSON.stringify(file), field })
}

type Said = Pick<Refusal, 'message' | 'hint'> & { readonly code: string; readonly field?: string | undefined }

/** Null for what is a fault, and no refusal. */
export function refusalOf(error: unknown): Said | null {
  if (error instanceof RefusalError) return error.refusal
  if (!(error instanceof ORPCError)) return isLostConnection(error) ? connectionLost : null
  const data = refusalDataSchema.safeParse(error.data)
  return data.success ? { code: String(error.code), message: error.message, ...data.data } : null
}

/** A socket that closes aborts every call that goes through it. */
const isLostConnection = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AbortError' || error.message.includes('aborted'))

/** The app went away and did not come back. */
export const connectionLost = refusal('E_CLOSED', 'connection_lost')

const faultOf = (error: unknown): Said => ({
  code: 'E_INTERNAL',
  message: error instanceof Error ? error.message : String(error),
  hint: 'This is an internal error. SWITCHYARD_LOG=debug shows more. All accepted work is saved.',
})
