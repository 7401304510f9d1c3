import { type Refusal, refusal } from '#shared/refusal.ts'

/** Node's `rawHeaders`: name, value, name, value. Node's parsed headers would hide a second Host header. */
export type RawHeaders = readonly string[]

/** The only host names of this server, as a browser writes them. */
export function listHosts(port: number): string[] {
  const suffix = port === 80 ? '' : `:${port}`
  return ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}${suffix}`)
}

/**
 * Checks the sender of every request and upgrade before any other processing. Loopback is not a security boundary: any
 * web page can send requests to it, even under its own host name through DNS rebinding. Values are compared exactly,
 * because a pattern could have gaps.
 */
export function checkSender(
  { rawHeaders, target }: { rawHeaders: RawHeaders; target: string },
  hosts: readonly string[],
): Refusal | null {
  const [host, ...otherHosts] = headerValues(rawHeaders, 'host')
  const isHostKnown = host !== undefined && otherHosts.length === 0 && hosts.includes(host)
  if (!isHostKnown || !target.startsWith('/')) {
    return refusal('E_HOST', 'foreign_host', { hosts: hosts.join(', '), own: hosts[0] ?? '' })
  }
  const origins = headerValues(rawHeaders, 'origin')
  if (origins.length === 0 || isOwnOrigin(origins, hosts)) return null
  return refusal('E_ORIGIN', 'foreign_page', { origins: originsOf(hosts).join(', '), own: hosts[0] ?? '' })
}

/** True if the Origin header names a page of this server. False if the header is missing. */
export const isFromOwnPage = (rawHeaders: RawHeaders, hosts: readonly string[]): boolean =>
  isOwnOrigin(headerValues(rawHeaders, 'origin'), hosts)

export function headerValues(rawHeaders: RawHeaders, name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name)
}

/** Token of the `Authorization` header; null if the header is missing, repeated, or uses another scheme. */
export function bearerOf(rawHeaders: RawHeaders): string | null {
  const [value = '', ...others] = headerValues(rawHeaders, 'authorization')
  return others.length === 0 && value.startsWith('Bearer ') ? value.slice('Bearer '.length) : null
}

function isOwnOrigin([origin, ...others]: readonly string[], hosts: readonly string[]): boolean {
  return origin !== undefined && others.length === 0 && originsOf(hosts).includes(origin)
}

const originsOf = (hosts: readonly string[]): string[] => hosts.map((host) => `http://${host}`)
