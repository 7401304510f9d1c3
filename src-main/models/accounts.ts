import type { ModelEntry } from './settings.ts'

/** A provider with a key, whatever the model. */
export const accountOfEntry = (entry: ModelEntry): string =>
  `model:${JSON.stringify([entry.kind, entry.kind === 'compatible' ? entry.baseURL : null, entry.apiKey])}`

/** When accounts that were refused more may be used again (milliseconds since 1970). */
export interface AccountResets {
  note(entry: ModelEntry, resetAt: number): void
  /** Null: now. */
  find(entry: ModelEntry, now: number): number | null
}

export function createAccountResets(): AccountResets {
  const resets = new Map<string, number>()
  return {
    note(entry, resetAt) {
      const account = accountOfEntry(entry)
      resets.set(account, Math.max(resetAt, resets.get(account) ?? 0))
    },
    find(entry, now) {
      const account = accountOfEntry(entry)
      const resetAt = resets.get(account) ?? 0
      if (resetAt <= now) resets.delete(account)
      return resetAt > now ? resetAt : null
    },
  }
}
