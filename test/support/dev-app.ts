import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const copied = [
  ...['src-main', 'src-renderer', 'src-shared', 'resources', 'package.json', 'package-lock.json'],
  'tsconfig.json',
]

export interface DevApp {
  /** A modifiable copy of the sources, including the data folder. */
  readonly dir: string
  readonly dataDir: string
  /** A single-use link to the interface. */
  readonly link: string
  /** Output so far. */
  readonly said: () => string
  /** Resolves when the output since the start has `times` matching lines. */
  readonly untilSaid: (pattern: RegExp, times: number) => Promise<void>
  /** Stops the app in order. Returns the exit code. */
  stop(): Promise<number | null>
}

export interface Copy {
  readonly dir: string
  remove(): void
}

/** Copies the sources to a folder, so that tests cannot change the working tree. */
export function copySources(): Copy {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'switchyard-dev-')))
  for (const name of copied) cpSync(join(root, name), join(dir, name), { recursive: true })
  symlinkSync(realpathSync(join(root, 'node_modules')), join(dir, 'node_modules'))
  const remove = () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
  process.once('exit', remove)
  return {
    dir,
    remove() {
      process.off('exit', remove)
      remove()
    },
  }
}

/** Starts `npm run dev` in a copy of the sources, with its data in the copy. */
export async function startDev({ dir }: Copy): Promise<DevApp> {
  const { SWITCHYARD_DATA_DIR: _, ...env } = process.env
  const child = spawn(process.execPath, [join(dir, 'src-main/hosts/dev/dev.mjs')], {
    cwd: dir,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = () => child.kill('SIGTERM')
  process.once('exit', kill)
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const { said, untilSaid } = listen(child)
  const link = /Open (http\S+)/
  await untilSaid(link, 1)
  return {
    dir,
    dataDir: join(dir, '.dev', 'data'),
    link: link.exec(said())?.[1] ?? '',
    said,
    untilSaid,
    async stop() {
      kill()
      const code = await ended
      process.off('exit', kill)
      return code
    },
  }
}

function listen(child: ChildProcess): Pick<DevApp, 'said' | 'untilSaid'> {
  let text = ''
  const waiting = new Set<() => void>()
  const look = () => {
    for (const each of waiting) each()
  }
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += chunk
      look()
    })
  }
  child.once('exit', look)
  return {
    said: () => text,
    untilSaid: (pattern, times) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const found = text.match(new RegExp(pattern.source, `${pattern.flags}g`))?.length ?? 0
          if (found >= times) resolve()
          else if (child.exitCode !== null) reject(new Error(`npm run dev ended: ${text}`))
          else return
          waiting.delete(check)
        }
        waiting.add(check)
        check()
      }),
  }
}
