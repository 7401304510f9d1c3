import { type MinimalWebsocket, RPCHandler } from '@orpc/server/websocket'
import type { ApiRouter } from '../api/router.ts'
import { ownCaller } from '../api/wire/access.ts'
import { isProtocolMessage } from '../api/wire/protocol-message.ts'
import { createReport } from '../api/wire/report.ts'
import { refuseOnError } from '../api/wire/wire-errors.ts'
import type { Log } from '../base/log.ts'

/** The part of Electron's MessagePortMain and Node's MessagePort that is used. */
export interface ServedPort {
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
  start(): void
}

export interface PortServer {
  /** Answers calls from a port until it closes. Closing the port ends its open streams. */
  serve(port: ServedPort): void
}

/** Serves the procedures of the router over any number of ports. */
export function createPortServer(router: ApiRouter, log: Log): PortServer {
  const serve = createPortWire(new RPCHandler(router, refuseOnError(createReport(log))), log)
  return { serve: (port) => serve(port, { idempotencyKey: null, caller: ownCaller }) }
}

interface Handler<Known> {
  message(peer: MinimalWebsocket, text: string, options: { context: Known }): Promise<unknown>
  close(peer: MinimalWebsocket): void
}

/** Lets a handler answer calls from ports, each with a context about its caller. */
export function createPortWire<Known>(
  // oRPC's handler for message ports would drop the promise of each message. A malformed message from a page would then end the process with an unhandled rejection. This WebSocket handler speaks the same protocol and returns the
  // promise.
  handler: Handler<Known>,
  log: Log,
): (port: ServedPort, context: Known) => void {
  return (port, context) => {
    const peer = { send: (data: unknown) => port.postMessage(data), addEventListener() {} }
    port.on('message', (message) => {
      const text = textOf(message)
      if (text === null || !isProtocolMessage(text)) return log.warn('dropped an invalid port message')
      handler
        .message(peer, text, { context })
        .catch((err: unknown) => log.error({ err }, 'cannot answer a call'))
    })
    port.on('close', () => handler.close(peer))
    port.start()
  }
}

/** Electron wraps the posted data in an event; Node does not. */
function textOf(message: unknown): string | null {
  const data = typeof message === 'object' && message !== null && 'data' in message ? message.data : message
  return typeof data === 'string' ? data : null
}
