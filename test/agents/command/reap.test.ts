import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeEnforcement, findEnforcement } from '../../../src-main/agents/process/groups.ts'
import { systemClock } from '../../../src-main/base/clock.ts'
import { createPrograms, longLived } from './programs.ts'

/** Runs the text, then reports readiness and keeps running. The test may stop the program at any time after that. */
const thenReady = (text: string) =>
  `import { writeFileSync } from 'node:fs';${text};writeFileSync('ready', '');${longLived}`

const enforcement = findEnforcement()
const isGrouped = enforcement.by.startsWith('cgroup')
if (!isGrouped)
  console.log(`Skipped: what control groups hold, since the limit is ${describeEnforcement(enforcement)}.`)

async function until(is: () => boolean): Promise<void> {
  for (const end = systemClock.now() + 10_000; !is(); ) {
    if (systemClock.now() > end) throw new Error('It did not come')
    await systemClock.sleep(10)
  }
}

/**
 * Starts a program, and cancels it when the program is ready and has at least `count` processes. Returns the outcome
 * of the adapter.
 */
async function cancel(text: string, count = 1) {
  const programs = createPrograms()
  const stopping = new AbortController()
  const outcome = programs
    .run({ command: programs.script(thenReady(text)) }, {}, stopping.signal)
    .then(() => 'ended', String)
  await until(() => existsSync(join(programs.workspace, 'ready')) && programs.survivors().length >= count)
  stopping.abort(new Error('A person cancelled it.'))
  return { ...programs, outcome: await outcome }
}

const spawning = (file: string, args: string, options: string) =>
  `import { spawn } from 'node:child_process'; spawn(${file}, ${args}, ${options}).unref();`
const grandchild = `[ '-e', ${JSON.stringify(longLived)} ]`

const escapes: Record<string, string> = {
  'sit in its group': spawning('process.execPath', grandchild, `{ stdio: 'inherit' }`),
  'have a session of their own': spawning(
    'process.execPath',
    grandchild,
    `{ detached: true, stdio: 'ignore' }`,
  ),
  'hold its output': spawning('process.execPath', grandchild, `{ detached: true, stdio: 'inherit' }`),
  'were started by setsid and nohup': spawning(
    `'setsid'`,
    `['nohup', process.execPath, ...${grandchild}]`,
    `{ stdio: 'ignore' }`,
  ),
  'lost both parents': spawning(
    `'sh'`,
    `['-c', 'setsid sh -c "sleep 60 & sleep 60 &" & exit']`,
    `{ stdio: 'ignore' }`,
  ),
  'emptied their environment below one who did not': spawning(
    `'sh'`,
    `['-c', 'env -i setsid sleep 60; true']`,
    `{ detached: true, stdio: 'ignore' }`,
  ),
}

describe.runIf(process.platform === 'linux')('the processes that a command leaves behind', () => {
  for (const [what, text] of Object.entries(escapes)) {
    it(`are stopped after a cancel, even if its children ${what}`, async () => {
      const { survivors, outcome } = await cancel(text, 2)
      expect(outcome).toBe('Error: A person cancelled it.')
      expect(survivors()).toEqual([])
    })

    it(`are stopped after its exit, even if its children ${what}`, async () => {
      const { script, run, survivors } = createPrograms()
      const config = { command: script(`${text}\nsetTimeout(() => process.exit(0), 300)`) }
      const { result } = await run(config)
      expect(result?.data).toEqual({ exitCode: 0 })
      expect(survivors()).toEqual([])
    })
  }

  it('are stopped after a cancel, even if the command ignores SIGTERM', async () => {
    const { survivors } = await cancel(`process.on('SIGTERM', () => {})`)
    expect(survivors()).toEqual([])
  })

  it('are stopped after a cancel, even if a child has an empty environment and ignores SIGTERM', async () => {
    const { survivors } = await cancel(
      spawning(
        `'env'`,
        `['-i', 'sh', '-c', 'trap : TERM; while :; do sleep 1; done']`,
        `{ detached: true, stdio: 'ignore' }`,
      ),
      2,
    )
    expect(survivors()).toEqual([])
  })

  it.runIf(isGrouped)('are stopped even with an empty environment and without their parents', async () => {
    const { script, run, survivors } = createPrograms()
    // Until `env` exits, a process with the marker of the attempt is running.
    const text = `
      import { spawn } from 'node:child_process'
      spawn('env', ['-i', 'setsid', 'sleep', '60'], { detached: true, stdio: 'ignore' })
        .on('exit', () => process.exit(0))`
    await run({ command: script(text) })
    expect(survivors()).toEqual([])
  })

  it('have time to clean up', async () => {
    const tidy = `process.on('SIGTERM', () => { writeFileSync('tidy', 'yes'); process.exit(0) })`
    const { workspace } = await cancel(tidy)
    expect(readFileSync(join(workspace, 'tidy'), 'utf8')).toBe('yes')
  })

  it('are stopped at the timeout, and the attempt reports the timeout', async () => {
    const { script, run, survivors } = createPrograms()
    const text = `console.error('still at it');process.on('SIGTERM', () => {});${longLived}`
    const { failure } = await run({ command: script(text), timeoutMs: 500 })
    expect(failure?.reason).toBe('wall_timeout')
    expect(failure?.message).toMatch(/^Total timeout: the attempt ran for more than 500 ms\./)
    expect(survivors()).toEqual([])
  })

  it('never include processes of another attempt', async () => {
    const { script, run, survivors } = createPrograms()
    const stopping = new AbortController()
    const other = run({ command: script(longLived) }, { attemptId: 'run_1/other#1' }, stopping.signal)
    await until(() => survivors().length === 1)
    await run({ command: script('') })
    expect(survivors()).toHaveLength(1)
    stopping.abort(new Error('over'))
    await expect(other).rejects.toThrow('over')
    expect(survivors()).toEqual([])
  })
})
