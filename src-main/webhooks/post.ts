import type { IncomingMessage } from 'node:http'
import type { TryErrorCode } from '#shared/model/webhook.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { untilAborted } from '../base/closing.ts'
import { type Resolve, sendRequest } from '../base/resolve.ts'
import { sign } from './sign.ts'
import { type AllowList, checkUrl, findAddresses, isAllowed } from './target.ts'

interface Message {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export type Exchange =
  | {
      readonly type: 'answered'
      readonly status: number
      readonly text: string
      readonly retryAfter: string | null
    }
  | { readonly type: 'unanswered'; readonly code: TryErrorCode; readonly message: string }

export interface PostOptions {
  readonly resolve: Resolve
  readonly allow: AllowList
  /** Aborts on timeout. */
  readonly signal: AbortSignal
}

/** A body with its signed headers. `at` is the time of the attempt, since receivers refuse old signatures. */
export function signedMessage(
  id: string,
  body: string,
  { secret, at }: { secret: string; at: number },
): Message {
  const seconds = Math.floor(at / 1000)
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Switchyard',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': sign(secret, { id, seconds, body }),
    },
  }
}

const maxRedirects = 3
const textLimit = 4096

/** POSTs to a third-party URL and follows redirects. Every hop must be an allowed address. */
export async function post(target: string, message: Message, options: PostOptions): Promise<Exchange> {
  let { allow } = options
  const checked = checkUrl(target, allow)
  if (!checked.ok) return refused(checked.error)
  let url = checked.value
  for (let hop = 0; ; hop += 1) {
    const response = await sendTo(url, message, { ...options, allow })
    if (response.type === 'unanswered') {
      const isByRedirect = hop > 0 && response.code === 'E_WEBHOOK_PRIVATE'
      return isByRedirect ? badRedirect(response.message) : response
    }
    if (response.location === null) return response
    if (hop === maxRedirects) return badRedirect(words.webhookFailures.redirects(maxRedirects))
    const next = nextHop(url, response.location, allow)
    if (!next.ok) return badRedirect(next.error)
    url = next.value.url
    allow = next.value.allow
  }
}

/** Checks a redirect target without DNS. Returns the URL and the allow list for all later hops. */
export function nextHop(
  from: URL,
  location: string,
  before: AllowList,
): Result<{ url: URL; allow: AllowList }, string> {
  // A response from an outside host must not be able to select a host in the own network.
  const allow = isAllowed(from, before) ? before : nobody
  const next = checkUrl(URL.parse(location, from)?.href ?? '', allow)
  if (!next.ok) return err(next.error.message)
  const url = next.value
  const isWeaker = from.protocol === 'https:' && url.protocol === 'http:'
  return isWeaker ? err(words.webhookFailures.insecureRedirect) : ok({ url, allow })
}

const nobody: AllowList = new Set()

type Response =
  | (Extract<Exchange, { type: 'answered' }> & { readonly location: string | null })
  | Extract<Exchange, { type: 'unanswered' }>

async function sendTo(url: URL, message: Message, options: PostOptions): Promise<Response> {
  const { signal } = options
  // Network errors are results of the attempt and have a code. An error without a code is a bug.
  try {
    // A DNS lookup cannot be cancelled, so stop waiting for it on abort.
    const addresses = await Promise.race([findAddresses(url, options), untilAborted(signal)])
    if (!addresses.ok) return refused(addresses.error)
    const outgoing = { ...message, method: 'POST', signal }
    const { response } = sendRequest(url, addresses.value, outgoing)
    const answer = await response
    const { statusCode: status = 0, headers } = answer
    const location = redirects.includes(status) ? (headers.location ?? null) : null
    const text = await readText(answer)
    return { type: 'answered', status, text, retryAfter: headers['retry-after'] ?? null, location }
  } catch (error) {
    if (signal.aborted) return unanswered('E_WEBHOOK_TIMEOUT', words.webhookFailures.timeout)
    if (!(error instanceof Error) || !('code' in error)) throw error
    return unanswered('E_WEBHOOK_UNREACHABLE', words.webhookFailures.unreachable(String(error.code)))
  }
}

/** Redirects that are followed with POST. A 303 requires GET, which would deliver nothing. */
const redirects = [301, 302, 307, 308]

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  // The status alone decides the result. A body that breaks off or never ends is truncated.
  try {
    for await (const chunk of response) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= textLimit) break
    }
  } catch {}
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, textLimit))
}

const unanswered = (code: TryErrorCode, message: string) => ({ type: 'unanswered', code, message }) as const
const badRedirect = (message: string) => unanswered('E_WEBHOOK_REDIRECT', message)
const refused = ({ code, message }: { code: string; message: string }) =>
  unanswered(code === 'E_WEBHOOK_PRIVATE' ? code : 'E_WEBHOOK_URL', message)
