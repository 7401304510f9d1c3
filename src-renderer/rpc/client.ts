import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { QueryClient } from '@tanstack/react-query'
import type { Contract } from '#shared/contract/index.ts'
import { type CommandContext, createRepeatingLink } from '#shared/contract/repeating-link.ts'
import { newCommandId } from './command-id.ts'
import type { Connection } from './connection.ts'
import { isAnswer } from './failure.ts'
import { connectByPort } from './port-connection.ts'
import { backoffMs, pause } from './reconnect.ts'
import { createQueries, createRefresh, type Refresh } from './refresh.ts'
import { connectBySocket } from './socket-connection.ts'

export type Client = ContractRouterClient<Contract, CommandContext>

declare global {
  interface Window {
    /** Set by the preload script of the desktop app. */
    readonly switchyard?: { readonly host: 'electron' }
  }
}

/** The interface's access to the engine: its procedures and the state of the connection. */
export interface Rpc {
  readonly connection: Connection
  readonly client: Client
  /** The same procedures as query and mutation options. */
  readonly orpc: ReturnType<typeof createTanstackQueryUtils<Client>>
  /** Cache of responses. */
  readonly queries: QueryClient
  readonly refresh: Refresh
}

export function createRpc(): Rpc {
  const connection = window.switchyard?.host === 'electron' ? connectByPort() : connectBySocket()
  const queries = createQueries()
  const refresh = createRefresh(queries)
  const client = createClient(connection, refresh)
  return { connection, client, orpc: createTanstackQueryUtils(client), queries, refresh }
}

/**
 * Each call is a command. The client generates the command id, and a retry after a lost response reuses it.
 * The call returns once the lists that it affects are refreshed.
 */
export function createClient(
  { ready }: Pick<Connection, 'ready'>,
  refresh?: Pick<Refresh, 'afterCommand'>,
): Client {
  const link = createRepeatingLink({
    ready,
    newId: newCommandId,
    isAnswer,
    pause: (tries, signal) => pause(backoffMs(tries), signal),
  })
  return createORPCClient({
    async call(path, input, options) {
      try {
        return await link.call(path, input, options)
      } finally {
        await refresh?.afterCommand(path)
      }
    },
  })
}
