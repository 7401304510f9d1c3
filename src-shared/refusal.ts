import { z } from 'zod'
import { err, type Result } from './result.ts'
import { type Words, words } from './words/words.ts'

/** Every refusal code with its HTTP status. */
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

/** Texts of the refusals in the catalogue. */
type Texts = Words['refusals']
/** The catalogue key of a refusal. Programs can rely on it and on `code`; `message` and `hint` are for people. */
export type RefusalReason = keyof Texts
/** Values in the text of a refusal. They include `field` and `limit` if those help a program. */
type Facts<Reason extends RefusalReason> = Texts[Reason] extends (facts: infer Known) => unknown
  ? Known
  : unknown
type Place = {
  /** Path of the invalid field in the input, such as `tasks[0].title`. */
  readonly field?: string
  /** The exceeded limit, in the unit of the message. */
  readonly limit?: number
}

/** Values in the text, by name. */
export const factsSchema = z.record(z.string(), z.union([z.string(), z.number()]))
type RefusalFacts = Readonly<z.infer<typeof factsSchema>>

/** An expected failure: the problem, its location (`field`) and the remedy (`hint`). A refused call changes nothing. */
export const refusalSchema = z.object({
  code: z.string(),
  reason: z.string().optional(),
  facts: factsSchema.optional(),
  message: z.string(),
  hint: z.string(),
  field: z.string().optional(),
  limit: z.number().optional(),
  ref: z.string().optional(),
})
export type Refusal = Place & {
  readonly code: RefusalCode
  readonly reason: RefusalReason
  readonly message: string
  readonly hint: string
  readonly facts?: RefusalFacts
}

/** Facts are required if the text uses any. */
type Given<Reason extends RefusalReason> =
  unknown extends Facts<Reason> ? [facts?: Place] : [facts: Facts<Reason> & Place]

/** A refusal with its text from the catalogue, in the language of this process. */
export function refusal<Reason extends RefusalReason>(
  code: RefusalCode,
  reason: Reason,
  ...[facts = {}]: Given<Reason>
): Refusal {
  const { field, limit }: Place = facts
  return {
    code,
    reason,
    ...textOf(reason, facts),
    ...(Object.keys(facts).length > 0 && { facts }),
    // Empty for the input as a whole.
    ...(field && { field }),
    ...(limit !== undefined && { limit }),
  }
}

/**
 * Message and hint of a refusal, in the language of this process. A client can render a received refusal in its own.
 */
export function textOf(reason: RefusalReason, facts: object): { message: string; hint: string } {
  const text = words.refusals[reason]
  return typeof text === 'function' ? Reflect.apply(text, null, [facts]) : text
}

export const isRefusalReason = (reason: string): reason is RefusalReason =>
  Object.hasOwn(words.refusals, reason)

/** A failed result with this refusal. */
export const refuse = <Reason extends RefusalReason>(
  code: RefusalCode,
  reason: Reason,
  ...facts: Given<Reason>
) => err(refusal(code, reason, ...facts))

/** Carries a refusal across a boundary that can only throw: an async call, a stream or a process start. */
export class RefusalError extends Error {
  readonly refusal: Refusal
  constructor(of: Refusal) {
    super(of.message)
    this.name = 'RefusalError'
    this.refusal = of
  }
}

export const refusedWith = <Reason extends RefusalReason>(
  code: RefusalCode,
  reason: Reason,
  ...facts: Given<Reason>
): RefusalError => new RefusalError(refusal(code, reason, ...facts))

/** The value of a result. Throws its refusal as a `RefusalError`. */
export function unwrap<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new RefusalError(result.error)
  return result.value
}
