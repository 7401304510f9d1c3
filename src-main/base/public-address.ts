import { BlockList, isIP, isIPv4 } from 'node:net'

/**
 * Kind of an IP address. Requests to external targets may only reach `public` addresses. Settings can allow
 * `loopback`, `private` and `shared` addresses by name, because they belong to the user.
 */
export type AddressKind =
  | 'public'
  | 'loopback'
  | 'private'
  | 'shared'
  | 'link_local'
  | 'metadata'
  | 'multicast'
  | 'unspecified'
  | 'documentation'
  | 'reserved'

/**
 * The first matching range decides. Sources: the IANA special-purpose registries, and cloud documentation for
 * `metadata`.
 */
const ranges: readonly (readonly [kind: AddressKind, subnets: readonly string[]])[] = [
  ['metadata', ['169.254.169.254/32', '169.254.170.2/32', '100.100.100.200/32', '168.63.129.16/32']],
  ['metadata', ['192.0.0.192/32', 'fd00:ec2::/32', 'fd20:ce::/32']],
  ['unspecified', ['0.0.0.0/8', '::/128']],
  ['loopback', ['127.0.0.0/8', '::1/128']],
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']],
  ['shared', ['100.64.0.0/10']],
  ['link_local', ['169.254.0.0/16', 'fe80::/10', 'fec0::/10']],
  ['multicast', ['224.0.0.0/4', 'ff00::/8']],
  ['documentation', ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20']],
  ['reserved', ['192.0.0.0/24', '192.88.99.0/24', '198.18.0.0/15', '240.0.0.0/4', '2001::/23', '3ffe::/16']],
]

const lists = ranges.map(([kind, subnets]) => {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [network = '', bits] = subnet.split('/')
    list.addSubnet(network, Number(bits), isIPv4(network) ? 'ipv4' : 'ipv6')
  }
  return { kind, list }
})

/**
 * Kind of an address from a resolver or `hostOf`: dotted IPv4, or IPv6 without brackets. Any other text is `reserved`.
 */
export function addressKind(address: string): AddressKind {
  const version = isIP(address)
  // A zone (`fe80::1%eth0`) names an interface of this machine.
  if (version === 0 || address.includes('%')) return 'reserved'
  if (version === 4) return listedKind(address, 'ipv4') ?? 'public'
  const groups = groupsOf(address)
  const inner = embeddedIpv4(groups)
  if (inner !== null) return addressKind(inner)
  // Only 2000::/3 is global unicast. Other addresses that are in no list have no known use.
  return listedKind(address, 'ipv6') ?? (((groups[0] ?? 0) & 0xe000) === 0x2000 ? 'public' : 'reserved')
}

const listedKind = (address: string, family: 'ipv4' | 'ipv6'): AddressKind | null =>
  lists.find(({ list }) => list.check(address, family))?.kind ?? null

/** The eight 16-bit groups of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.split('::')
  const left = groupsIn(head)
  const right = groupsIn(tail ?? '')
  const gap = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...new Array<number>(gap).fill(0), ...right]
}

const groupsIn = (part: string): number[] =>
  part === ''
    ? []
    : part.split(':').flatMap((each) => (each.includes('.') ? pairOf(each) : [parseInt(each, 16)]))

function pairOf(dotted: string): number[] {
  const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number)
  return [a * 256 + b, c * 256 + d]
}

/**
 * The embedded IPv4 address that a translator or tunnel would send the request to: mapped, SIIT, compatible, NAT64,
 * 6to4 and ISATAP. Null if there is none.
 */
function embeddedIpv4(groups: readonly number[]): string | null {
  const [g0 = 0, g1 = 0, g2 = 0, , g4 = 0, g5 = 0, g6 = 0, g7 = 0] = groups
  const startsWithZeros = (count: number) => groups.slice(0, count).every((group) => group === 0)
  const isMapped = startsWithZeros(5) && g5 === 0xffff
  const isSiit = startsWithZeros(4) && g4 === 0xffff && g5 === 0
  // `::` and `::1` are not IPv4-compatible addresses.
  const isCompatible = startsWithZeros(6) && (g6 !== 0 || g7 > 1)
  const isNat64 = g0 === 0x64 && g1 === 0xff9b && groups.slice(2, 6).every((group) => group === 0)
  const isIsatap = (g4 & 0xfdff) === 0 && g5 === 0x5efe
  if (isMapped || isSiit || isCompatible || isNat64 || isIsatap) return dottedOf(g6, g7)
  return g0 === 0x2002 ? dottedOf(g1, g2) : null
}

const dottedOf = (high: number, low: number): string => [high >> 8, high & 255, low >> 8, low & 255].join('.')

/** Host of a parsed URL as an address or name, without brackets and trailing dots. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '')

/** Names that always mean this machine, regardless of the resolver (RFC 6761). */
export const isLocalName = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost')
