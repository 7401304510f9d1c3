import { ORPCError } from '@orpc/client'
import { words } from '#shared/words/words.ts'

/** A failure as it is said to a person. */
export interface Failure {
  readonly message: string
  readonly hint: string
  /** The code of a refusal; null for a failure nobody foresaw. */
  readonly code: string | null
  /** Which part of what was sent a refusal is about; null: it does not say. */
  readonly field: string | null
}

export function failureOf(error: unknown): Failure {
  if (error instanceof ORPCError) {
    return {
      message: error.message,
      hint: wordAt(error.data, 'hint') ?? '',
      code: error.code,
      field: wordAt(error.data, 'field'),
    }
  }
  const message = error instanceof Error ? error.message : String(error)
  const hint = words.common.reload
  return { message, hint, code: null, field: null }
}

/** True for an answer of the server, false for a wire that broke before one came. */
export const isAnswer = (error: unknown): boolean => error instanceof ORPCError

function wordAt(data: unknown, key: string): string | null {
  const word: unknown =
    typeof data === 'object' && data !== null && key in data ? Reflect.get(data, key) : null
  return typeof word === 'string' ? word : null
}
