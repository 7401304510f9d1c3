import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { createCommandAdapter } from '../../src-main/agents/command/adapter.ts'
import { describeEnforcement, findEnforcement } from '../../src-main/agents/process/groups.ts'
import { reapLeftovers } from '../../src-main/agents/process/leftovers.ts'
import { createWorkspaces } from '../../src-main/agents/workspace.ts'
import { systemClock } from '../../src-main/base/clock.ts'
import { attemptId } from '../../src-shared/ids.ts'
import { listWorkingIn } from '../support/survivors.ts'
import { readOptions } from './options.ts'
import { createRandom } from './random.ts'

/**
 * `npm run prove:reap -- --cycles N --crashes N --seed S`: runs programs that start and detach other processes in many
 * ways. Cancels them at random moments, and kills the app while they run. Counts the remaining processes by their
 * working folder. The exit code is 1 if any process remains. Linux only.
 */
const options = readOptions({ cycles: 30, crashes: 3, seed: Date.now() % 1_000_000 })
const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-reap-'))
const random = createRandom(options.seed)
const log = pino({ level: 'silent' })
const adapter = createCommandAdapter({
  dataDir,
  workspaces: createWorkspaces({ dataDir }),
  clock: systemClock,
  readVariables: () => ({ PATH: paths() }),
})

/** Without control groups, a process without its environment and its parents cannot be found. */
const isGrouped = findEnforcement().by.startsWith('cgroup')

/** Ways to escape, each a `sh` script. Some ignore SIGTERM. */
const escapes = [
  'sleep 60 &',
  'setsid sleep 60 &',
  'nohup sleep 60 >/dev/null 2>&1 &',
  'setsid nohup sh -c "trap : TERM; while :; do sleep 60; done" >/dev/null 2>&1 &',
  '(setsid sh -c "sleep 60 & sleep 60 & exit" &) ; true',
  'setsid sh -c "setsid sh -c \\"setsid sleep 60 &\\" &" &',
  'trap "" TERM; sleep 60 & sleep 60 &',
  'for i in 1 2 3 4 5 6 7 8; do setsid sleep 60 & done',
  ...(isGrouped
    ? ['env -i setsid sh -c "trap : TERM; sleep 60 & sleep 60" &', '(env -i setsid sleep 60 &) ; true']
    : []),
]

let most = 0
let survivors = 0
for (let cycle = 0; cycle < options.cycles; cycle += 1) {
  const isCancelled = random() < 0.8
  const parts = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(escapes))
  const script = `${parts.join('\n')}\n${isCancelled ? 'sleep 60' : 'sleep 0.2'}`
  const stopping = new AbortController()
  const ended = perform(cycle, script, stopping.signal)
  if (isCancelled) {
    await systemClock.sleep(random() * 400)
    most = Math.max(most, listWorkingIn(dataDir).length)
    stopping.abort(new Error('Cancelled.'))
  }
  await ended
  survivors += countAndEnd()
}

let crashSurvivors = 0
for (let crash = 0; crash < options.crashes; crash += 1) {
  const agent = { ...agentOf(`${escapes.join('\n')}\nsleep 60`), effectClass: 'repeatable' }
  const victim = spawn(process.execPath, [
    join(import.meta.dirname, '../agents/command/victim.ts'),
    dataDir,
    JSON.stringify(agent),
  ])
  await new Promise((resolve) => victim.stdout.once('data', resolve))
  await systemClock.sleep(200 + random() * 400)
  victim.kill('SIGKILL')
  await new Promise((resolve) => victim.once('close', resolve))
  most = Math.max(most, listWorkingIn(dataDir).length)
  await reapLeftovers({ dataDir, clock: systemClock, log })
  crashSurvivors += countAndEnd()
}

const control = await leaveOneBehind()
rmSync(dataDir, { recursive: true, force: true })
console.log(
  `prove:reap: ${options.cycles} cycles, ${options.crashes} crashes, seed ${options.seed}, ${process.platform}`,
)
console.log(`  ${most} processes at most at once; control: ${control} seen that carries no marker`)
console.log(
  `  groups: ${describeEnforcement(findEnforcement())}, ${isGrouped ? 'with' : 'without'} empty environments`,
)
console.log(`  survivors: ${survivors} after ends and cancels, ${crashSurvivors} after crashes`)
// Without processes to reap, or with a broken counter, the result would prove nothing.
const isProof = process.platform === 'linux' && most > 3 && control === 1
if (survivors + crashSurvivors > 0 || !isProof) process.exitCode = 1
console.log(process.exitCode === 1 ? 'prove:reap failed' : 'prove:reap: nothing is left')

function agentOf(script: string) {
  const config = { command: ['sh', '-c', script], input: 'none' }
  return {
    ...{ id: 'tool', name: 'Tool', description: '', kind: 'command' as const, skills: [] },
    ...{ availability: 'online' as const, capacity: 1, effectClass: 'once' as const, config },
  }
}

async function perform(cycle: number, script: string, signal: AbortSignal): Promise<void> {
  const context = {
    ...({
      runId: 'run_1',
      attemptId: attemptId('run_1', 'a', cycle + 1),
      taskKey: 'a',
      attemptNumber: 1,
    } as const),
    ...{ idempotencyKey: 'run_1/a', agent: agentOf(script), title: 'A', description: '', requiredSkills: [] },
    ...{
      dependencies: [],
      answers: [],
      memo: null,
      doneWhen: [],
      lastFailure: null,
      isResumed: false,
      isRedone: false,
      projectId: null,
      projectFolder: null,
    },
    ...{ dependencies: [], answers: [], memo: null, isResumed: false, projectId: null, projectFolder: null },
    workspace: { mode: 'folder' as const },
  }
  // A cancellation throws.
  try {
    for await (const _ of adapter.start(context, signal));
  } catch {}
}

function countAndEnd(): number {
  const left = listWorkingIn(dataDir)
  for (const pid of left) process.kill(pid, 'SIGKILL')
  return left.length
}

/** An unrelated process in the same folder: the counter must include it, and the reaper must ignore it. */
async function leaveOneBehind(): Promise<number> {
  const cwd = join(dataDir, 'workspaces')
  mkdirSync(cwd, { recursive: true })
  const child = spawn('sleep', ['60'], { cwd, stdio: 'ignore', detached: true })
  await reapLeftovers({ dataDir, clock: systemClock, log })
  return new Promise((resolve) => {
    child.once('close', () => resolve(count))
    const count = countAndEnd()
  })
}

function pick(all: readonly string[]): string {
  return all[Math.floor(random() * all.length)] ?? ''
}

function paths(): string {
  return process.env.PATH ?? ''
}
