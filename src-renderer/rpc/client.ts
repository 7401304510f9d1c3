import { createORPCClient, DynamicLink } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { Contract } from '#shared/contract/index.ts'
import type { Connection } from './connection.ts'
import { connectByPort } from './port-connection.ts'
import { connectBySocket } from './socket-connection.ts'

export type Client = ContractRouterClient<Contract>

declare global {
  interface Window {
    /** Put there by the preload of the desktop app. */
    readonly switchyard?: { readonly host: 'electron' }
  }
}

/** Everything the interface knows of the engine: its procedures, and how the way to it is doing. */
export interface Rpc {
  readonly connection: Connection
  readonly client: Client
  /** The same procedures as options of queries and mutations. */
  readonly orpc: ReturnType<typeof createTanstackQueryUtils<Client>>
}

export function createRpc(): Rpc {
  const connection = window.switchyard?.host === 'electron' ? connectByPort() : connectBySocket()
  const link = new DynamicLink(({ signal }) => connection.ready(signal))
  const client: Client = createORPCClient(link)
  return { connection, client, orpc: createTanstackQueryUtils(client) }
}
