import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Clock } from '../base/clock.ts'

/** Connections that have not shown the token; beyond it the oldest of them makes room. */
const strangersAtOnce = 128
/** Connections that have. */
const guestsAtOnce = 512
/** Time that a stranger has for a whole request, or between two of them. */
const strangerMs = 5_000
/** Time that a stranger has to take the answer to a request without a body: the page and its files on a slow machine. */
const answerMs = 60_000

/**
 * The open connections, in two separate shares. A connection is unknown until a request shows the token.
 * Slow unknown connections are closed after `strangerMs`, or after `answerMs` while they receive an answer. A full
 * share closes its oldest connection and never refuses a new one, which may have the token.
 * No time limit closes a connection whose next request has arrived: after a pause of the process, timers run before
 * sockets are read, and deferred tasks run after that.
 */
export function createConnections(clock: Clock) {
  /** The oldest first. */
  const strangers = new Map<Socket, AbortController>()
  const guests = new Set<Socket>()

  function admit(socket: Socket): void {
    socket.once('close', () => {
      forget(socket)
      guests.delete(socket)
    })
    if (guests.size >= guestsAtOnce) {
      // The token is not shown yet; those that have shown it keep what they have.
      socket.destroy()
      return
    }
    giveTime(socket)
    if (strangers.size > strangersAtOnce) strangers.keys().next().value?.destroy()
  }

  /** Gives a stranger its time, from now on. */
  function giveTime(socket: Socket, ms = strangerMs): void {
    forget(socket)
    const patience = new AbortController()
    strangers.set(socket, patience)
    clock.sleep(ms, patience.signal).then(
      () =>
        clock.defer(() => {
          if (strangers.get(socket) === patience) socket.destroy()
        }),
      // It has shown the token, or is gone.
      () => {},
    )
  }

  function forget(socket: Socket): void {
    strangers.get(socket)?.abort()
    strangers.delete(socket)
  }

  /** Without a listener, Node closes an idle connection at once. */
  function closeIdle(socket: Socket): void {
    const { bytesRead } = socket
    clock.defer(() => {
      if (socket.bytesRead === bytesRead) socket.destroy()
    })
  }

  /** An answer that went out whole gives a page time for its next request. */
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
    /** A request on this connection has shown the token. */
    welcome(socket: unknown): void {
      const known = [...strangers.keys()].find((each) => each === socket)
      if (known === undefined) return
      forget(known)
      guests.add(known)
    },
  }
}
