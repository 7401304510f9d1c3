import { execFile, spawn } from 'node:child_process'
import { lstatSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const isWindows = process.platform === 'win32'
/** Environment variables of an installation, in addition to `PATH`, an empty home folder and an empty npm cache. */
const passed = ['SystemRoot', 'ComSpec', 'PATHEXT', 'TEMP', 'TMP', 'TMPDIR', 'NODE_EXTRA_CA_CERTS']
const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy']

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  readonly ms: number
}

/** A user's machine: programs of the system, without the repository's `node_modules`. */
export function openMachine(home: string, cwd: string) {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
  const env: Record<string, string> = {
    PATH: path.join(delimiter),
    HOME: home,
    ...(isWindows && {
      USERPROFILE: home,
      APPDATA: join(home, 'AppData'),
      LOCALAPPDATA: join(home, 'AppData'),
    }),
    npm_config_cache: join(home, 'npm-cache'),
    npm_config_update_notifier: 'false',
    SWITCHYARD_DATA_DIR: join(home, 'data'),
    NO_COLOR: '1',
  }
  for (const name of [...passed, ...proxies]) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  const options = { cwd, env, shell: isWindows }

  return {
    run: (program: string, ...args: string[]) =>
      new Promise<Ended>((resolve) => {
        const start = performance.now()
        execFile(program, args, { ...options, maxBuffer: 1e8, encoding: 'utf8' }, (error, stdout, stderr) =>
          resolve({
            code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1,
            ...{ stdout, stderr, ms: performance.now() - start },
          }),
        )
      }),

    /** Starts `npx switchyard serve`. Resolves with the link and a function that stops the server. */
    async serve() {
      const start = performance.now()
      const child = spawn('npx', ['switchyard', 'serve', '--port', '0'], {
        ...options,
        stdio: ['ignore', 'pipe', 'inherit'],
        // A separate process group, because npx does not forward signals.
        detached: !isWindows,
      })
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      const url = await new Promise<string>((resolve, reject) => {
        let said = ''
        child.stdout.on('data', (chunk) => {
          said += chunk
          const found = /Open (http\S+)/.exec(said)?.[1]
          if (found !== undefined) resolve(found)
        })
        child.once('exit', (code) => reject(new Error(`switchyard serve ended with ${code}: ${said}`)))
      })
      return {
        url,
        ms: performance.now() - start,
        async stop() {
          if (isWindows || child.pid === undefined) child.kill()
          else process.kill(-child.pid, 'SIGTERM')
          await ended
        },
      }
    },
  }
}

export type Machine = ReturnType<typeof openMachine>

/** Disk usage in bytes; in allocated blocks if the system reports them. */
export function sizeOf(path: string): number {
  const stat = lstatSync(path)
  const own = stat.blocks === undefined ? stat.size : stat.blocks * 512
  if (!stat.isDirectory()) return own
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), own)
}
