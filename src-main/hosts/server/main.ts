import { unwrap } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import { Scope } from '../../base/scope.ts'
import { boot } from '../../boot/boot.ts'
import { loadConfig, readMachine } from '../../boot/config.ts'
import { appRoot, readVersion } from '../app-root.ts'
import { connectToRunning } from '../cli/connect.ts'
import { exitCodes, printFailure } from '../cli/output.ts'
import type { FaultGuard } from '../faults.ts'
import { newToken, startServer } from '../serve.ts'

const text = words.cli.server

export interface ServerOptions {
  readonly port: number | undefined
  readonly isBrowserWanted: boolean
  readonly faults: FaultGuard
}

/** Runs the app behind a loopback server until a signal ends it. Returns the exit code. */
export async function runServer({ port, isBrowserWanted, faults }: ServerOptions): Promise<number> {
  const config = loadConfig({ appRoot, version: readVersion(appRoot), port })
  // If Switchyard already runs on this folder, a second start only shows a link to it.
  const running = await connectToRunning(config)
  if (running !== null) {
    const { url } = await running.client.system.createLaunchLink()
    await running.close()
    say(text.running)
    await show(url, isBrowserWanted)
    return exitCodes.done
  }
  // At the edge of the host, a refusal becomes a message and an exit code.
  try {
    const signal = untilSignal()
    // Open windows stay connected across a restart, because the address and token do not change.
    const token = newToken()
    let place = config
    for (let isFirst = true; ; isFirst = false) {
      const scope = new Scope()
      const closed = await faults.hold(
        () => scope.close(),
        async () => {
          const app = unwrap(await boot(place, { host: 'server' }))
          scope.add(() => app.close())
          const server = unwrap(await startServer(app, place, token))
          scope.add(() => server.close())
          place = { ...config, port: server.port }
          if (isFirst) {
            say(text.started(config.version, config.dataDir))
            await show(server.createLaunchUrl(), isBrowserWanted)
            say(text.stop)
          }
          const again = new Promise<'again'>((resolve) => app.offerRestart(() => resolve('again')))
          return (await Promise.race([signal, again])) !== 'again'
        },
      )
      if (closed) return exitCodes.done
      say(text.restarting)
    }
  } catch (error) {
    return printFailure(error, false)
  }
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function show(url: string, isBrowserWanted: boolean): Promise<void> {
  say(words.cli.open.open(url))
  say(text.once)
  if (!isBrowserWanted) return
  if (!readMachine().hasDisplay) return say(text.noDisplay)
  // A browser that fails to start must not fail the start: the address has already been printed.
  const { default: open } = await import('open')
  const browser = await open(url).catch(() => null)
  browser?.on('error', () => say(words.cli.open.noBrowser))
}
