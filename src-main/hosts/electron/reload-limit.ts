const maxReloads = 3
const periodMs = 60_000

/** Limits reloads of a crashed page: a page that crashes repeatedly would keep the machine busy. */
export function createReloadLimit(now: () => number) {
  let reloadedAt: number[] = []
  return {
    /** Returns true if a reload is allowed, and counts it. */
    allow(): boolean {
      reloadedAt = reloadedAt.filter((at) => at > now() - periodMs)
      if (reloadedAt.length >= maxReloads) return false
      reloadedAt.push(now())
      return true
    },
    /** Restarts the count after a person has asked for a reload. */
    reset(): void {
      reloadedAt = []
    },
  }
}
