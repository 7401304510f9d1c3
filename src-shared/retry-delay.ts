export interface Backoff {
  readonly firstMs: number
  readonly factor: number
  readonly maxMs: number
}

/**
 * Milliseconds to wait after failed attempt number `attempt` (from 1). The delay starts at `firstMs` and grows by
 * `factor` up to `maxMs`. Jitter reduces it by up to half, so that attempts that failed together do not retry
 * together. Equal seeds and attempts give equal delays.
 */
export function backoffMs({ firstMs, factor, maxMs }: Backoff, attempt: number, seed: string): number {
  const grown = firstMs === 0 ? 0 : firstMs * factor ** (attempt - 1)
  const whole = Math.floor(Math.min(grown, maxMs))
  const half = Math.ceil(whole / 2)
  return half + Math.floor(fractionOf(`${seed}#${attempt}`) * (whole - half + 1))
}

/** Uniform in [0, 1): FNV-1a with the finalizer of MurmurHash3, because seeds are similar. */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
