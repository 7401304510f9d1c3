import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { sample, switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'
import { callApp, serveApp } from '../support/served-app.ts'

/** Starts the app on the data folder with a command, and returns its log entries. */
async function startOver(dataDir: string): Promise<unknown[]> {
  const { code, stderr } = await switchyard(['runs'], dataDir)
  expect(code).toBe(0)
  const lines = stderr.split('\n').filter((line) => line.startsWith('{'))
  return lines.map((line) => JSON.parse(line))
}

describe('a start after kill -9', () => {
  it('reports once the number of possibly missing entries if the write-ahead log is gone', {
    timeout: 90_000,
  }, async () => {
    const dataDir = createTempDir()
    // The command closes in order and leaves no write-ahead log, so all further entries are in a new log.
    expect((await switchyard(['run', sample('onboarding.plan.json')], dataDir)).code).toBe(0)
    const app = await serveApp({ dataDir })
    onTestFinished(() => app.kill())
    const { seq: before } = await callApp(app, ['GET', '/system'])
    const ann = { id: 'ann', name: 'Ann', kind: 'person', skills: [], config: {} }
    for (const name of ['Ann', 'Anna', 'Anne'])
      await callApp(app, ['POST', '/agents'], { agents: [{ ...ann, name }] })
    const { seq: after } = await callApp(app, ['GET', '/system'])
    await app.kill()
    rmSync(join(dataDir, 'switchyard.sqlite-wal'))

    expect(after).toBeGreaterThan(before)
    const copy = createTempDir()
    cpSync(dataDir, copy, { recursive: true })
    const again = await serveApp({ dataDir: copy })
    onTestFinished(() => again.kill())
    expect(await callApp(again, ['GET', '/system'])).toMatchObject({
      damage: [expect.stringMatching(/^The last \d+ entries may be missing/)],
    })
    expect(await startOver(dataDir)).toEqual([
      expect.objectContaining({
        level: 40,
        problem: expect.stringMatching(
          new RegExp(`^The last \\d+ entries may be missing: .* recorded entry ${after}\\.`),
        ),
        msg: 'the event log is damaged; run: switchyard audit verify',
      }),
    ])
    expect(await startOver(dataDir)).toEqual([])
    expect((await switchyard(['audit', 'verify'], dataDir)).code).toBe(1)
  })

  it('reports nothing if the write-ahead log exists', { timeout: 90_000 }, async () => {
    const dataDir = createTempDir()
    const app = await serveApp({ dataDir })
    onTestFinished(() => app.kill())
    await callApp(app, ['POST', '/agents'], {
      agents: [{ id: 'ann', name: 'Ann', kind: 'person', skills: [], config: {} }],
    })
    expect((await callApp(app, ['GET', '/system'])).damage).toEqual([])
    await app.kill()
    expect(await startOver(dataDir)).toEqual([])
  })
})
