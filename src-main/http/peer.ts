import type { MinimalWebsocket } from '@orpc/server/websocket'
import type { Clock } from '../base/clock.ts'

/** Above this many bytes that wait for one client, it must take some. */
const bufferLimit = 8 * 1024 * 1024
/** A client that takes nothing for this long, with that much waiting, is stuck. */
const stallMs = 5_000
/** What it then gets to take its close message. */
const farewellMs = 5_000

type Message = Parameters<MinimalWebsocket['send']>[0]

/** What is needed of a socket of `ws`. */
interface Connection {
  readonly bufferedAmount: number
  send(data: Message, onTaken: () => void): void
  close(code: number, reason: string): void
  terminate(): void
  once(event: 'close', listener: () => void): unknown
}

/**
 * The sending side of a socket as the protocol sees it. A message counts as sent when the connection took it, so that
 * a slow reader slows its streams down instead of filling memory; one that stands still is closed with 1013. Not
 * closed on the size alone: one answer about a large run is more than the limit, and its reader is in good health.
 */
export function createPeer(socket: Connection, clock: Clock) {
  const closed = new AbortController()
  socket.once('close', () => closed.abort())
  let taken = 0
  let isWatched = false

  async function watch(): Promise<void> {
    isWatched = true
    while (socket.bufferedAmount > bufferLimit) {
      const before = taken
      await clock.sleep(stallMs, closed.signal)
      if (taken > before) continue
      socket.close(1013, 'Too slow; resume after the last seq')
      await clock.sleep(farewellMs, closed.signal)
      socket.terminate()
    }
    isWatched = false
  }

  return {
    /** The caller hands messages over itself. */
    addEventListener() {},
    send: (data: Message): Promise<void> =>
      new Promise((resolve) => {
        // Also when it can no longer be sent: its reader is gone, and resumes by seq.
        socket.send(data, () => {
          taken += 1
          resolve()
        })
        // The watch ends by throwing when the connection closes, which is what it waits for.
        if (!isWatched && socket.bufferedAmount > bufferLimit) watch().catch(() => {})
      }),
  }
}
