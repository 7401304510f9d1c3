import { styleText } from 'node:util'
import { ORPCError } from '@orpc/client'
import { refusalDataSchema } from '#shared/contract/errors.ts'
import { RefusalError } from '#shared/refusal.ts'

/** What a script can tell from how a command ended. */
export const exitCodes = { done: 0, failed: 1, refused: 2, unassigned: 3, waiting: 4 } as const

export interface Output {
  readonly isJson: boolean
  /** For people; silent with --json. */
  line(text?: string): void
  /** The one document of --json. */
  document(value: unknown): void
}

export function createOutput(isJson: boolean): Output {
  return {
    isJson,
    line(text = '') {
      if (!isJson) process.stdout.write(`${text}\n`)
    },
    document(value) {
      if (isJson) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
    },
  }
}

/** Says a refusal in the form of the chosen output; answers with the exit code. What is not a refusal is a bug. */
export function sayRefusal(error: unknown, isJson: boolean): number {
  const said = refusalOf(error)
  if (said === null) throw error
  if (isJson) process.stdout.write(`${JSON.stringify({ error: said }, null, 2)}\n`)
  else process.stderr.write(`${styleText('red', said.code)} ${said.message}\n${said.hint}\n`)
  return exitCodes.refused
}

function refusalOf(error: unknown): { code: string; message: string; hint: string } | null {
  if (error instanceof RefusalError) return error.refusal
  if (!(error instanceof ORPCError)) return null
  const data = refusalDataSchema.safeParse(error.data)
  return data.success ? { code: String(error.code), message: error.message, ...data.data } : null
}
