import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { addressKind, hostOf, isLocalName } from '../../../base/public-address.ts'

/**
 * Why a server at this address is not talked to; null when it may be. Its name is asked for once, here: a name that
 * answers otherwise later is its owner's, whom the person who wrote the config trusts.
 */
export async function findAddressFault(url: URL): Promise<string | null> {
  const host = hostOf(url)
  const isOwn = isLocalName(host)
  const addresses = isIP(host) === 0 && !isOwn ? await resolve(host) : [host]
  if (addresses.length === 0) return `${host} has no address.`
  const kinds = isOwn ? ['loopback'] : addresses.map(addressKind)
  const bad = kinds.find((kind) => kind !== 'loopback' && kind !== 'public')
  if (bad !== undefined) return `${host} leads to an address that is not public (${bad.replace('_', '-')}).`
  if (url.protocol === 'http:' && kinds.some((kind) => kind !== 'loopback'))
    return `${host} is not this machine; use https.`
  return null
}

const resolve = async (host: string): Promise<string[]> =>
  // A name that nobody knows is an expected answer.
  (await lookup(host, { all: true }).catch(() => [])).map(({ address }) => address)
