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

/** The token or session key among the subprotocols: the only place, beside the address, where a page can put it. */
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

/** Answers an upgrade with a refusal: it is still a plain connection. */
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

/** The contract's procedures over WebSockets. */
export function createSockets(options: {
  readonly router: ServedRouter
  readonly report: Report
  readonly clock: Clock
  /** Called while a connection is in use, at most once an hour. */
  readonly onUse: (caller: Caller) => void
}) {
  const { router, report, clock, onUse } = options
  const handler = new RPCHandler(router, refuseOnError(report))
  const server = new WebSocketServer({
    noServer: true,
    // The same limit as an import, because every client has shown the token.
    maxPayload: importLimit,
    perMessageDeflate: false,
    handleProtocols: () => protocolName,
  })

  function serve(socket: WebSocket, caller: Caller): void {
    const peer = createPeer(socket, clock)
    let usedAt = clock.now()
    // `ws` closes after a broken frame; without a listener its error would end the process.
    socket.on('error', () => socket.terminate())
    socket.once('close', () => handler.close(peer))
    socket.on('message', (data, isBinary) => {
      // After the farewell a message would open what nobody closes.
      if (socket.readyState !== WebSocket.OPEN) return
      if (isBinary) return socket.close(1003, 'Only text is understood')
      const text = data.toString()
      if (!isProtocolMessage(text)) return socket.close(1008, 'This is no message of the protocol')
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
    /** Takes over a connection of a caller who was admitted. */
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

/** Above this many bytes that wait for one client, it must take some. */
const bufferLimit = 8 * 1024 * 1024
/** A client that takes nothing for this long, with that much waiting, is stuck. */
const stallMs = 5_000
/** The time for the client to receive the close message. */
const farewellMs = 5_000

type Message = Parameters<MinimalWebsocket['send']>[0]

/** The part of a socket of `ws` that is used. */
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
