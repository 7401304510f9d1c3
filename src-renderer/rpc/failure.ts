import { ORPCError } from '@orpc/client'

/** A failure as it is said to a person. */
export interface Failure {
  readonly message: string
  readonly hint: string
  /** The code of a refusal; null for a failure nobody foresaw. */
  readonly code: string | null
}

export function failureOf(error: unknown): Failure {
  if (error instanceof ORPCError) {
    return { message: error.message, hint: hintOf(error.data), code: error.code }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { message, hint: 'Try again. If it stays, reload the window: nothing that ran is lost.', code: null }
}

/** True for an answer of the server, false for a wire that broke before one came. */
export const isAnswer = (error: unknown): boolean => error instanceof ORPCError

const hintOf = (data: unknown): string =>
  typeof data === 'object' && data !== null && 'hint' in data && typeof data.hint === 'string'
    ? data.hint
    : ''
