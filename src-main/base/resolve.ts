import { lookup as dnsLookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'

/** Resolves a host name to all its addresses. */
export type Resolve = (host: string) => Promise<readonly string[]>

export const systemResolve: Resolve = async (host) =>
  (await dnsLookup(host, { all: true })).map(({ address }) => address)

/**
 * A DNS lookup that returns only the checked addresses, so that a record changed after the check (DNS rebinding) has
 * no effect.
 */
export function lookupOf(addresses: readonly string[]): LookupFunction {
  const answers = addresses.map((address) => ({ address, family: isIP(address) }))
  return (host, options, callback) => {
    const [first] = answers
    if (first === undefined) {
      callback(Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' }), '')
    } else if (options.all) callback(null, answers)
    else callback(null, first.address, first.family)
  }
}

export interface OutgoingRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal?: AbortSignal | undefined
}

/** Sends a request to an untrusted URL, only to the addresses that were checked. */
export function sendRequest(
  url: URL,
  addresses: readonly string[],
  { method, headers, body, signal }: OutgoingRequest,
) {
  const { request: open } = url.protocol === 'https:' ? https : http
  const request = open(url, {
    // A shared agent could reuse a connection from another check, or use a proxy.
    ...{ agent: false, lookup: lookupOf(addresses), rejectUnauthorized: true, maxHeaderSize: 16_384 },
    headers: { ...headers, 'content-length': Buffer.byteLength(body), 'accept-encoding': 'identity' },
    ...{ method, ...(signal && { signal }) },
  })
  const response = new Promise<http.IncomingMessage>((resolve, reject) => {
    request.on('response', resolve)
    request.on('error', reject)
    // No effect after a response. Without one, for example after an unexpected upgrade, only `close` reports the
    // failure.
    request.on('close', () => reject(Object.assign(new Error('No answer'), { code: 'ECONNRESET' })))
  })
  request.end(body)
  return { request, response }
}
