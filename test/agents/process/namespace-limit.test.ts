import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { checkCommand } from '../../../src-main/agents/health/check-agent.ts'
import { agentOf } from '../../support/engine.ts'
import { createPrograms } from '../command/programs.ts'

const program = join(import.meta.dirname, 'limited-program.ts')
const readGroupFiles = () => ({ own: '', mounts: '' })
const isRoot = process.getuid?.() === 0

/** RLIMIT_NPROC does not apply to root, so root plays a user without processes of its own. */
const user = isRoot ? { uid: 54_321, gid: 54_321 } : {}

async function runLimited(...command: readonly string[]) {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...command], { ...user, env: {} })
  const said: { limit: string; ending: { code?: number }; excess: string | null; heard: string } =
    JSON.parse(stdout)
  return said
}

const byNamespace = 'enforced by RLIMIT_NPROC in a user namespace'
// The substitute user of root may have no access to this repository, so the run can fail.
const limit =
  process.platform === 'linux' ? await runLimited('/bin/true').then((said) => said.limit, String) : 'no Linux'
if (limit !== byNamespace) console.log(`Skipped: limits of user namespaces, since the limit is ${limit}.`)

/** Starts up to 90 processes, one after another, and counts them. */
const greedy = 'n=0; while [ $n -lt 90 ]; do sleep 20 & n=$((n+1)); echo $n; done'
const lastOf = (text: string): number => Number(text.split('\n').at(-1))

describe.skipIf(limit !== byNamespace)('the process limit in a user namespace', () => {
  it('applies to a program and all its descendants', async () => {
    const { ending, heard } = await runLimited('/bin/sh', '-c', greedy)
    // The limit has room for 16 more processes, so that the watch detects the excess.
    expect(lastOf(heard)).toBe(79)
    expect(ending.code).not.toBe(0)
  })

  it('is the reported reason when a program stays at the limit', async () => {
    const { excess } = await runLimited('/bin/sh', '-c', `(${greedy}); kill -STOP $$`)
    expect(excess).toContain('more than 64 processes')
  })

  it('applies in a nested namespace of the program', async () => {
    const { heard } = await runLimited('unshare', '--user', '--map-current-user', '/bin/sh', '-c', greedy)
    expect(lastOf(heard)).toBe(79)
  })

  it('does not count other programs of the same user', async () => {
    const others = Array.from({ length: 30 }, () => spawn('sleep', ['60'], { ...user, stdio: 'ignore' }))
    onTestFinished(() => Promise.all(others.map(end)).then(() => {}))
    const { heard } = await runLimited('/bin/sh', '-c', greedy)
    expect(lastOf(heard)).toBe(79)
  })

  it('keeps the user id', async () => {
    const { heard } = await runLimited('id', '-u')
    expect(heard).toBe(String(user.uid ?? process.getuid?.()))
  })
})

describe.runIf(isRoot)('the process limit of root without control groups', () => {
  it('is “not enforced” in the log of the attempt', async () => {
    const { script, run } = createPrograms({ readGroupFiles })
    const { logs, result } = await run({ command: script('console.log("fine")') })
    expect(result?.text).toContain('fine')
    const warning = logs.find(({ text }) => text.includes('not enforced'))
    expect(warning?.level).toBe('warn')
    expect(warning?.text).toContain('control groups with the pids controller')
    expect(warning?.text).toContain('RLIMIT_NPROC does not apply to root')
  })

  it('is “not enforced” in the check of the agent', async () => {
    const agent = agentOf('tool', { kind: 'command', config: { command: [process.execPath] } })
    const { details } = await checkCommand(agent, () => ({}), readGroupFiles)
    expect(details).toContainEqual({
      name: 'Process limit',
      value: expect.stringMatching(/^512, not enforced: .*RLIMIT_NPROC does not apply to root/),
    })
  })

  it('is still checked regularly, and ends the attempt', async () => {
    const { script, run, survivors } = createPrograms({ readGroupFiles })
    // Limits itself to 90 processes.
    const text = `
      import { execFileSync } from 'node:child_process'
      execFileSync('sh', ['-c', '${greedy.replace('; echo $n', '')}; wait'])`
    const { failure } = await run({ command: script(text), maxProcesses: 64 })
    expect(failure).toMatchObject({ reason: 'over_limit' })
    expect(survivors()).toEqual([])
  })
})

const end = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('close', () => resolve())
    child.kill()
  })
