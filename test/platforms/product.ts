import { join } from 'node:path'
import { callApp } from '../support/served-app.ts'
import { requireThat } from './report.ts'
import { type StartOptions, type System, until } from './system.ts'

const entry = join(import.meta.dirname, 'run-cli.cjs')

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The app on another system, with a loopback server that this machine can reach. */
export interface Served {
  readonly dataDir: string
  /** Calls the REST API with the token. Returns the body of the response. */
  readonly call: (method: string, path: string, body?: unknown) => ReturnType<typeof callApp>
  /** Output so far. */
  readonly said: () => string
  /** `kill -9`: no orderly shutdown. */
  readonly kill: () => Promise<void>
}

export interface RunOptions extends StartOptions {
  readonly dataDir: string
}

/** The built command line on another system. All paths are local paths of this machine. */
export function openProduct(system: System) {
  const start = (args: readonly string[], { dataDir, env = {}, ...rest }: RunOptions) =>
    system.node([system.path(entry), ...args], {
      ...rest,
      env: { SWITCHYARD_DATA_DIR: system.path(dataDir), NO_COLOR: '1', ...env },
    })

  return {
    async run(args: readonly string[], options: RunOptions): Promise<Ended> {
      const started = start(args, options)
      const code = await started.ended
      return { code, stdout: started.stdout(), stderr: started.stderr() }
    },

    async serve(options: RunOptions): Promise<Served> {
      const { dataDir } = options
      const started = start(['serve', '--port', '0'], options)
      let code: number | null = null
      started.ended.then(
        (ended) => {
          code = ended
        },
        () => {},
      )
      const said = () => `${started.stdout()}${started.stderr()}`
      await until('the link of switchyard serve', () => {
        if (code !== null) throw new Error(`switchyard serve ended with ${code}: ${said()}`)
        return /Open http\S+/.test(started.stdout()) ? true : undefined
      })
      return {
        dataDir,
        said,
        call: (method, path, body) => callApp({ dataDir }, [method, path], body),
        async kill() {
          await started.kill()
        },
      }
    },
  }
}

export type Product = ReturnType<typeof openProduct>

/** Runs a shipped sample to its end. Returns the run's id. */
export async function runSample(product: Product, dataDir: string): Promise<string> {
  const { code, stdout, stderr } = await product.run(['run', 'onboarding', '--json'], { dataDir })
  requireThat(code === 0, `switchyard run onboarding ended with ${code}: ${stdout}${stderr}`)
  const { run } = JSON.parse(stdout)
  requireThat(run.status === 'done', `the run ended as ${run.status}`)
  return run.id
}

/** Verifies that the log is intact, and that its replay gives equal tables. */
export async function requireWhole(product: Product, dataDir: string): Promise<string> {
  const verified = await product.run(['audit', 'verify', '--json'], { dataDir })
  requireThat(
    verified.code === 0,
    `audit verify ended with ${verified.code}: ${verified.stdout}${verified.stderr}`,
  )
  const replayed = await product.run(['replay', '--json'], { dataDir })
  requireThat(replayed.code === 0, `replay ended with ${replayed.code}: ${replayed.stdout}${replayed.stderr}`)
  return `${JSON.parse(verified.stdout).entries} log entries verified and replayed`
}
