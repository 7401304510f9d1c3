const maxReloads = 3
const periodMs = 60_000

/** Counts reloads of a page that died: a page that dies again and again would keep the machine busy for nothing. */
export function createReloadLimit(now: () => number) {
  let reloadedAt: number[] = []
  return {
    /** True when a reload is still allowed; the reload then counts. */
    allow(): boolean {
      reloadedAt = reloadedAt.filter((at) => at > now() - periodMs)
      if (reloadedAt.length >= maxReloads) return false
      reloadedAt.push(now())
      return true
    },
    /** A person asked for the next reload, so the count starts again. */
    reset(): void {
      reloadedAt = []
    },
  }
}
