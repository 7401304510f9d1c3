import { isIP } from 'node:net'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { type AddressKind, addressKind, hostOf, isLocalName } from '../base/public-address.ts'
import type { Resolve } from '../base/resolve.ts'

/** Hosts whose private-network addresses may be reached. Entries have the format of the setting: `localhost:8080`. */
export type AllowList = ReadonlySet<string>

/** Normalizes entries like URLs, so `127.1:80` and `127.0.0.1:80` are equal. Invalid entries are dropped. */
export function parseAllowList(entries: readonly string[]): AllowList {
  return new Set(
    entries.flatMap((entry) => {
      const url = URL.parse(`http://${entry}`)
      return url === null || !/:\d+$/.test(entry) || url.pathname !== '/' ? [] : [placeOf(url)]
    }),
  )
}

const placeOf = (url: URL): string =>
  `${url.hostname.replace(/\.+$/, '')}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`

/** Checks the URL of a webhook or a redirect without DNS. */
export function checkUrl(text: string, allow: AllowList): Result<URL, Refusal> {
  const url = URL.parse(text)
  if (url === null || !/^https?:\/\//i.test(text) || !['http:', 'https:'].includes(url.protocol)) {
    return refuse('E_WEBHOOK_URL', 'webhook_url_incomplete', { field: 'url' })
  }
  if (url.username !== '' || url.password !== '') {
    return refuse('E_WEBHOOK_URL', 'webhook_url_with_password', { field: 'url' })
  }
  const host = hostOf(url)
  const kind = isIP(host) === 0 ? (isLocalName(host) ? 'loopback' : 'public') : addressKind(host)
  if (host === '') return refuse('E_WEBHOOK_URL', 'webhook_url_without_host', { field: 'url' })
  return isReachable(kind, isAllowed(url, allow)) ? ok(url) : err(privateHost(url, kind))
}

/**
 * The addresses that a request to the URL may connect to. All addresses must be public. If the allow list has the
 * host, addresses of this machine and its networks also pass. A single other address refuses the host.
 */
export async function findAddresses(
  url: URL,
  { resolve, allow }: { resolve: Resolve; allow: AllowList },
): Promise<Result<readonly string[], Refusal>> {
  const host = hostOf(url)
  const addresses = isIP(host) === 0 ? await resolve(host) : [host]
  const isByName = isAllowed(url, allow)
  const bad = addresses.map(addressKind).find((kind) => !isReachable(kind, isByName))
  if (bad !== undefined) return err(privateHost(url, bad))
  return ok(addresses)
}

export const isAllowed = (url: URL, allow: AllowList): boolean => allow.has(placeOf(url))

const ownKinds: readonly AddressKind[] = ['loopback', 'private', 'shared']
const isReachable = (kind: AddressKind, isByName: boolean): boolean =>
  kind === 'public' || (isByName && ownKinds.includes(kind))

function privateHost(url: URL, kind: AddressKind): Refusal {
  return refusal('E_WEBHOOK_PRIVATE', 'webhook_address_private', {
    host: url.host.slice(0, 260),
    kind: kind.replace('_', '-'),
    place: placeOf(url).slice(0, 260),
    field: 'url',
  })
}
