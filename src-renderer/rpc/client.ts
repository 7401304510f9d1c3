import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { Contract } from '#shared/contract/index.ts'
import { type CommandContext, createRepeatingLink } from '#shared/contract/repeating-link.ts'
import { newCommandId } from './command-id.ts'
import type { Connection } from './connection.ts'
import { isAnswer } from './failure.ts'
import { connectByPort } from './port-connection.ts'
import { backoffMs, pause } from './reconnect.ts'
import { connectBySocket } from './socket-connection.ts'

export type Client = ContractRouterClient<Contract, CommandContext>

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
  const client = createClient(connection)
  return { connection, client, orpc: createTanstackQueryUtils(client) }
}

/** A call made is a command given: its id is made here, and a repeat after a lost answer has the same id. */
export const createClient = ({ ready }: Pick<Connection, 'ready'>): Client =>
  createORPCClient(
    createRepeatingLink({
      ready,
      newId: newCommandId,
      isAnswer,
      pause: (tries, signal) => pause(backoffMs(tries), signal),
    }),
  )
