import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { root, switchyard } from '../support/cli.ts'
import { createTempDir, openTestStore } from '../support/engine.ts'
import { callApp } from '../support/served-app.ts'
import { listWorkingIn } from '../support/survivors.ts'

const faults = {
  'a promise that rejects': `void Promise.reject(new Error('planted fault'))`,
  'an error that is thrown': `throw new Error('planted fault')`,
}

/** A module that throws on a signal. A second error follows while the process shuts down. */
function plantFault(dir: string, fault: string): string {
  const file = join(dir, 'fault.mjs')
  const at = `process.on('SIGUSR2', () => { setTimeout(() => { ${fault} }, 1); ${fault} })`
  writeFileSync(file, at)
  return file
}

interface Options {
  readonly args: readonly string[]
  readonly dataDir: string
  readonly fault: string
}

/** The real command line in its own process, with an error that a signal triggers. */
function start({ args, dataDir, fault }: Options) {
  const entry = join(root, 'src-main/hosts/cli/switchyard.mjs')
  const child = spawn(process.execPath, ['--import', plantFault(dataDir, fault), entry, ...args], {
    env: { ...process.env, SWITCHYARD_DATA_DIR: dataDir, NO_COLOR: '1' },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    said: () => stdout,
    async breakNow() {
      child.kill('SIGUSR2')
      const code = await ended
      const lines = stderr.split('\n').filter((line) => line.startsWith('{'))
      return { code, logged: lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 60) }
    },
  }
}

/** A program that keeps a task running, in its workspace in the data folder. */
const wait = [process.execPath, '-e', 'setInterval(() => {}, 60_000)']
const request = { plan_id: 'p', tasks: [{ task_id: 'a', description: 'Wait', required_skills: [] }] }
const roster = [{ id: 'tool', name: 'Tool', kind: 'command', skills: [], config: { command: wait } }]

describe.runIf(process.platform === 'linux').each(Object.entries(faults))('%s unhandled', (_what, fault) => {
  const logged = [
    {
      level: 60,
      err: { message: 'planted fault', stack: expect.stringContaining('fault.mjs') },
      msg: 'unhandled error: Switchyard exits',
    },
  ]

  it('ends the server once, with everything closed', { timeout: 60_000 }, async () => {
    const dataDir = createTempDir()
    const server = start({ args: ['serve', '--port', '0'], dataDir, fault })
    await expect.poll(server.said, { timeout: 30_000 }).toContain('Open http')
    const { port } = JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8'))
    await callApp({ dataDir }, ['POST', '/runs'], { request, roster })
    await expect.poll(() => listWorkingIn(dataDir).length, { timeout: 20_000 }).toBeGreaterThan(0)

    expect(await server.breakNow()).toMatchObject({ code: 70, logged })
    expect(listWorkingIn(dataDir)).toEqual([])
    for (const name of ['server.json', 'token', 'switchyard.sqlite-wal'])
      expect([name, existsSync(join(dataDir, name))]).toEqual([name, false])
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
    openTestStore(dataDir).close()
  })

  it('ends a command with its engine closed', { timeout: 60_000 }, async () => {
    const dataDir = createTempDir()
    const work = createTempDir()
    const [plan, agents] = [join(work, 'p.json'), join(work, 'agents.json')]
    writeFileSync(plan, JSON.stringify(request))
    writeFileSync(agents, JSON.stringify({ agents: roster }))
    const command = start({ args: ['run', plan, '--agents', agents], dataDir, fault })
    await expect.poll(() => listWorkingIn(dataDir).length, { timeout: 30_000 }).toBeGreaterThan(0)

    expect(await command.breakNow()).toMatchObject({ code: 70, logged })
    expect(listWorkingIn(dataDir)).toEqual([])
    expect(existsSync(join(dataDir, 'switchyard.sqlite-wal'))).toBe(false)
    expect((await switchyard(['runs'], dataDir)).code).toBe(0)
  })
})

describe('a component that does not close', () => {
  it('does not prevent the exit of the process, and no secret is logged', async () => {
    const dir = createTempDir()
    const file = join(dir, 'host.mjs')
    writeFileSync(
      file,
      `import { endOnFaults } from ${JSON.stringify(join(root, 'src-main/hosts/faults.ts'))}
      const hideIn = (text) => text.replaceAll('top-secret', '[hidden]')
      const end = () => process.exit(70)
      const faults = endOnFaults({ logLevel: 'error', secrets: { hideIn }, end, limitMs: 100 })
      faults.add(() => new Promise(() => setInterval(() => {}, 60_000)))
      faults.add(() => Promise.reject(new Error('does not close')))
      faults.add(async () => process.stdout.write('closed'))
      faults.add(async () => process.stdout.write('taken out'))()
      void Promise.reject('top-secret')`,
    )
    const child = spawn(process.execPath, [file])
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk) => {
      stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect({ code, stdout }).toEqual({ code: 70, stdout: 'closed' })
    expect(JSON.parse(stderr)).toMatchObject({ level: 60, err: { message: 'Rejected with [hidden]' } })
  })
})
