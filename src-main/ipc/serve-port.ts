import { ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/websocket'
import { refusalStatuses } from '#shared/refusal.ts'
import type { ApiRouter } from '../api/router.ts'
import type { Log } from '../base/log.ts'

/** The part of Electron's MessagePortMain, and of Node's MessagePort, that the wire stands on. */
export interface ServedPort {
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
  start(): void
}

export interface PortServer {
  /** Answers the calls that come through a port until it closes; open streams end with it. */
  serve(port: ServedPort): void
}

/** Serves the procedures of the router over any number of ports. */
export function createPortServer(router: ApiRouter, log: Log): PortServer {
  const handler = new RPCHandler(router, {
    clientInterceptors: [
      // The wire: what is no refusal is a bug, told to the log in full and to the page in general.
      async ({ next, path, signal }) => {
        try {
          return await next()
        } catch (error) {
          if (error instanceof ORPCError && error.code in refusalStatuses) throw error
          if (!signal?.aborted) log.error({ error, procedure: path.join('.') }, 'A call failed')
          throw internalError()
        }
      },
    ],
  })
  return {
    serve(port) {
      // Not the handler for ports: it drops the promise of each message, so that one malformed message from a page
      // would end the process as an unhandled rejection. This one has the same messages and hands the promise back.
      const peer = {
        send: (data: unknown) => port.postMessage(data),
        addEventListener() {},
      }
      port.on('message', (message) => {
        const data = dataOf(message)
        if (data === null) return log.warn('A port message that is neither text nor bytes was dropped')
        handler
          .message(peer, data, { context: { idempotencyKey: null } })
          .catch((error: unknown) => log.warn({ error }, 'A port message that is no call was dropped'))
      })
      port.on('close', () => handler.close(peer))
      port.start()
    },
  }
}

const internalError = () =>
  new ORPCError('E_INTERNAL', {
    status: refusalStatuses.E_INTERNAL,
    message: 'Something went wrong inside Switchyard.',
    data: { hint: 'Nothing was lost. The log of the app says more.' },
  })

/** Electron wraps what was posted in an event, Node does not. */
function dataOf(message: unknown): string | ArrayBuffer | null {
  const data = typeof message === 'object' && message !== null && 'data' in message ? message.data : message
  if (typeof data === 'string') return data
  if (data instanceof Uint8Array) return new Uint8Array(data).buffer
  return data instanceof ArrayBuffer ? data : null
}
