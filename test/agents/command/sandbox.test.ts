import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createCommandAdapter } from '../../../src-main/agents/command/adapter.ts'
import { findSandbox } from '../../../src-main/agents/process/sandbox.ts'
import { createWorkspaces } from '../../../src-main/agents/workspace.ts'
import { systemClock } from '../../../src-main/base/clock.ts'
import { bootTestApp } from '../../support/app.ts'
import { createTempDir } from '../../support/engine.ts'

type App = Awaited<ReturnType<typeof bootTestApp>>

const found = await findSandbox()
const isThere = 'sandbox' in found
if (!isThere) console.log(`Skipped: what a sandbox keeps in, since ${found.why}.`)

async function start({ client }: App, program: string, sandbox: object | null = {}) {
  const { runId } = await client.runs.start({
    request: { plan_id: 'p', tasks: [{ task_id: 'a', description: 'Do it', required_skills: ['tool'] }] },
    roster: [
      {
        ...{ id: 'tool', name: 'Tool', kind: 'command', skills: ['tool'] },
        config: JSON.parse(
          JSON.stringify({ command: [process.execPath, '-e', program], ...(sandbox && { sandbox }) }),
        ),
      },
    ],
  })
  return runId
}

async function statusIs({ client }: App, runId: string, wanted: string) {
  for (const end = systemClock.now() + 15_000; ; ) {
    const detail = await client.runs.getTask({ runId, taskKey: 'a' })
    if (detail.task.status === wanted) return detail
    if (systemClock.now() > end)
      throw new Error(`${detail.task.status}: ${JSON.stringify(detail.attempts.at(-1))}`)
    await systemClock.sleep(20)
  }
}

/** Output of a probe: `kept in`, or `GOT` and the accessed resource. */
async function tryOut(probe: string, sandbox: object = {}) {
  const app = await bootTestApp()
  const program = `
    const fs = require('node:fs'); const net = require('node:net')
    const dataDir = ${JSON.stringify(app.dataDir)}
    const got = (what) => { console.log('GOT ' + what); process.exit(0) }
    const kept = () => { console.log('kept in'); process.exit(0) }
    try { ${probe} } catch { kept() }`
  const runId = await start(app, program, sandbox)
  const { attempts } = await statusIs(app, runId, 'done')
  return { app, runId, text: attempts.at(-1)?.result?.text ?? '' }
}

describe.skipIf(!isThere)('a program in a sandbox', () => {
  it('works in its workspace, and its files persist', async () => {
    const { app, runId, text } = await tryOut(
      `fs.writeFileSync('a.txt', 'made'); got(fs.readFileSync('a.txt', 'utf8'))`,
    )
    expect(text).toContain('GOT made')
    expect(readFileSync(join(app.dataDir, 'workspaces', runId, 'a.txt'), 'utf8')).toBe('made')
  })

  it.each([
    ['writes beside its workspace', `fs.writeFileSync('../evil', 'x'); got('it')`],
    ['writes to the system', `fs.writeFileSync('/etc/switchyard-evil', 'x'); got('it')`],
    ['writes through /proc', `fs.writeFileSync('/proc/self/root/etc/switchyard-evil', 'x'); got('it')`],
    [
      'writes through a link',
      `fs.symlinkSync('/etc', 'l'); fs.writeFileSync('l/switchyard-evil', 'x'); got('it')`,
    ],
    [
      'makes a device',
      `require('node:child_process').execFileSync('mknod', ['d', 'b', '8', '0']); got('it')`,
    ],
    ['reads the database', `got(fs.readFileSync(dataDir + '/switchyard.sqlite').length)`],
    [
      'sees other processes',
      `fs.readdirSync('/proc').filter((n) => +n > 0).length > 3 ? got('them') : kept()`,
    ],
    ['signals its parents', `process.kill(${process.pid}, 0); got('it')`],
  ])('is blocked when it %s', async (_, probe) => {
    expect((await tryOut(probe)).text).toContain('kept in')
  })

  it("is blocked when it reads the user's home folder", async () => {
    const home = createTempDir()
    writeFileSync(join(home, '.netrc'), 'canary')
    vi.stubEnv('HOME', home)
    onTestFinished(() => void vi.unstubAllEnvs())
    const probe = `got(fs.readFileSync(${JSON.stringify(join(home, '.netrc'))}, 'utf8'))`
    expect((await tryOut(probe)).text).toContain('kept in')
  })

  it.each([
    [false, 'kept in'],
    [true, 'GOT through'],
  ])('has network access only if configured: %s', async (network, wanted) => {
    const server = createServer((_, response) => response.end('hello'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const probe = `net.connect(${port}, '127.0.0.1').on('connect', () => got('through')).on('error', kept)`
    expect((await tryOut(probe, { network })).text).toContain(wanted)
  })

  it('is stopped completely, including processes in another session', async () => {
    const app = await bootTestApp()
    const program = `
      require('node:child_process').spawn('setsid', ['sleep', '60'], { detached: true, stdio: 'ignore' })
      setTimeout(() => {}, 60000)`
    const runId = await start(app, program)
    await statusIs(app, runId, 'in_progress')
    await systemClock.sleep(300)
    await app.client.runs.cancelTask({ runId, taskKey: 'a', branch: false })
    await statusIs(app, runId, 'cancelled')
  })
})

describe('a system without a sandbox', () => {
  /** The app on a system without a sandbox. */
  async function bootWithout() {
    const dataDir = createTempDir()
    const workspaces = createWorkspaces({ dataDir })
    const options = { dataDir, workspaces, clock: systemClock, readVariables: () => ({}) }
    const findNone = async () => ({ why: 'bubblewrap (bwrap) is not installed' })
    return bootTestApp({
      dataDir,
      adapters: [createCommandAdapter({ ...options, findSandbox: findNone })],
    })
  }

  it.each([
    ['approve', 'done'],
    ['reject', 'failed'],
  ] as const)('asks a person each time: %s', async (answer, wanted) => {
    const app = await bootWithout()
    const runId = await start(app, 'console.log("ran")')
    const { approval } = await statusIs(app, runId, 'awaiting_input')
    expect(approval).toMatchObject({
      kind: 'permission',
      question: expect.stringContaining('No sandbox is available'),
      subject: { argv: [process.execPath, '-e', 'console.log("ran")'] },
    })
    if (approval === null) throw new Error('no gate')
    await app.client.runs.answerApproval({ approvalId: approval.id, hash: approval.hash, answer })
    const { attempts } = await statusIs(app, runId, wanted)
    expect(attempts.at(-1)?.result?.text ?? attempts.at(-1)?.failure?.reason).toMatch(/ran|refused/)
  })

  it('asks nothing about a program without a sandbox', async () => {
    const app = await bootWithout()
    const runId = await start(app, 'console.log("ran")', null)
    const { approval } = await statusIs(app, runId, 'done')
    expect(approval).toBeNull()
  })
})
