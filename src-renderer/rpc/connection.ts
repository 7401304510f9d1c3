import type { ClientLink } from '@orpc/client'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CommandContext } from '#shared/contract/repeating-link.ts'

type Link = ClientLink<CommandContext>

/**
 * `reconnecting`: the server is reachable, or not known to be down. `down`: no server at the address. `unauthorised`:
 * the server rejects the session. `lost`: only a reload reconnects.
 */
export type ConnectionStatus = 'connecting' | 'open' | 'reconnecting' | 'down' | 'unauthorised' | 'lost'

export interface ConnectionState {
  readonly status: ConnectionStatus
  /** Number of times the connection was opened. Data read before the last time may be outdated. */
  readonly opened: number
}

/** Connection to the engine over either transport. Calls wait while it is down and are retried if it breaks. */
export interface Connection {
  readonly state: StoreApi<ConnectionState>
  /** Resolves with the link for calls once connected; rejects if the signal aborts first. */
  ready(signal?: AbortSignal): Promise<Link>
  /** Signs in with a token that the user entered; false if the server rejects it. */
  authorise(token: string): Promise<boolean>
}

/** State shared by both transports: callers waiting for a link, and the connection status shown to the user. */
export function createConnectionState() {
  const state = createStore<ConnectionState>(() => ({ status: 'connecting', opened: 0 }))
  let link: Link | null = null
  const waiting = new Set<(link: Link) => void>()
  return {
    state,
    open(next: Link): void {
      link = next
      state.setState(({ opened }) => ({ status: 'open', opened: opened + 1 }))
      for (const resolve of waiting) resolve(next)
      waiting.clear()
    },
    close(status: Exclude<ConnectionStatus, 'open'>): void {
      link = null
      state.setState({ status })
    },
    ready(signal?: AbortSignal): Promise<Link> {
      if (signal?.aborted === true) return Promise.reject(signal.reason)
      if (link !== null) return Promise.resolve(link)
      return new Promise((resolve, reject) => {
        const stop = () => {
          waiting.delete(open)
          reject(signal?.reason)
        }
        const open = (next: Link) => {
          signal?.removeEventListener('abort', stop)
          resolve(next)
        }
        waiting.add(open)
        signal?.addEventListener('abort', stop, { once: true })
      })
    },
  }
}
