import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { boot } from '../../src-main/boot/boot.ts'
import { loadConfig } from '../../src-main/boot/config.ts'
import { appRoot } from '../../src-main/hosts/app-root.ts'
import { startServer } from '../../src-main/hosts/serve.ts'
import { createPlayedModel } from './played.ts'
import type { ServedApp } from './served-app.ts'

export type HereApp = Pick<ServedApp, 'dataDir' | 'url' | 'stop'>

/**
 * The app with its real server in this process, and with scripted models. Starts faster than a separate process. Tests
 * that kill or restart the app need `serveApp`.
 */
export async function serveHere(dataDir = mkdtempSync(join(tmpdir(), 'switchyard-e2e-'))): Promise<HereApp> {
  const config = loadConfig({ appRoot, version: readVersion(), port: 0 }, { SWITCHYARD_DATA_DIR: dataDir })
  const log = pino({ level: 'silent' })
  const booted = await boot(config, { host: 'server', log, adapters: [createPlayedModel()] })
  if (!booted.ok) throw new Error(booted.error.message)
  const server = await startServer(booted.value, config)
  if (!server.ok) throw new Error(server.error.message)
  return {
    dataDir,
    url: server.value.createLaunchUrl(),
    async stop() {
      await server.value.close()
      await booted.value.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const readVersion = (): string => JSON.parse(readFileSync(join(appRoot, 'package.json'), 'utf8')).version
