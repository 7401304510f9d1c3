import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type MinimalWebsocket, RPCHandler } from '@orpc/server/websocket'
import { WebSocket, WebSocketServer } from 'ws'
import { type Refusal, refusalStatuses } from '#shared/refusal.ts'
import type { Caller } from '../api/wire/access.ts'
import { isProtocolMessage } from '../api/wire/protocol-message.ts'
import { internalRefusal, type Report } from '../api/wire/report.ts'
import { refuseOnError } from '../api/wire/wire-errors.ts'
import type { Clock } from '../base/clock.ts'
import { errorBody } from './answer.ts'
import { importLimit } from './body.ts'
import { headerValues } from './origin-check.ts'
import type { ServedRouter } from './rest.ts'

export const socketPath = '/api/ws'
const protocolName = 'switchyard'
const useMs = 60 * 60_000
const marks = { token: 'token.', key: 'key.' } as const

export interface Credential {
  readonly kind: keyof typeof marks
  readonly value: string
}

/**
 * Token or session key from the subprotocols; null if absent or ambiguous. Apart from the URL, a page can send
 * credentials only there.
 */
export function credentialOfSocket({ rawHeaders }: IncomingMessage): Credential | null {
  const offered = headerValues(rawHeaders, 'sec-websocket-protocol').flatMap((list) => list.split(','))
  const names = offered.map((name) => name.trim())
  const shown = names.flatMap((name): Credential[] => {
    if (name.startsWith(marks.token)) return [{ kind: 'token', value: name.slice(marks.token.length) }]
    return name.startsWith(marks.key) ? [{ kind: 'key', value: name.slice(marks.key.length) }] : []
  })
  const [credential = null, ...others] = shown
  return names.includes(protocolName) && others.length === 0 ? credential : null
}

/** Answers an upgrade request with a refusal over plain HTTP. */
export function refuseUpgrade(socket: Duplex, said: Refusal, ref: string): void {
  const body = JSON.stringify(errorBody(said, ref))
  const head = [
    `HTTP/1.1 ${refusalStatuses[said.code]} Refused`,
    'Connection: close',
    'Content-Type: application/json',
    'X-Content-Type-Options: nosniff',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

interface Admitted {
  readonly socket: Duplex
  readonly head: Buffer
  readonly caller: Caller
}

/** Serves the contract's procedures over WebSockets. */
export function createSockets(options: {
  readonly router: ServedRouter
  readonly report: Report
  readonly clock: Clock
  /** Called at most once per hour while a connection is in use. */
  readonly onUse: (caller: Caller) => void
}) {
  const { router, report, clock, onUse } = options
  const handler = new RPCHandler(router, refuseOnError(report))
  const server = new WebSocketServer({
    noServer: true,
    // Same limit as for imports, because every client is authenticated.
    maxPayload: importLimit,
    perMessageDeflate: false,
    handleProtocols: () => protocolName,
  })

  function serve(socket: WebSocket, caller: Caller): void {
    const peer = createPeer(socket, clock)
    let usedAt = clock.now()
    // `ws` closes the socket after a broken frame. Without a listener, its error event would end the process.
    socket.on('error', () => socket.terminate())
    socket.once('close', () => handler.close(peer))
    socket.on('message', (data, isBinary) => {
      // After the close message, a new call would open streams that are never closed.
      if (socket.readyState !== WebSocket.OPEN) return
      if (isBinary) return socket.close(1003, 'Only text messages are supported')
      const text = data.toString()
      if (!isProtocolMessage(text)) return socket.close(1008, 'Invalid protocol message')
      if (clock.now() - usedAt >= useMs) {
        usedAt = clock.now()
        onUse(caller)
      }
      handler.message(peer, text, { context: { idempotencyKey: null, caller } }).catch((cause: unknown) => {
        report(internalRefusal(), { path: socketPath, cause })
      })
    })
  }

  return {
    /** Completes the upgrade of an authenticated connection. */
    accept: (request: IncomingMessage, { socket, head, caller }: Admitted): void =>
      server.handleUpgrade(request, socket, head, (opened) => serve(opened, caller)),
    close(): void {
      for (const client of server.clients) {
        client.close(1001, 'Switchyard is closing')
        client.terminate()
      }
      server.close()
    },
  }
}

/** Bytes buffered for a client above which the client must accept data. */
const bufferLimit = 8 * 1024 * 1024
/** Milliseconds after which a client over `bufferLimit` that accepted nothing counts as stuck. */
const stallMs = 5_000
/** Milliseconds for the client to receive the close message. */
const farewellMs = 5_000

type Message = Parameters<MinimalWebsocket['send']>[0]

/** The part of a `ws` socket that `createPeer` uses. */
interface Connection {
  readonly bufferedAmount: number
  send(data: Message, onTaken: () => void): void
  close(code: number, reason: string): void
  terminate(): void
  once(event: 'close', listener: () => void): unknown
}

/**
 * Sending side of a socket for the protocol handler. A message counts as sent once the connection accepts it, so a
 * slow reader slows its streams down instead of filling memory. A stuck reader is closed with 1013. Size alone does
 * not close a connection: one response about a large run may exceed the limit for a healthy reader.
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
      socket.close(1013, 'The client is too slow. Resume after the last seq.')
      await clock.sleep(farewellMs, closed.signal)
      socket.terminate()
    }
    isWatched = false
  }

  return {
    /** The caller passes messages to the handler itself. */
    addEventListener() {},
    send: (data: Message): Promise<void> =>
      new Promise((resolve) => {
        // Resolves even if the message can no longer be sent: a disconnected reader resumes by sequence number.
        socket.send(data, () => {
          taken += 1
          resolve()
        })
        // The watch rejects when the connection closes, which is expected.
        if (!isWatched && socket.bufferedAmount > bufferLimit) watch().catch(() => {})
      }),
  }
}
