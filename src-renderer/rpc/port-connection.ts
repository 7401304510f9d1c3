import { RPCLink } from '@orpc/client/message-port'
import { commandHeaders } from '#shared/contract/repeating-link.ts'
import { type Connection, createConnectionState } from './connection.ts'

/** Transport of the desktop app: the preload sends one port after each page load. */
export function connectByPort(): Connection {
  const { state, ready, open, close } = createConnectionState()
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const [port] = event.ports
    if (event.source !== window || !isPortMessage(event.data) || port === undefined) return
    open(new RPCLink({ port, headers: commandHeaders }))
    port.addEventListener('close', () => close('lost'))
    port.start()
  })
  return { state, ready, authorise: async () => true }
}

/** Whether a window message transfers the preload's ports. */
export const isPortMessage = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'switchyard:port'
