import type { ModelEntry } from './settings.ts'

/** Key of an account: a provider with its API key, independent of the model. */
export const accountOfEntry = (entry: ModelEntry): string =>
  `model:${JSON.stringify([entry.kind, entry.kind === 'compatible' ? entry.baseURL : null, entry.apiKey])}`

/** Remembers when rate-limited accounts may be used again, in milliseconds since 1970. */
export function createAccountResets() {
  const resets = new Map<string, number>()
  return {
    note(entry: ModelEntry, resetAt: number): void {
      const account = accountOfEntry(entry)
      resets.set(account, Math.max(resetAt, resets.get(account) ?? 0))
    },
    /** Reset time of the entry's account; null if the account is usable now. */
    find(entry: ModelEntry, now: number): number | null {
      const account = accountOfEntry(entry)
      const resetAt = resets.get(account) ?? 0
      if (resetAt <= now) resets.delete(account)
      return resetAt > now ? resetAt : null
    },
  }
}

export type AccountResets = ReturnType<typeof createAccountResets>
