import { type Refusal, refusal } from '#shared/refusal.ts'

/** Node's `rawHeaders`: name, value, name, value. The parsed ones hide a second Host behind the first. */
export type RawHeaders = readonly string[]

/** The only names this server has, as a browser writes them. */
export function listHosts(port: number): string[] {
  const suffix = port === 80 ? '' : `:${port}`
  return ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}${suffix}`)
}

/**
 * The checks of every request and upgrade, before anything else. Loopback is no boundary: any web page can send
 * requests here, with its own host name by DNS rebinding. Values are compared as a whole, because a pattern could have
 * gaps.
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

/** True when the request says that it comes from a page of this server; false also when it does not say. */
export const isFromOwnPage = (rawHeaders: RawHeaders, hosts: readonly string[]): boolean =>
  isOwnOrigin(headerValues(rawHeaders, 'origin'), hosts)

export function headerValues(rawHeaders: RawHeaders, name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name)
}

/** The token of an `Authorization` header; null: absent, or another scheme. */
export function bearerOf(rawHeaders: RawHeaders): string | null {
  const [value = '', ...others] = headerValues(rawHeaders, 'authorization')
  return others.length === 0 && value.startsWith('Bearer ') ? value.slice('Bearer '.length) : null
}

function isOwnOrigin([origin, ...others]: readonly string[], hosts: readonly string[]): boolean {
  return origin !== undefined && others.length === 0 && originsOf(hosts).includes(origin)
}

const originsOf = (hosts: readonly string[]): string[] => hosts.map((host) => `http://${host}`)
