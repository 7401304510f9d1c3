import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findSandbox } from '../../../src-main/agents/process/sandbox.ts'
import { createTempDir } from '../../support/engine.ts'
import { turns } from '../../support/fake-model-server.ts'
import { calls, lastResults } from '../../support/tool-calls.ts'
import { createCoders, fakeAgent } from '../acp/coders.ts'
import { openStage } from '../model/harness.ts'

const found = await findSandbox()
// The sandbox has its own /tmp.
const hidden = import.meta.dirname.startsWith('/tmp/') ? 'it hides /tmp, where these tests are' : null
const obstacle = 'sandbox' in found ? hidden : found.why
const isThere = obstacle === null
if (!isThere) console.log(`Skipped: agents in a sandbox, since ${obstacle}.`)

// The sandbox hides the home folder of the user, which may contain the programs of these tests.
beforeEach(() => void vi.stubEnv('HOME', createTempDir()))
afterEach(() => void vi.unstubAllEnvs())

describe.skipIf(!isThere)('a coding agent in a sandbox', () => {
  it('writes only to its workspace', async () => {
    const { run, has, dataDir } = createCoders()
    const places = ['made.txt', join(dataDir, 'evil'), '/etc/switchyard-evil', '../evil']
    const { result, failure } = await run('breaksOut', {
      description: places.map((place) => `place=${place}`).join('\n'),
      config: { command: [process.execPath, fakeAgent, 'breaksOut'], sandbox: {} },
    })
    expect(failure).toBeNull()
    expect(result?.text.trim().split('\n')).toEqual([
      'wrote at made.txt',
      ...places.slice(1).map((place) => `kept in at ${place}`),
    ])
    expect(has('made.txt')).toBe(true)
    for (const place of [join(dataDir, 'evil'), '/etc/switchyard-evil']) expect(existsSync(place)).toBe(false)
  })

  it('reports a missing program', async () => {
    const { run } = createCoders()
    const { failure } = await run('works', { config: { command: ['no-such-coder'], sandbox: {} } })
    expect(failure).toMatchObject({
      reason: 'agent_missing',
      message: expect.stringContaining('"no-such-coder" was not found'),
    })
  })
})

describe.skipIf(!isThere)('an MCP server in a sandbox', () => {
  it('writes only to the workspace', async () => {
    const outside = join(createTempDir(), 'evil')
    const server = { name: 'wall', tools: { '*': 'allow' }, sandbox: {} }
    const program = join(import.meta.dirname, '../model/tool-server.ts')
    const command = [process.execPath, program, 'good', '/dev/null']
    const write = (path: string) => calls({ name: 'wall__write', input: { path } })
    const stage = await openStage([write('made.txt'), write(outside), turns.says('Done')], {
      config: { mcp: [{ ...server, command }] },
      options: { readVariables: () => ({ PATH: process.env.PATH ?? '' }) },
    })
    await stage.run()
    const told = stage.server.asked.slice(1, 3).map((asked) => lastResults(asked)[0])
    expect(told[0]).toContain('Wrote at made.txt')
    expect(told[1]).toContain(`Kept in at ${outside}`)
    expect(stage.read('made.txt')).toBe('evil')
    expect(existsSync(outside)).toBe(false)
  })
})
