import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, test as base, chromium, type Page } from '@playwright/test'
import { z } from 'zod'
import { chromiumArgs, chromiumExecutable } from '../support/chromium.ts'
import type * as Electron from './stand-in/electron.ts'

const root = join(import.meta.dirname, '..', '..')
const register = join(import.meta.dirname, 'stand-in', 'register.ts')

/** The desktop app: the built bundles on the Electron stand-in. */
export interface HostedApp {
  /** Page of the window; available when the window is open. */
  readonly page: Page
  /**
   * Runs a function in the main process with the stand-in's electron module. The header of the stand-in lists its
   * features.
   */
  evaluate<T, A = undefined>(run: (electron: typeof Electron, arg: A) => T | Promise<T>, arg?: A): Promise<T>
  /** Quits like a user, and returns the exit code. */
  quit(): Promise<number | null>
  /** Exit code after the app ends by itself. */
  readonly exited: Promise<number | null>
  /** Output on stderr so far. */
  readonly said: () => string
  /** Kills the app like a power failure. */
  kill(): Promise<void>
}

export interface Launched {
  readonly process: ChildProcess
  /** Output on stderr so far. */
  readonly said: () => string
  readonly exited: Promise<number | null>
}

interface Host {
  readonly dataDir: string
  readonly context: BrowserContext
  start(...args: string[]): Promise<HostedApp>
  /** Starts the app without waiting for its window. */
  launch(...args: string[]): Launched
}

/**
 * Prepares the desktop app with its own data folder and Chromium; `more` sets environment variables. Closing deletes
 * both. `appDir` is the folder of the app.
 */
export async function openHost(
  more: Readonly<Record<string, string>> = {},
  appDir = root,
): Promise<Host & { close(): Promise<void> }> {
  if (!existsSync(join(appDir, 'out', 'main', 'main.js')))
    throw new Error('The bundles are not built: run "npm run build" first.')
  const dir = mkdtempSync(join(tmpdir(), 'switchyard-electron-'))
  const dataDir = join(dir, 'data')
  const profile = join(dir, 'profile')
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await chromiumExecutable(),
    args: [...chromiumArgs, '--remote-debugging-port=0'],
  })
  const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')
  const env = {
    ...process.env,
    SWITCHYARD_DATA_DIR: dataDir,
    STAND_IN_BROWSER: `http://127.0.0.1:${port}`,
    TMPDIR: dir,
    ...more,
  }
  const children: Launched[] = []
  const launch = (...args: string[]) => {
    const launched = launchMain({ env, args, appDir })
    children.push(launched)
    return launched
  }
  return {
    dataDir,
    context,
    launch,
    start: (...args) => start(context, launch(...args)),
    async close() {
      for (const { process: child } of children) child.kill('SIGKILL')
      await Promise.all(children.map(({ exited }) => exited))
      await context.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** `host` is an app for each test. */
export const test = base.extend<{ host: Host }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from the pattern.
  host: async ({}, use) => {
    const host = await openHost()
    await use(host)
    await host.close()
  },
})

interface Launch {
  readonly env: NodeJS.ProcessEnv
  readonly args: readonly string[]
  /** Folder of package.json. */
  readonly appDir: string
}

function launchMain({ env, args, appDir }: Launch): Launched {
  const mainBundle = join(appDir, 'out', 'main', 'main.js')
  const child = spawn(process.execPath, ['--import', register, mainBundle, ...args], {
    cwd: appDir,
    env,
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
    process.stderr.write(chunk)
  })
  const exited = once(child, 'close').then(([code]) => z.number().nullable().parse(code))
  return { process: child, said: () => said, exited }
}

async function start(
  context: BrowserContext,
  { process: child, exited, said }: Launched,
): Promise<HostedApp> {
  const page = await Promise.race([
    context.waitForEvent('page', { predicate: async (each) => (await each.opener()) === null }),
    exited.then((code) => {
      throw new Error(`The app ended with ${code} before its window was there: ${said()}`)
    }),
  ])
  await page.waitForURL('http://switchyard.localhost/**')
  return {
    page,
    exited,
    said,
    evaluate: createEvaluate(child),
    async quit() {
      child.kill('SIGTERM')
      return exited
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
      await page.close()
    },
  }
}

const answerSchema = z.object({ id: z.number(), value: z.unknown().optional(), error: z.string().optional() })

function createEvaluate(child: ChildProcess): HostedApp['evaluate'] {
  const waiting = new Map<number, (answer: z.infer<typeof answerSchema>) => void>()
  let lastId = 0
  child.on('message', (message) => {
    const answer = answerSchema.parse(message)
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  child.once('close', () => {
    for (const [id, take] of waiting) take({ id, error: 'The app ended before it answered' })
  })
  return (run, arg) => {
    lastId += 1
    const id = lastId
    return new Promise((resolve, reject) => {
      waiting.set(id, ({ value, error }) => {
        if (error !== undefined) reject(new Error(error))
        else resolve(value as Awaited<ReturnType<typeof run>>)
      })
      child.send({ id, code: run.toString(), arg })
    })
  }
}
