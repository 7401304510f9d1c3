/** What the address of the screen says. */
export interface AuditSearch {
  readonly q?: string
  /** The entry that is looked at, by its number. */
  readonly seq?: string
}

export function parseAuditSearch(given: Record<string, unknown>): AuditSearch {
  const { q, seq } = given
  return {
    ...(typeof q === 'string' && q !== '' ? { q } : {}),
    ...(typeof seq === 'string' && /^\d{1,15}$/.test(seq) ? { seq } : {}),
  }
}
