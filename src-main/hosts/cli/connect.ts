import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { z } from 'zod'
import type { Contract } from '#shared/contract/index.ts'
import { type CommandContext, commandHeaders, createRepeatingLink } from '#shared/contract/repeating-link.ts'
import { type Refusal, RefusalError, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { backoffMs } from '#shared/retry-delay.ts'
import { systemClock } from '../../base/clock.ts'
import type { Config } from '../../boot/config.ts'
import { serverFileName, tokenFileName } from '../server-files.ts'
import { connectionLost } from './output.ts'

export type Client = ContractRouterClient<Contract, CommandContext>

export interface Connection {
  readonly client: Client
  /** False: the engine is this command's own. */
  readonly isRunningApp: boolean
  close(): Promise<void>
}

/**
 * The running app of this data folder if there is one, else an engine of our own for as long as the command takes.
 * Only a command that stays with a run lets that engine work: what it started would be cut off at its end.
 */
export async function connect(
  config: Config,
  { isWorking }: { isWorking: boolean },
): Promise<Result<Connection, Refusal>> {
  const remote = await connectToRunning(config)
  if (remote !== null) return ok(remote)
  // An engine of our own would do more than the scope of that token allows.
  if (config.token !== null) return err(notReached)
  // A third of the whole program: a command that has an app to ask does without.
  const { boot } = await import('../../boot/boot.ts')
  const app = await boot(config, { host: 'cli', isPassive: !isWorking })
  return app.ok ? ok({ client: app.value.client, isRunningApp: false, close: app.value.close }) : app
}

const notReached = refusal('E_AUTH', 'server_not_reached')

/**
 * The running app. A command whose answer was lost with the socket is repeated under its id, through another socket: the
 * app acts once. An app that does not come back within a few tries is gone.
 */
export async function connectToRunning(config: Config): Promise<Connection | null> {
  const first = await openSocket(config)
  if (first === null) return null
  const closing = new AbortController()
  let open: AppSocket | null = first
  /** The reconnection that all waiting calls share. */
  let reopening: Promise<AppSocket> | null = null

  async function reopen(): Promise<AppSocket> {
    for (let tries = 0; tries < maxTries && !closing.signal.aborted; tries += 1) {
      const next = await openSocket(config)
      if (next !== null) return watch(next)
      await pause(tries, closing.signal)
    }
    throw new RefusalError(connectionLost)
  }
  function watch(opened: AppSocket): AppSocket {
    open = opened
    opened.socket.addEventListener('close', () => {
      open = null
    })
    return opened
  }
  watch(first)

  const link = createRepeatingLink({
    async ready() {
      if (open !== null) return open.link
      reopening ??= reopen().finally(() => {
        reopening = null
      })
      return (await reopening).link
    },
    newId: () => `cli-${randomUUID()}`,
    isAnswer: (error) => error instanceof ORPCError || closing.signal.aborted,
    pause: (tries) => pause(tries, closing.signal),
  })
  return {
    client: createORPCClient(link),
    isRunningApp: true,
    async close() {
      closing.abort()
      open?.socket.close()
    },
  }
}

const maxTries = 6
const pauses = { firstMs: 100, factor: 2, maxMs: 2000 }
const pause = (tries: number, signal: AbortSignal): Promise<void> =>
  systemClock.sleep(backoffMs(pauses, tries + 1, ''), signal).catch(() => {})

/** With the refusal that follows, a second start still answers within two seconds. */
const answerMs = 1000

interface AppSocket {
  readonly socket: WebSocket
  readonly link: RPCLink<CommandContext>
}

/** A socket to the running app of this data folder; null: none answers. */
async function openSocket(config: Config): Promise<AppSocket | null> {
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
