import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { randomToken } from '../api/wire/access.ts'
import type { App } from '../boot/boot.ts'
import type { Config } from '../boot/config.ts'
import { type HttpServer, openHttpServer } from '../http/server.ts'
import { parseJsonText } from '../planning/text/json-text.ts'
import { serverFileName, tokenFileName } from './server-files.ts'

const usualPort = 4717

/** Ports to try in order. A browser session is tied to its port, so that port comes before the usual one. */
function usualPorts({ access }: App): number[] {
  const last = access.findSessionPort()
  return last === null ? [usualPort, 0] : [last, usualPort, 0]
}

async function openFirst(
  open: (port: number) => Promise<Result<HttpServer, Refusal>>,
  [port = 0, ...others]: readonly number[],
): Promise<Result<HttpServer, Refusal>> {
  const opened = await open(port)
  const isTaken = !opened.ok && opened.error.code === 'E_PORT'
  return isTaken && others.length > 0 ? openFirst(open, others) : opened
}

export const newToken = (): string => randomToken('app')

/** Opens the app's loopback server with a new token, stored in a file that only this user can read. */
export async function startServer(
  app: App,
  config: Config,
  token = newToken(),
): Promise<Result<HttpServer, Refusal>> {
  app.access.openApp(token)
  config.secrets.add(token)
  const open = (port: number) =>
    openHttpServer({
      router: app.router,
      access: app.access,
      port,
      rendererDir: config.rendererDir,
      log: app.log,
      clock: app.clock,
      parseJson: parseJsonText,
    })
  const opened = await openFirst(open, config.port === null ? usualPorts(app) : [config.port])
  if (!opened.ok) return opened

  const server = opened.value
  const files = { token: join(config.dataDir, tokenFileName), server: join(config.dataDir, serverFileName) }
  // An unwritable token file is a problem of the data folder. Close the server, which must not outlive the failed
  // start.
  try {
    writeFileSync(files.token, `${token}\n`, { mode: 0o600 })
    writeFileSync(files.server, JSON.stringify({ port: server.port, pid: process.pid }), { mode: 0o600 })
  } catch (error) {
    await server.close()
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return refuse('E_DB_LOCATION', 'token_file_unwritable', { folder: config.dataDir, why })
  }
  app.offerLaunchLinks(() => server.createLaunchUrl())
  return ok({
    ...server,
    async close() {
      rmSync(files.server, { force: true })
      rmSync(files.token, { force: true })
      await server.close()
    },
  })
}
