import type { ClientLink } from '@orpc/client'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CommandContext } from '#shared/contract/repeating-link.ts'

type Link = ClientLink<CommandContext>

/**
 * `reconnecting`: the server is there, or nobody knows yet; `down`: nobody answers at its address. `unauthorised`: the
 * server is there and does not know us; `lost`: gone, and only a reload brings it back.
 */
export type ConnectionStatus = 'connecting' | 'open' | 'reconnecting' | 'down' | 'unauthorised' | 'lost'

export interface ConnectionState {
  readonly status: ConnectionStatus
  /** Times it was opened: what was read before the last one may be out of date. */
  readonly opened: number
}

/** The way to the engine, whichever wire it is. Calls wait while it is down and are repeated when it broke. */
export interface Connection {
  readonly state: StoreApi<ConnectionState>
  /** The link to call through, once there is one; rejects when the signal aborts first. */
  ready(signal?: AbortSignal): Promise<Link>
  /** Tries a token a person gave; false when the server refuses it. */
  authorise(token: string): Promise<boolean>
}

/** The part that both wires share: who waits for a link, and what the person is told. */
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
