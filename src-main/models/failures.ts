import { type QuotaRefusal, readQuota } from '../base/quota.ts'
import { codesOf } from './network.ts'
import type { Failure, ModelFailureType } from './port.ts'
import { quote } from './redact.ts'
import { noUsage, unknownUsage } from './usage.ts'

/** Everything that decides what a failed call was, taken from whatever the SDK threw. */
export interface CallError {
  readonly status: number | null
  readonly headers: Readonly<Record<string, string>>
  /** What the server said, if it said it in its own format. */
  readonly said: string
  readonly body: string
  readonly error: unknown
}

/** What a message names: the model, and the keys that must not be in it. */
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

export const noModel = (purpose: string): Failure =>
  failureOf('no_model', `No model is set for ${purpose}. Set SWITCHYARD_MODEL or choose a model in Settings.`)

export const noEntry = (name: string): Failure =>
  failureOf('no_model', `No model is called ${name}. \`switchyard models\` lists those that are set.`)

export const noKey = (label: string, where: string): Failure =>
  failureOf('auth', `The key for ${label} is not there: ${where}. Set it and try again.`)

export const atLimit = (label: string, retryAfterMs: number, resetAt: number): Failure =>
  failureOf(
    'rate_limited',
    `The account of ${label} is at its limit until ${new Date(resetAt).toISOString()}.`,
    {
      isRetryable: true,
      retryAfterMs,
    },
  )

export const cancelled = (label: string): Failure =>
  failureOf('cancelled', `The request to ${label} was cancelled.`, { isRetryable: true })

export const timedOut = (label: string, deadlineMs: number): Failure =>
  failureOf(
    'timeout',
    `${label} did not answer within ${deadlineMs / 1000} s. Give it more time, or choose a faster model.`,
    { isRetryable: true },
  )

export const truncated = (label: string, maxOutputTokens: number): Failure =>
  failureOf(
    'truncated',
    `${label} did not finish its answer within ${maxOutputTokens} tokens. Allow more, or ask for less at once.`,
  )

export const refused = (text: string, { label, secrets }: Subject): Failure =>
  failureOf('refused', `${label} refuses to answer${saying(quote(text, secrets))}`)

export const notInForm = (fault: string, { label, secrets }: Subject): Failure =>
  failureOf(
    'not_in_form',
    `The answer of ${label} is not in the form asked for, nor is its second try. ${quote(fault, secrets)} Try again, or choose another model.`,
    { isRetryable: true },
  )

/** What a call came to that brought no answer. */
export function failureOfCall(call: CallError, subject: Subject, now: number) {
  const failure = call.status === null ? unanswered(call, subject) : answered(call, call.status, subject, now)
  // An error status costs nothing. What broke off on the way may have been worked on, and will be billed.
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
  if (codes.includes('E_TOO_LARGE'))
    return failureOf('server_error', `The answer of ${label} is longer than 4 MiB.`)
  if (codes.some((each) => tooSlow.includes(each))) {
    return failureOf('timeout', `${label} did not answer within five minutes.`, { isRetryable: true })
  }
  if (codes.some((each) => neverThere.includes(each))) {
    const message = `${label} cannot be reached (${code}). Is its server started, and is the address right?`
    return failureOf('unreachable', message, { isRetryable: true })
  }
  const message = `The connection to ${label} broke off${code === undefined ? '' : ` (${code})`}. Try again.`
  return failureOf('unreachable', message, { isRetryable: true })
}

function answered(call: CallError, status: number, { label, secrets }: Subject, now: number): Failure {
  const said = saying(quote(call.said, secrets))
  const retryAfterMs = retryAfterOf(call.headers, now)
  // Google answers a wrong key as a wrong request.
  const isKeyBad = status === 400 && call.body.slice(0, 4000).includes('API_KEY_INVALID')
  if (status === 401 || status === 403 || isKeyBad) {
    return failureOf('auth', `The server of ${label} does not accept the key (${status})${said} Check it.`)
  }
  if (status === 404) {
    return failureOf(
      'no_model',
      `The server does not know ${label} (404)${said} Check the model's name and the address.`,
    )
  }
  if (status === 429 || status === 402) {
    // Some say when in a header, some only in their words.
    const quota = readQuota(`HTTP 429: ${call.body}`, now)
    const resetMs = quota?.resetAt == null ? null : quota.resetAt - now
    const isEmpty = status === 402 || (retryAfterMs === null && isSpent(call.body, quota))
    const message = isEmpty
      ? `The account of ${label} has nothing left to spend (${status})${said}`
      : `${label} takes no more requests for now (${status})${said}`
    return failureOf('rate_limited', message, {
      isRetryable: !isEmpty,
      retryAfterMs: isEmpty ? null : (retryAfterMs ?? resetMs),
    })
  }
  if (status === 408 || status === 504) {
    return failureOf('timeout', `${label} took too long for its own server (${status})${said}`, {
      isRetryable: true,
      retryAfterMs,
    })
  }
  if (status >= 500) {
    return failureOf('server_error', `The server of ${label} failed (${status})${said}`, {
      isRetryable: true,
      retryAfterMs,
    })
  }
  if (status >= 400) {
    return failureOf('server_error', `The server of ${label} does not take the request (${status})${said}`)
  }
  if (status >= 300) {
    return failureOf(
      'unreachable',
      `The address of ${label} leads elsewhere (${status}). Give the one that answers itself.`,
    )
  }
  const message = `The server of ${label} answered something that is no answer of a model. Is the address right? It often ends in /v1.`
  return failureOf('server_error', message)
}

const isSpent = (body: string, quota: QuotaRefusal | null): boolean =>
  quota?.isSpent === true ||
  (quota?.resetAt == null && /insufficient_quota|billing/.test(body.slice(0, 4000)))

const saying = (quoted: string): string => (quoted === '' ? '.' : `: "${quoted}".`)

/** Seconds, milliseconds (as some providers have it) or an HTTP date; null for anything else. */
function retryAfterOf(headers: Readonly<Record<string, string>>, now: number): number | null {
  const ms = headers['retry-after-ms']?.trim() ?? ''
  if (/^\d{1,12}$/.test(ms)) return Number(ms)
  const text = headers['retry-after']?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(at - now, 0)
}
