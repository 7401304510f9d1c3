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

/** Beside the port of the product, so that both can run. */
const usualPorts: Ports = { window: 5173, server: 4718 }
/** More than a server needs to close what it has open. */
const endMs = 10_000

export interface DevOptions {
  readonly isBrowserWanted: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Runs Vite before a server that restarts when it is changed, until a signal ends both. Answers with the exit code. */
export async function runDev({ isBrowserWanted, env }: DevOptions): Promise<number> {
  const signal = untilSignal()
  // Never the folder of the person's own work, unless they name it.
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
  // A terminal that is gone, or a fault here, must not leave the server behind.
  process.stdout.on('error', () => {})
  process.once('exit', () => server.kill('SIGTERM'))
  try {
    // Late, so that the server starts while Vite is read.
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

/** A data folder has one server at a time. */
async function isInUse(dataDir: string): Promise<boolean> {
  const file = join(dataDir, serverFileName)
  if (!existsSync(file)) return false
  const { port } = z.object({ port: z.number() }).parse(JSON.parse(readFileSync(file, 'utf8')))
  return isAnswering(port)
}

/**
 * Node restarts the server when a source file changes. It watches folders, because the list of loaded modules is not
 * complete after a start that failed: the change that fixes the fault was missed.
 */
function startServer(port: number, env: Readonly<Record<string, string | undefined>>): ChildProcess {
  const entry = join(import.meta.dirname, 'server.mjs')
  const watched = ['src-main', 'src-shared'].map((folder) => `--watch-path=${join(appRoot, folder)}`)
  const args = ['--watch', ...watched, '--watch-preserve-output', ...flagsToStay, entry, String(port)]
  return spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    // A restart takes half the time when Node need not take the types out of 700 files again.
    env: { ...env, NODE_COMPILE_CACHE: join(appRoot, '.dev', 'compiled') },
    // A group of its own: it is ended in order, and as a whole where it does not end.
    detached: process.platform !== 'win32',
  })
}

/** Says what the server says, with the address that a browser opens in place of its own. Answers with the first link. */
function passOn({ stdout }: ChildProcess, ports: Ports): Promise<string> {
  return new Promise((resolve) => {
    if (stdout === null) return
    createInterface(stdout).on('line', (line) => {
      // The command needs the data folder of the person; here each restart prints a new link.
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
  // The address is on the screen.
  const browser = await open(link).catch(() => null)
  browser?.on('error', () => say('The browser could not be started; open the address yourself.'))
}

/** In order; one that does not end, as an endless loop does not, is ended by force. */
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
