import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { comesWithin, systemClock } from '../../base/clock.ts'
import { appRoot } from '../app-root.ts'
import { exitCodes } from '../cli/output.ts'
import { serverFileName } from '../server-files.ts'
import { flagsToStay } from '../with-node-24.mjs'
import { findFreePort, isAnswering, type Ports } from './ports.ts'

/** Different from the product's port, so that both can run. */
const usualPorts: Ports = { window: 5173, server: 4718 }
/** Milliseconds before the server is killed; longer than a server needs to close its resources. */
const endMs = 10_000

export interface DevOptions {
  readonly isBrowserWanted: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Runs Vite in front of a server that restarts on changes, until a signal ends both. Returns the exit code. */
export async function runDev({ isBrowserWanted, env }: DevOptions): Promise<number> {
  const signal = untilSignal()
  // Never the person's own data folder, unless the environment names it.
  const dataDir = env.SWITCHYARD_DATA_DIR || join(appRoot, '.dev', 'data')
  if (await isInUse(dataDir)) {
    say(`Switchyard is running already on ${dataDir}: end it, or name another folder in SWITCHYARD_DATA_DIR.`)
    return exitCodes.refused
  }
  const ports: Ports = {
    window: await findFreePort(usualPorts.window),
    server: await findFreePort(usualPorts.server),
  }
  const server = startServer(ports.server, { ...env, SWITCHYARD_DATA_DIR: dataDir })
  const ended = new Promise<'ended'>((resolve) => server.once('exit', () => resolve('ended')))
  // A closed terminal or an error in this process must not leave the server running.
  process.stdout.on('error', () => {})
  process.once('exit', () => server.kill('SIGTERM'))
  try {
    // Imported late, so that the server starts while Vite loads.
    const { openWindow } = await import('./window.ts')
    const window = await openWindow(ports)
    const link = passOn(server, ports)
    if (isBrowserWanted) void link.then(openInBrowser)
    const why = await Promise.race([signal, ended])
    await window.close()
    return why === 'ended' ? exitCodes.fault : exitCodes.done
  } finally {
    await end(server, ended)
  }
}

/** A data folder can have only one server at a time. */
async function isInUse(dataDir: string): Promise<boolean> {
  const file = join(dataDir, serverFileName)
  if (!existsSync(file)) return false
  const { port } = z.object({ port: z.number() }).parse(JSON.parse(readFileSync(file, 'utf8')))
  return isAnswering(port)
}

/**
 * Starts the server under `node --watch`, which restarts it when a source file changes. Folders are watched, because
 * after a failed start the list of loaded modules is incomplete and the fix would be missed.
 */
function startServer(port: number, env: Readonly<Record<string, string | undefined>>): ChildProcess {
  const entry = join(import.meta.dirname, 'server.mjs')
  const watched = ['src-main', 'src-shared'].map((folder) => `--watch-path=${join(appRoot, folder)}`)
  const args = ['--watch', ...watched, '--watch-preserve-output', ...flagsToStay, entry, String(port)]
  return spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Halves the restart time: Node need not strip types from 700 files again.
    env: { ...env, NODE_COMPILE_CACHE: join(appRoot, '.dev', 'compiled') },
    // A separate process group, so that the whole group can be killed if the server does not exit.
    detached: process.platform !== 'win32',
  })
}

/** Forwards the server's output with Vite's address in place of the server's. Resolves with the first link. */
function passOn({ stdout }: ChildProcess, ports: Ports): Promise<string> {
  return new Promise((resolve) => {
    if (stdout === null) return
    createInterface(stdout).on('line', (line) => {
      // The command would need the environment's data folder; in development, each restart prints a new link instead.
      if (line.includes('switchyard open')) return
      const said = line.replace(`127.0.0.1:${ports.server}`, `127.0.0.1:${ports.window}`)
      say(said)
      const link = /^Open (\S+)/.exec(said)?.[1]
      if (link !== undefined) resolve(link)
    })
  })
}

async function openInBrowser(link: string): Promise<void> {
  const { default: open } = await import('open')
  // A failure is not critical: the address has already been printed.
  const browser = await open(link).catch(() => null)
  browser?.on('error', () => say('The browser could not be started; open the address yourself.'))
}

/** Ends the server gracefully, and kills it if it does not exit in time, for example in an endless loop. */
async function end(server: ChildProcess, ended: Promise<unknown>): Promise<void> {
  const isGone = () => server.exitCode !== null || server.signalCode !== null
  if (isGone()) return
  server.kill('SIGTERM')
  if (await comesWithin(systemClock, endMs, ended)) return
  say('The server does not end by itself and is stopped.')
  if (server.pid !== undefined && process.platform !== 'win32') process.kill(-server.pid, 'SIGKILL')
  else server.kill('SIGKILL')
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)
