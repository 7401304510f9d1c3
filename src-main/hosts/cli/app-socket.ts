import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RPCLink } from '@orpc/client/websocket'
import { z } from 'zod'
import { type CommandContext, commandHeaders } from '#shared/contract/repeating-link.ts'
import { systemClock } from '../../base/clock.ts'
import type { Config } from '../../boot/config.ts'
import { serverFileName, tokenFileName } from '../server-files.ts'

/** With the refusal that follows, a second start still answers within two seconds. */
const answerMs = 1000

export interface AppSocket {
  readonly socket: WebSocket
  readonly link: RPCLink<CommandContext>
}

/** A socket to the running app of this data folder; null: none answers. */
export async function openSocket(config: Config): Promise<AppSocket | null> {
  const address = readAddress(config)
  if (address === null) return null
  const socket = new WebSocket(`ws://127.0.0.1:${address.port}/api/ws`, [
    'switchyard',
    `token.${address.token}`,
  ])
  const opened = new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => resolve(true), { once: true })
    // An app that was killed leaves its file behind.
    socket.addEventListener('error', () => resolve(false), { once: true })
  })
  // Or somebody else does by now, who does not answer. The lock on the folder decides who may use it, not this.
  const patience = new AbortController()
  const isOpen = await Promise.race([
    opened,
    systemClock.sleep(answerMs, patience.signal).then(
      () => false,
      () => false,
    ),
  ])
  patience.abort()
  if (isOpen) return { socket, link: new RPCLink({ websocket: socket, headers: commandHeaders }) }
  socket.close()
  return null
}

const serverFileSchema = z.object({ port: z.number(), pid: z.number() })

function readAddress({ dataDir, token: ownToken }: Config): { port: number; token: string } | null {
  // No file, or half of one: no app to talk to. The lock on the folder decides, not this file.
  try {
    const { port } = serverFileSchema.parse(JSON.parse(readFileSync(join(dataDir, serverFileName), 'utf8')))
    const token = ownToken ?? readFileSync(join(dataDir, tokenFileName), 'utf8').trim()
    return /^[\w-]+$/.test(token) ? { port, token } : null
  } catch {
    return null
  }
}
