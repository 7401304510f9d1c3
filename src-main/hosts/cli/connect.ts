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
  /** False: the engine belongs to this command's process. */
  readonly isRunningApp: boolean
  close(): Promise<void>
}

/**
 * Connects to the running app of this data folder. Without one, starts an in-process engine for the duration of the
 * command. Only a command that follows a run lets that engine execute tasks, because other commands would cut off work
 * that they started.
 */
export async function connect(
  config: Config,
  { isWorking }: { isWorking: boolean },
): Promise<Result<Connection, Refusal>> {
  const remote = await connectToRunning(config)
  if (remote !== null) return ok(remote)
  // An in-process engine would exceed the scope of the token.
  if (config.token !== null) return err(notReached)
  // Loaded on demand: `boot` is a third of the program, and a command with a running app does not need it.
  const { boot } = await import('../../boot/boot.ts')
  const app = await boot(config, { host: 'cli', isPassive: !isWorking })
  return app.ok ? ok({ client: app.value.client, isRunningApp: false, close: app.value.close }) : app
}

const notReached = refusal('E_AUTH', 'server_not_reached')

/**
 * Connects to the running app; null if there is none. If the socket closes before the answer, the command is repeated
 * under the same id on a new socket, and the app acts only once. After a few failed reconnects, the call fails with
 * `connectionLost`.
 */
export async function connectToRunning(config: Config): Promise<Connection | null> {
  const first = await openSocket(config)
  if (first === null) return null
  const closing = new AbortController()
  let open: AppSocket | null = first
  /** Reconnection shared by all waiting calls. */
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

/** Short enough that a second start, including its refusal, still answers within two seconds. */
const answerMs = 1000

interface AppSocket {
  readonly socket: WebSocket
  readonly link: RPCLink<CommandContext>
}

/** Opens a socket to the running app of this data folder; null if none answers. */
async function openSocket(config: Config): Promise<AppSocket | null> {
  const address = readAddress(config)
  if (address === null) return null
  const socket = new WebSocket(`ws://127.0.0.1:${address.port}/api/ws`, [
    'switchyard',
    `token.${address.token}`,
  ])
  const opened = new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => resolve(true), { once: true })
    // A killed app leaves its server file behind.
    socket.addEventListener('error', () => resolve(false), { once: true })
  })
  // Another process may own the port now and never answer. Ownership of the data folder is decided by its lock, not
  // here.
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
  // A missing or incomplete file means that there is no app to talk to. Ownership of the data folder is decided by
  // its lock, not by this file.
  try {
    const { port } = serverFileSchema.parse(JSON.parse(readFileSync(join(dataDir, serverFileName), 'utf8')))
    const token = ownToken ?? readFileSync(join(dataDir, tokenFileName), 'utf8').trim()
    return /^[\w-]+$/.test(token) ? { port, token } : null
  } catch {
    return null
  }
}
