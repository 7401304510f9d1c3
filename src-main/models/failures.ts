import { words } from '#shared/words/words.ts'
import { type QuotaRefusal, readQuota } from '../base/quota.ts'
import { codesOf } from './network.ts'
import type { Failure, ModelFailureType } from './port.ts'
import { quote } from './redact.ts'
import { noUsage, unknownUsage } from './usage.ts'

const text = words.modelFailures

/** Facts of a failed call, taken from the SDK's error. */
export interface CallError {
  readonly status: number | null
  readonly headers: Readonly<Record<string, string>>
  /** The server's message, if it is in the provider's error format; otherwise empty. */
  readonly said: string
  readonly body: string
  readonly error: unknown
}

/** Label of the model for messages, and the API keys to remove from them. */
export interface Subject {
  readonly label: string
  readonly secrets: readonly string[]
}

export type CallFailure = ReturnType<typeof failureOfCall>

export const failureOf = (
  type: ModelFailureType,
  message: string,
  { isRetryable = false, retryAfterMs = null }: Partial<Pick<Failure, 'isRetryable' | 'retryAfterMs'>> = {},
): Failure => ({ type, message, isRetryable, retryAfterMs })

export const noModel = (purpose: string): Failure => failureOf('no_model', text.noModel(purpose))

export const noEntry = (name: string): Failure => failureOf('no_model', text.noEntry(name))

export const noKey = (label: string, place: string, fault: keyof typeof text.keyFaults): Failure =>
  failureOf('auth', text.noKey(label, place, text.keyFaults[fault]))

export const atLimit = (label: string, retryAfterMs: number, resetAt: number): Failure =>
  failureOf('rate_limited', text.accountLimit(label, new Date(resetAt).toISOString()), {
    isRetryable: true,
    retryAfterMs,
  })

export const cancelled = (label: string): Failure =>
  failureOf('cancelled', text.cancelled(label), { isRetryable: true })

export const timedOut = (label: string, deadlineMs: number): Failure =>
  failureOf('timeout', text.timeout(label, deadlineMs / 1000), { isRetryable: true })

export const truncated = (label: string, maxOutputTokens: number): Failure =>
  failureOf('truncated', text.truncated(label, maxOutputTokens))

export const refused = (answer: string, { label, secrets }: Subject): Failure =>
  failureOf('refused', `${text.refused(label)}${saying(quote(answer, secrets))}`)

export const notInForm = (fault: string, { label, secrets }: Subject): Failure =>
  failureOf('not_in_form', text.invalidAnswer(label, quote(fault, secrets)), { isRetryable: true })

/** Failure and usage of a call without an answer. */
export function failureOfCall(call: CallError, subject: Subject, now: number) {
  const failure = call.status === null ? unanswered(call, subject) : answered(call, call.status, subject, now)
  // An error status and a connection that was never established cost nothing. A lost connection may still be billed.
  const isFree =
    call.status === null ? codesOf(call.error).some((code) => neverThere.includes(code)) : call.status >= 300
  return { failure, usage: isFree ? noUsage : unknownUsage }
}

const neverThere = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]
const tooSlow = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']

function unanswered({ error }: CallError, { label }: Subject): Failure {
  const codes = codesOf(error)
  const code = codes.at(-1)
  if (codes.includes('E_TOO_LARGE')) return failureOf('server_error', text.tooLong(label))
  if (codes.some((each) => tooSlow.includes(each))) {
    return failureOf('timeout', text.slow(label), { isRetryable: true })
  }
  if (codes.some((each) => neverThere.includes(each))) {
    return failureOf('unreachable', text.unreachable(label, String(code)), { isRetryable: true })
  }
  return failureOf('unreachable', text.connectionLost(label, code ?? null), { isRetryable: true })
}

function answered(call: CallError, status: number, { label, secrets }: Subject, now: number): Failure {
  const reason = saying(quote(call.said, secrets))
  const retryAfterMs = retryAfterOf(call.headers, now)
  // Google answers 400 to an invalid key.
  const isKeyBad = status === 400 && call.body.slice(0, 4000).includes('API_KEY_INVALID')
  if (status === 401 || status === 403 || isKeyBad) {
    return failureOf('auth', text.keyRejected(label, status, reason))
  }
  if (status === 404) {
    return failureOf('no_model', text.notFound(label, reason))
  }
  if (status === 429 || status === 402) {
    // Some servers give the reset time in a header, others only in the message.
    const quota = readQuota(`HTTP 429: ${call.body}`, now)
    const resetMs = quota?.resetAt == null ? null : quota.resetAt - now
    const isEmpty = status === 402 || (retryAfterMs === null && isSpent(call.body, quota))
    const message = isEmpty ? text.spent(label, status, reason) : text.rateLimited(label, status, reason)
    return failureOf('rate_limited', message, {
      isRetryable: !isEmpty,
      retryAfterMs: isEmpty ? null : (retryAfterMs ?? resetMs),
    })
  }
  if (status === 408 || status === 504) {
    return failureOf('timeout', text.gatewayTimeout(label, status, reason), {
      isRetryable: true,
      retryAfterMs,
    })
  }
  if (status >= 500) {
    return failureOf('server_error', text.serverFailed(label, status, reason), {
      isRetryable: true,
      retryAfterMs,
    })
  }
  if (status >= 400) {
    return failureOf('server_error', text.badRequest(label, status, reason))
  }
  if (status >= 300) {
    return failureOf('unreachable', text.redirects(label, status))
  }
  return failureOf('server_error', text.notAModel(label))
}

const isSpent = (body: string, quota: QuotaRefusal | null): boolean =>
  quota?.isSpent === true ||
  (quota?.resetAt == null && /insufficient_quota|billing/.test(body.slice(0, 4000)))

const saying = (quoted: string): string => (quoted === '' ? '.' : `: "${quoted}".`)

/** Milliseconds from `retry-after` (seconds or an HTTP date) or `retry-after-ms`; null if neither is valid. */
function retryAfterOf(headers: Readonly<Record<string, string>>, now: number): number | null {
  const ms = headers['retry-after-ms']?.trim() ?? ''
  if (/^\d{1,12}$/.test(ms)) return Number(ms)
  const written = headers['retry-after']?.trim() ?? ''
  if (/^\d{1,9}$/.test(written)) return Number(written) * 1000
  const at = Date.parse(written)
  return Number.isNaN(at) ? null : Math.max(at - now, 0)
}
