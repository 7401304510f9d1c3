/** How much of the time for an answer is left: `half` and `end` are warned of. */
export type Expiry = 'none' | 'far' | 'half' | 'end'

const dayMs = 86_400_000

export function expiryOf(
  { postedAt, expiresAt }: { readonly postedAt: number; readonly expiresAt: number | null },
  now: number,
): Expiry {
  if (expiresAt === null) return 'none'
  const left = Math.max(0, expiresAt - now) / Math.max(1, expiresAt - postedAt)
  return left <= 0.1 ? 'end' : left <= 0.5 ? 'half' : 'far'
}

/** Half of three weeks is not soon. */
export function isExpiringSoon(
  gate: { readonly postedAt: number; readonly expiresAt: number | null },
  now: number,
): boolean {
  const expiry = expiryOf(gate, now)
  return expiry === 'end' || (expiry === 'half' && (gate.expiresAt ?? 0) - now <= dayMs)
}
