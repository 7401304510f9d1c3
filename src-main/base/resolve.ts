import { lookup as dnsLookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'

/** Every address of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>

export const systemResolve: Resolve = async (host) =>
  (await dnsLookup(host, { all: true })).map(({ address }) => address)

/**
 * Resolves the host of a connection to the checked addresses only, so that a name that changes after the check (DNS
 * rebinding) has no effect.
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

/** Sends a request whose target somebody else chose: it goes to the addresses that were checked. */
export function sendRequest(
  url: URL,
  addresses: readonly string[],
  { method, headers, body, signal }: OutgoingRequest,
) {
  const { request: open } = url.protocol === 'https:' ? https : http
  const request = open(url, {
    // A shared agent could hand over a connection that was made for another check, or go through a proxy.
    ...{ agent: false, lookup: lookupOf(addresses), rejectUnauthorized: true, maxHeaderSize: 16_384 },
    headers: { ...headers, 'content-length': Buffer.byteLength(body), 'accept-encoding': 'identity' },
    ...{ method, ...(signal && { signal }) },
  })
  const response = new Promise<http.IncomingMessage>((resolve, reject) => {
    request.on('response', resolve)
    request.on('error', reject)
    // After an answer this does nothing; without one it is all that says so, as for an unasked upgrade.
    request.on('close', () => reject(Object.assign(new Error('No answer'), { code: 'ECONNRESET' })))
  })
  request.end(body)
  return { request, response }
}
