import { z } from 'zod'
import { err, type Result } from './result.ts'

/** Every refusal the product can give, with its HTTP status. The one list; `docs/glossary.md` says "refusal". */
export const refusalStatuses = {
  E_JSON: 400,
  E_TOO_LARGE: 413,
  E_TOO_DEEP: 400,
  E_KEY: 400,
  E_UNKNOWN_FIELD: 400,
  E_REQUIRED: 400,
  E_TYPE: 400,
  E_RANGE: 400,
  E_DATE: 400,
  E_TEXT: 400,
  E_PAGE: 400,
  E_FORMAT: 422,
  E_DEP_UNKNOWN: 422,
  E_DEP_CYCLE: 422,
  E_DUPLICATE_ID: 409,
  E_PLAN_SIZE: 422,
  E_NOT_FOUND: 404,
  E_STATE: 409,
  E_STALE: 409,
  E_IDEMPOTENCY_MISMATCH: 409,
  E_ANSWER_GONE: 410,
  E_APPROVAL_UNKNOWN: 404,
  E_APPROVAL_DECIDED: 409,
  E_APPROVAL_EXPIRED: 409,
  E_BUDGET: 409,
  E_AUTH: 401,
  E_SCOPE: 403,
  E_HOST: 421,
  E_ORIGIN: 403,
  E_CONTENT_TYPE: 415,
  E_METHOD: 405,
  E_EXPECT: 417,
  E_RATE: 429,
  E_PORT: 500,
  E_BIND: 500,
  E_DB_NEWER: 500,
  E_DB_CORRUPT: 500,
  E_DB_IN_USE: 500,
  E_DB_SETTINGS: 500,
  E_DB_LOCATION: 500,
  E_DISK_FULL: 507,
  E_MIGRATE: 500,
  E_FILE: 404,
  E_GIT: 409,
  E_GIT_MISSING: 409,
  E_NO_REPOSITORY: 409,
  E_DIRTY: 409,
  E_CONFLICT: 409,
  E_WEBHOOK_URL: 422,
  E_WEBHOOK_PRIVATE: 422,
  E_CLOSED: 503,
  E_INTERNAL: 500,
} as const

export type RefusalCode = keyof typeof refusalStatuses

/**
 * An expected failure, said to a person: what was wrong, where (`field`), and what to do (`hint`).
 * Nothing changed when one is given.
 */
export const refusalSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  field: z.string().optional(),
  limit: z.number().optional(),
  ref: z.string().optional(),
})
export interface Refusal {
  readonly code: RefusalCode
  readonly message: string
  readonly hint: string
  readonly field?: string
  readonly limit?: number
}

export function refusal(
  code: RefusalCode,
  message: string,
  hint: string,
  facts: { field?: string; limit?: number } = {},
): Refusal {
  return { code, message, hint, ...facts }
}

/** The outcome of a call that was refused. */
export const refuse = (...of: Parameters<typeof refusal>) => err(refusal(...of))

export const appClosing = refusal('E_CLOSED', 'Switchyard is closing.', 'Start it again and repeat this.')

/** Carries a refusal across a boundary that can only throw (an async call, a stream, a process start). */
export class RefusalError extends Error {
  readonly refusal: Refusal
  constructor(of: Refusal) {
    super(of.message)
    this.name = 'RefusalError'
    this.refusal = of
  }
}

export const refusedWith = (...of: Parameters<typeof refusal>): RefusalError =>
  new RefusalError(refusal(...of))

/** The value of an outcome, or its refusal thrown to where errors end. */
export function unwrap<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new RefusalError(result.error)
  return result.value
}
