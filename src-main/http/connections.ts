import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Clock } from '../base/clock.ts'

/** Maximum number of unauthenticated connections. Beyond it, the oldest of them is closed. */
const strangersAtOnce = 128
/** Maximum number of authenticated connections. Beyond it, new connections are refused. */
const guestsAtOnce = 512
/** Milliseconds that an unauthenticated connection has for a complete request, or between two requests. */
const strangerMs = 5_000
/**
 * Milliseconds that an unauthenticated connection has to receive a response without a request body, such as the page
 * and its files on a slow machine.
 */
const answerMs = 60_000

/**
 * Manages open connections in two separate shares. A connection is unauthenticated until one of its requests presents
 * the token.
 * Slow unauthenticated connections are closed after `strangerMs`, or after `answerMs` while they receive a response.
 * If their share is full, the oldest is closed, because the new one may have the token. If the authenticated share is
 * full, new connections are refused.
 * No time limit closes a connection whose next request has already arrived. After a pause of the process, timers run
 * before sockets are read, and deferred tasks run after that.
 */
export function createConnections(clock: Clock) {
  /** Oldest first. */
  const strangers = new Map<Socket, AbortController>()
  const guests = new Set<Socket>()

  function admit(socket: Socket): void {
    socket.once('close', () => {
      forget(socket)
      guests.delete(socket)
    })
    if (guests.size >= guestsAtOnce) {
      // The new connection has not presented a token yet. Authenticated connections keep their place.
      socket.destroy()
      return
    }
    giveTime(socket)
    if (strangers.size > strangersAtOnce) strangers.keys().next().value?.destroy()
  }

  /** Starts the time limit of an unauthenticated connection, replacing any earlier one. */
  function giveTime(socket: Socket, ms = strangerMs): void {
    forget(socket)
    const patience = new AbortController()
    strangers.set(socket, patience)
    clock.sleep(ms, patience.signal).then(
      () =>
        clock.defer(() => {
          if (strangers.get(socket) === patience) socket.destroy()
        }),
      // The connection was authenticated or closed.
      () => {},
    )
  }

  function forget(socket: Socket): void {
    strangers.get(socket)?.abort()
    strangers.delete(socket)
  }

  /** Closes an idle connection unless data has just arrived. Without this listener, Node would close it immediately. */
  function closeIdle(socket: Socket): void {
    const { bytesRead } = socket
    clock.defer(() => {
      if (socket.bytesRead === bytesRead) socket.destroy()
    })
  }

  /**
   * A request without a body extends the limit while the response is sent. A finished response restarts the limit for
   * the next request.
   */
  function onRequest({ socket, method }: IncomingMessage, response: ServerResponse): void {
    if (strangers.has(socket) && (method === 'GET' || method === 'HEAD')) giveTime(socket, answerMs)
    response.once('finish', () => {
      if (strangers.has(socket)) giveTime(socket)
    })
  }

  return {
    watch(server: Server): void {
      server.on('connection', admit)
      server.on('request', onRequest)
      server.on('timeout', closeIdle)
    },
    /** Marks the connection as authenticated, because a request on it presented the token. */
    welcome(socket: unknown): void {
      const known = [...strangers.keys()].find((each) => each === socket)
      if (known === undefined) return
      forget(known)
      guests.add(known)
    },
  }
}
