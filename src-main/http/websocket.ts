import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { RPCHandler } from '@orpc/server/websocket'
import { WebSocket, WebSocketServer } from 'ws'
import { type Refusal, refusalStatuses } from '#shared/refusal.ts'
import { isProtocolMessage } from '../api/protocol-message.ts'
import { internalRefusal, type Report } from '../api/report.ts'
import { refuseOnError } from '../api/wire-errors.ts'
import type { Clock } from '../base/clock.ts'
import { errorBody } from './answer.ts'
import { importLimit } from './body.ts'
import { headerValues } from './guard.ts'
import { createPeer } from './peer.ts'
import type { ServedRouter } from './rest.ts'

export const socketPath = '/api/ws'
const protocolName = 'switchyard'
const tokenMark = 'token.'

/** The token that a socket shows among its subprotocols: the one place where a page can put it, beside the address. */
export function tokenOfSocket({ rawHeaders }: IncomingMessage): string | null {
  const offered = headerValues(rawHeaders, 'sec-websocket-protocol').flatMap((list) => list.split(','))
  const names = offered.map((name) => name.trim())
  const tokens = names.filter((name) => name.startsWith(tokenMark))
  const [token] = tokens
  return names.includes(protocolName) && tokens.length === 1 && token !== undefined
    ? token.slice(tokenMark.length)
    : null
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

export interface Sockets {
  /** Takes over a connection that may come in. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

/** The contract's procedures over WebSockets. */
export function createSockets(options: { router: ServedRouter; report: Report; clock: Clock }): Sockets {
  const { router, report, clock } = options
  const handler = new RPCHandler(router, refuseOnError(report))
  const server = new WebSocketServer({
    noServer: true,
    // One limit, the one of an import: nobody is connected here who has not shown the token.
    maxPayload: importLimit,
    perMessageDeflate: false,
    handleProtocols: () => protocolName,
  })

  function serve(socket: WebSocket): void {
    const peer = createPeer(socket, clock)
    // `ws` closes after a broken frame; without a listener its error would end the process.
    socket.on('error', () => socket.terminate())
    socket.once('close', () => handler.close(peer))
    socket.on('message', (data, isBinary) => {
      // After the farewell a message would open what nobody closes.
      if (socket.readyState !== WebSocket.OPEN) return
      if (isBinary) return socket.close(1003, 'Only text is understood')
      const text = data.toString()
      if (!isProtocolMessage(text)) return socket.close(1008, 'This is no message of the protocol')
      handler.message(peer, text, { context: { idempotencyKey: null } }).catch((cause: unknown) => {
        report(internalRefusal(), { path: socketPath, cause })
      })
    })
  }

  return {
    accept: (request, socket, head) => server.handleUpgrade(request, socket, head, serve),
    close() {
      for (const client of server.clients) {
        client.close(1001, 'Switchyard is closing')
        client.terminate()
      }
      server.close()
    },
  }
}
