import { ORPCError } from '@orpc/client'
import { refusalDataSchema } from '#shared/contract/errors.ts'
import { isRefusalReason, textOf } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'

/** A failure as it is shown to a person. */
export interface Failure {
  readonly message: string
  readonly hint: string
  /** Code of a refusal; null for an unexpected failure. */
  readonly code: string | null
  /** Path of the wrong field in what was sent; null: unknown. */
  readonly field: string | null
}

/** The text of a refusal is in the language of the window, also where the server has another one. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof ORPCError)) {
    const message = error instanceof Error ? error.message : String(error)
    return { message, hint: words.common.reload, code: null, field: null }
  }
  const { data } = refusalDataSchema.safeParse(error.data)
  const { hint = '', reason = '', facts = {}, field = null } = data ?? {}
  const text = isRefusalReason(reason) ? textOf(reason, facts) : { message: error.message, hint }
  return { ...text, code: error.code, field }
}

/** True for an answer of the server, false for a wire that broke before one came. */
export const isAnswer = (error: unknown): boolean => error instanceof ORPCError
