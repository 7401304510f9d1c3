import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { boot } from '../../src-main/boot/boot.ts'
import { connectToRunning } from '../../src-main/hosts/cli/connect.ts'
import { testConfig } from '../support/app.ts'
import { root, switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

const isPosix = process.platform !== 'win32'

/** Starts `switchyard serve` in its own process. Returns the process id when the server answers. */
async function serve(dataDir: string): Promise<number> {
  const entry = join(root, 'src-main/hosts/cli/switchyard.mjs')
  const child = spawn(process.execPath, [entry, 'serve', '--port', '0'], {
    env: { ...process.env, SWITCHYARD_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  let said = ''
  while (!said.includes('Open http')) said += String((await once(child.stdout, 'data'))[0])
  return JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')).pid
}

describe.runIf(isPosix)('a second start during a stopped Switchyard process', () => {
  it('names the process that holds the data folder within 2 seconds', { timeout: 60_000 }, async () => {
    const dataDir = createTempDir()
    const pid = await serve(dataDir)
    process.kill(pid, 'SIGSTOP')
    const second = await switchyard(['serve', '--port', '0'], dataDir)
    expect(second.code).not.toBe(0)
    expect(second.stderr).toContain(`process ${pid}`)

    // The same steps, without the time for loading the program.
    const config = testConfig(dataDir)
    const begun = performance.now()
    expect(await connectToRunning(config)).toBeNull()
    const booted = await boot(config, { host: 'server' })
    expect(performance.now() - begun).toBeLessThan(2_000)
    expect(booted).toMatchObject({ ok: false, error: { code: 'E_DB_IN_USE' } })
  })
})
