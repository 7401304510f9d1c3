import { ORPCError } from '@orpc/client'
import { refusalDataSchema } from '#shared/contract/errors.ts'
import { isRefusalReason, textOf } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'

/** A failure as shown to the user. */
export interface Failure {
  readonly message: string
  readonly hint: string
  /** Error code of a refusal; null for an unexpected failure. */
  readonly code: string | null
  /** Path of the invalid field in the input; null if unknown. */
  readonly field: string | null
}

/** A refusal's text is in the window's language, even if the server uses another. */
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

/** True for a response from the server; false if the connection broke before a response arrived. */
export const isAnswer = (error: unknown): boolean => error instanceof ORPCError
