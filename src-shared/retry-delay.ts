export interface Backoff {
  readonly firstMs: number
  readonly factor: number
  readonly maxMs: number
}

/**
 * How long to wait after the failed attempt number `attempt` (from 1), in whole milliseconds: `firstMs`, growing by
 * `factor` up to `maxMs`, of which between half and the whole is waited, so that what failed together does not come
 * back together. The same seed and attempt always wait the same.
 */
export function backoffMs({ firstMs, factor, maxMs }: Backoff, attempt: number, seed: string): number {
  const grown = firstMs === 0 ? 0 : firstMs * factor ** (attempt - 1)
  const whole = Math.floor(Math.min(grown, maxMs))
  const half = Math.ceil(whole / 2)
  return half + Math.floor(fractionOf(`${seed}#${attempt}`) * (whole - half + 1))
}

/** From 0 to below 1, spread evenly: FNV-1a, with the last steps of MurmurHash3 since alike seeds are the rule. */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
