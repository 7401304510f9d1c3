import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export interface ServedApp {
  readonly dataDir: string
  /** A single-use link to the interface. */
  readonly url: string
  /** `kill -9`: no orderly shutdown. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Runs the real `switchyard serve` in its own process. */
export async function serveApp(
  options: { dataDir?: string; port?: number; env?: Readonly<Record<string, string>> } = {},
): Promise<ServedApp> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'switchyard-e2e-'))
  const args = [join(root, 'src-main/hosts/cli/switchyard.mjs'), 'serve', '--port', String(options.port ?? 0)]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...options.env, SWITCHYARD_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await urlOf(child)
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  return {
    dataDir,
    url,
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Replaces an app with another app, in a process that the test can kill. */
export async function serveInstead(before: Pick<ServedApp, 'stop'>): Promise<ServedApp> {
  await before.stop()
  return serveApp()
}

function urlOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk) => {
      said += chunk
      const url = /Open (http\S+)/.exec(said)?.[1]
      if (url !== undefined) resolve(url)
    })
    child.once('exit', (code) => reject(new Error(`switchyard serve ended with ${code}: ${said}`)))
  })
}

/** Calls the REST API with the token. Returns the body of the response. */
export async function callApp(
  { dataDir }: Pick<ServedApp, 'dataDir'>,
  [method, path]: readonly [method: string, path: string],
  body?: unknown,
) {
  const { port } = JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8'))
  const token = readFileSync(join(dataDir, 'token'), 'utf8').trim()
  const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const said = await response.json()
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(said)}`)
  return said
}

/** A new link to a running app, as printed by a second `switchyard serve`. */
export async function anotherUrl({ dataDir }: Pick<ServedApp, 'dataDir'>): Promise<string> {
  const { url } = await callApp({ dataDir }, ['POST', '/system/launch-link'], {})
  return url
}
