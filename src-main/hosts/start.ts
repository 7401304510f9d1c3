import { spawn } from 'node:child_process'
import { loadConfig } from '../boot/config.ts'
import { appRoot, readVersion } from './app-root.ts'
import { exitCodes } from './cli/output.ts'
import { endOnFaults } from './faults.ts'
import { chooseElectron } from './find-electron.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/**
 * Part of `npm start` after the build: opens the window in Electron if possible, otherwise runs the server and opens
 * the system's browser.
 */
export async function start(): Promise<number> {
  const electron = chooseElectron(say)
  if (electron.path === null) {
    say(`Opening in the browser, not in Electron: ${electron.why}.`)
    const { runServer } = await import('./server/main.ts')
    const config = loadConfig({ appRoot, version: readVersion(appRoot) })
    const faults = endOnFaults({ ...config, end: () => process.exit(exitCodes.fault) })
    return runServer({ port: undefined, isBrowserWanted: true, faults })
  }
  say('Opening in Electron.')
  const child = spawn(electron.path, [appRoot], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)))
}
