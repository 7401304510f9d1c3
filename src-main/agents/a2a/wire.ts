import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { findUrlFault, isLoopbackUrl } from '#shared/model/agents/a2a-agent.ts'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../../base/clock.ts'
import { addressKind, hostOf } from '../../base/public-address.ts'
import { type OutgoingRequest, type Resolve, sendRequest } from '../../base/resolve.ts'
import { RemoteFault } from './fault.ts'

export type Fetch = typeof globalThis.fetch

export interface WireOptions {
  readonly resolve: Resolve
  readonly clock: Clock
  /** The agent's address from its settings. Secrets go to its host only. */
  readonly home: URL
  readonly headers: Readonly<Record<string, string>>
  /** Limit for one response, including streams. */
  readonly maxBytes: number
}

const connectMs = 15_000

/**
 * A `fetch` that only connects to allowed hosts, at the resolved address. It follows no redirect, so that a server
 * cannot choose an address. Errors are `RemoteFault`.
 */
export const createWire =
  (options: WireOptions): Fetch =>
  async (input, init) => {
    const url = new URL(String(input))
    const addresses = await findAddresses(url, options.resolve)
    const headers = { ...Object.fromEntries(new Headers(init?.headers)), ...headersFor(url, options) }
    const body = typeof init?.body === 'string' ? init.body : ''
    const request = { method: init?.method ?? 'GET', headers, body, signal: init?.signal ?? undefined }
    const response = await send(url, addresses, request, options.clock)
    refuseStatus(url, response)
    const stream = streamOf(limited(response, options.maxBytes))
    const { statusCode: status = 0, headers: received } = response
    const type = received['content-type'] ?? ''
    return new Response(isEmpty(status) ? null : stream, { status, headers: { 'content-type': type } })
  }

const isEmpty = (status: number): boolean => [204, 205, 304].includes(status)

const headersFor = (url: URL, { home, headers }: WireOptions) => (url.origin === home.origin ? headers : {})

/** The reason to refuse the URL without resolving its host; null if the URL is allowed. */
export function findAddressFault(url: URL): string | null {
  const fault = findUrlFault(url.href)
  if (fault !== null) return words.agentFailures.addressInvalid(shown(url), words.formats[fault])
  const host = hostOf(url)
  return isIP(host) === 0 ? null : findKindFault(url, host)
}

function findKindFault(url: URL, address: string): string | null {
  const kind = addressKind(address)
  if (kind === (isLoopbackUrl(url) ? 'loopback' : 'public')) return null
  return words.agentFailures.addressPrivate(shown(url), kind.replace('_', '-'))
}

async function findAddresses(url: URL, resolve: Resolve): Promise<readonly string[]> {
  const host = hostOf(url)
  const fault = findAddressFault(url)
  if (fault !== null) throw new RemoteFault('bad_input', fault)
  if (isIP(host) !== 0) return [host]
  const addresses = await resolve(host).catch((error: unknown) => {
    throw new RemoteFault('unavailable', words.agentFailures.hostNotFound(host.slice(0, 260), codeOf(error)))
  })
  const bad = addresses.map((address) => findKindFault(url, address)).find((each) => each !== null)
  if (bad !== undefined) throw new RemoteFault('bad_input', bad)
  return addresses
}

function send(
  url: URL,
  addresses: readonly string[],
  outgoing: OutgoingRequest,
  clock: Clock,
): Promise<IncomingMessage> {
  const { request, response } = sendRequest(url, addresses, outgoing)
  const connected = new AbortController()
  let isConnected = false
  request.on('socket', (socket) => {
    socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      isConnected = true
      connected.abort()
    })
  })
  clock.sleep(connectMs, connected.signal).then(
    () => request.destroy(Object.assign(new Error('No connection'), { code: 'ETIMEDOUT' })),
    () => {},
  )
  return response.catch((error: unknown) => {
    connected.abort()
    throw outgoing.signal?.aborted ? outgoing.signal.reason : lost(url, codeOf(error), isConnected)
  })
}

/** Without a connection, the agent did nothing. After a sent request, the effect is unknown. */
const lost = (url: URL, code: string, isSent: boolean): RemoteFault =>
  isSent
    ? new RemoteFault('connection_lost', words.agentFailures.connectionLost(shown(url), code))
    : new RemoteFault('unavailable', words.agentFailures.unreachable(shown(url), code))

/** HTTP statuses with one meaning for any body. */
function refuseStatus(url: URL, response: IncomingMessage): void {
  const { statusCode = 0 } = response
  const refuse = (reason: RemoteFault['reason'], what: string, hint: string | null = null) => {
    response.destroy()
    const failure = words.agentFailures.statusOf(shown(url), what, statusCode)
    throw new RemoteFault(reason, hint === null ? failure : words.agentFailures.withHint(failure, hint))
  }
  if (statusCode >= 300 && statusCode < 400) {
    refuse('bad_input', words.agentFailures.redirects, words.agentFailures.addAddress)
  }
  if (statusCode === 401 || statusCode === 403) {
    refuse('bad_input', words.agentFailures.needsCredentials, words.agentFailures.addCredentials)
  }
  if (statusCode === 429) refuse('rate_limited', words.agentFailures.tooManyRequests)
  if (statusCode === 503) refuse('unavailable', words.agentFailures.unavailable)
  if (statusCode === 502 || statusCode === 504) refuse('connection_lost', words.agentFailures.gatewayFailed)
}

async function* limited(response: IncomingMessage, maxBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0
  try {
    for await (const chunk of response) {
      size += chunk.length
      if (size > maxBytes) break
      yield chunk
    }
  } catch (error) {
    throw new RemoteFault('connection_lost', words.agentFailures.answerLost(codeOf(error)))
  }
  if (size > maxBytes) throw new RemoteFault('bad_output', words.agentFailures.answerTooLong(maxBytes))
}

const streamOf = (chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> =>
  new ReadableStream({
    async pull(controller) {
      const next = await chunks.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })

const shown = (url: URL): string => `${url.origin}${url.pathname}`.slice(0, 300)

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : words.agentFailures.noAnswer
