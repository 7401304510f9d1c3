import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMachine } from '../boot/config.ts'
import { appRoot } from './app-root.ts'

export type ElectronChoice = { readonly path: string } | { readonly path: null; readonly why: string }

const packageDir = join(appRoot, 'node_modules', 'electron')

/** Path of Electron's installed binary; null if it is missing. Never downloads it. */
export function findElectronBinary(): string | null {
  const pathFile = join(packageDir, 'path.txt')
  if (!existsSync(pathFile)) return null
  const path = join(packageDir, 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(path) ? path : null
}

/** Path of Electron's binary, or the reason why it cannot open a window. May download the binary once. */
export function chooseElectron(say: (line: string) => void): ElectronChoice {
  const machine = readMachine()
  if (machine.wantedHost === 'server') return { path: null, why: 'SWITCHYARD_HOST asks for the server' }
  if (!machine.hasDisplay) return { path: null, why: 'there is no display here' }
  if (machine.isRoot) return { path: null, why: 'Electron does not run its sandbox as root' }
  const path = findElectronBinary() ?? fetchElectron(say)
  return path === null ? { path, why: 'its binary is missing and could not be downloaded' } : { path }
}

function fetchElectron(say: (line: string) => void): string | null {
  if (!existsSync(join(packageDir, 'install.js'))) return null
  say('Fetching Electron (about 100 MB, once) …')
  const { status } = spawnSync(process.execPath, [join(packageDir, 'install.js')], {
    cwd: packageDir,
    stdio: ['ignore', 'inherit', 'ignore'],
  })
  return status === 0 ? findElectronBinary() : null
}
