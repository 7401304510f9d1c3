import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { type App, type BootOptions, boot } from '../../src-main/boot/boot.ts'
import { type Config, loadConfig } from '../../src-main/boot/config.ts'
import { appRoot } from '../../src-main/hosts/app-root.ts'
import { startServer } from '../../src-main/hosts/serve.ts'
import { createTempDir } from './engine.ts'
import { bringDatabase } from './made-database.ts'

export const testConfig = (dataDir: string): Config =>
  loadConfig({ appRoot, version: '0.0.0-test', port: 0 }, { SWITCHYARD_DATA_DIR: dataDir })

/** The complete app with its own data folder. Closes after the test. */
export async function bootTestApp(
  options: Partial<BootOptions> & { dataDir?: string; config?: Partial<Config> } = {},
): Promise<App & { dataDir: string }> {
  const { dataDir = createTempDir(), config = {}, ...rest } = options
  bringDatabase(dataDir)
  const booted = await boot(
    { ...testConfig(dataDir), ...config },
    { host: 'server', log: pino({ level: 'silent' }), ...rest },
  )
  if (!booted.ok) throw new Error(booted.error.message)
  onTestFinished(() => booted.value.close())
  return { ...booted.value, dataDir }
}

/** The app with its real loopback server, and a fetch that sends the token. */
export async function serveTestApp(options: Parameters<typeof bootTestApp>[0] = {}) {
  const app = await bootTestApp(options)
  const server = await startServer(app, testConfig(app.dataDir))
  if (!server.ok) throw new Error(server.error.message)
  onTestFinished(() => server.value.close())
  const token = readFileSync(join(app.dataDir, 'token'), 'utf8').trim()
  const base = `http://127.0.0.1:${server.value.port}`
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(base + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status: response.status, body: await response.json() }
  }
  return { app, base, token, call }
}
