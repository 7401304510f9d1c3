import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { DeskContract } from '#shared/contract/desk.ts'

export type DeskClient = ContractRouterClient<DeskContract>

/** What the desktop app around the page does for it; the preload hands its port over beside that of the engine. */
export const createDeskClient = (port: MessagePort): DeskClient => {
  const client: DeskClient = createORPCClient(new RPCLink({ port }))
  port.start()
  return client
}
