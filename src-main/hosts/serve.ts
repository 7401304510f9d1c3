import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { App } from '../boot.ts'
import type { Config } from '../config.ts'
import { type HttpServer, openHttpServer } from '../http/server.ts'
import { parseJsonText } from '../planning/json-text.ts'
import { serverFileName, tokenFileName } from './server-files.ts'

const usualPort = 4717

export const newToken = (): string => randomBytes(32).toString('base64url')

/** Opens the loopback server over an app, with a token of this start that only this user can read. */
export async function startServer(
  app: App,
  config: Config,
  token = newToken(),
): Promise<Result<HttpServer, Refusal>> {
  const open = (port: number) =>
    openHttpServer({
      router: app.router,
      token,
      port,
      rendererDir: config.rendererDir,
      log: app.log,
      clock: app.clock,
      parseJson: parseJsonText,
    })
  const first = await open(config.port ?? usualPort)
  const isTaken = !first.ok && first.error.code === 'E_PORT' && config.port === null
  const opened = isTaken ? await open(0) : first
  if (!opened.ok) return opened

  const server = opened.value
  const files = { token: join(config.dataDir, tokenFileName), server: join(config.dataDir, serverFileName) }
  // Something else in the files' places is a finding about the folder; the server must not outlive it.
  try {
    writeFileSync(files.token, `${token}\n`, { mode: 0o600 })
    writeFileSync(files.server, JSON.stringify({ port: server.port, pid: process.pid }), { mode: 0o600 })
  } catch (error) {
    await server.close()
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const message = `The token of the server cannot be written to the data folder ${config.dataDir} (${why}).`
    return err(
      refusal('E_DB_LOCATION', message, 'See that "token" and "server.json" there are files of yours.'),
    )
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
