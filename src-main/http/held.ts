import type { Access, Caller } from '../api/wire/access.ts'
import type { Clock } from '../base/clock.ts'

/** Open connections by the token that admitted them. */
export function createHeld({ access, clock }: { access: Access; clock: Clock }) {
  const connections = new Map<string, Set<() => void>>()
  const closed = new AbortController()
  const endAll = (tokenId: string) => {
    for (const end of connections.get(tokenId) ?? []) end()
  }
  const stop = access.onRevoke(endAll)

  /** A session is extended by its use, so its expiry is read again when it comes. */
  async function watch(tokenId: string, gone: AbortSignal): Promise<void> {
    for (;;) {
      const expiresAt = access.findExpiry(tokenId)
      if (expiresAt === null) return
      if (expiresAt === undefined) return endAll(tokenId)
      await clock.sleep(Math.max(1, expiresAt - clock.now()), gone)
    }
  }

  return {
    /** Ends a connection when the token of its caller is revoked or expires; call the result when it ended by itself. */
    hold({ tokenId }: Caller, end: () => void): () => void {
      if (tokenId === null) return () => {}
      const ends = connections.get(tokenId) ?? new Set()
      connections.set(tokenId, ends)
      ends.add(end)
      const gone = new AbortController()
      // The watch ends by throwing when the connection closes.
      watch(tokenId, AbortSignal.any([gone.signal, closed.signal])).catch(() => {})
      return () => {
        gone.abort()
        ends.delete(end)
        if (ends.size === 0 && connections.get(tokenId) === ends) connections.delete(tokenId)
      }
    },
    close(): void {
      stop()
      closed.abort()
    },
  }
}

export type Held = ReturnType<typeof createHeld>
