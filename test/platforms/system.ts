import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../src-main/base/clock.ts'
import { root } from '../support/cli.ts'
import { cacheFolder } from './programs.ts'

/** Another system on this machine. Its Node runs the built app, and its files are local files. */
export interface System {
  readonly name: string
  /** Converts a local path to the path that the system's programs use. */
  readonly path: (local: string) => string
  /** A new empty folder on the system's disk, as a local path. */
  readonly folder: (name?: string) => string
  /** Starts the system's Node. Arguments use the system's paths, `cwd` is a local path. */
  readonly node: (args: readonly string[], options?: StartOptions) => Started
  readonly close: () => void
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

export interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<number>
  readonly stdout: () => string
  readonly stderr: () => string
  /** Kills the program with `kill -9`. Resolves with its exit code. */
  readonly kill: () => Promise<number>
}

/** Starts a program with its output in files, because programs of other systems cannot always write to local pipes. */
export function startProgram(
  [file = '', ...args]: readonly string[],
  { env = {}, cwd = root }: StartOptions,
): Started {
  mkdirSync(join(cacheFolder, 'output'), { recursive: true })
  const folder = mkdtempSync(join(cacheFolder, 'output', 'program-'))
  const files = [join(folder, 'stdout'), join(folder, 'stderr')] as const
  const [out, err] = [openSync(files[0], 'w'), openSync(files[1], 'w')]
  const child = spawn(file, args, { cwd, env: { ...env }, stdio: ['ignore', out, err] })
  for (const each of [out, err]) closeSync(each)
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? -1))
  })
  // Callers that await `ended` get the error.
  ended.catch(() => {})
  return {
    child,
    ended,
    stdout: () => readFileSync(files[0], 'utf8'),
    stderr: () => readFileSync(files[1], 'utf8'),
    kill() {
      child.kill('SIGKILL')
      return ended
    },
  }
}

/** Polls until `look` returns a value. Throws after the limit. */
export async function until<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  limitMs = 60_000,
): Promise<T> {
  for (const end = systemClock.now() + limitMs; ; await systemClock.sleep(100)) {
    const found = await look()
    if (found !== undefined) return found
    if (systemClock.now() > end) throw new Error(`${what} did not come within ${limitMs / 1000} s`)
  }
}

/** Folders for one leg, in a parent folder that is deleted at its end. */
export function createFolders(parent: string) {
  mkdirSync(parent, { recursive: true })
  const all = mkdtempSync(join(parent, 'leg-'))
  let count = 0
  return {
    folder(name = 'folder') {
      count += 1
      const folder = join(all, String(count), name)
      mkdirSync(folder, { recursive: true })
      return folder
    },
    close: () => rmSync(all, { recursive: true, force: true }),
  }
}
