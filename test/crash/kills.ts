import { type ChildProcess, spawn } from 'node:child_process'
import pino from 'pino'
import { createManualClock } from '../../src-main/base/clock.ts'
import { createEngine } from '../../src-main/engine/engine.ts'
import { createRandom } from '../prove/random.ts'
import { openTestStore } from '../support/engine.ts'
import { type Answered, answerGates } from './answerer.ts'
import { firstCapMinor, projectId, witness } from './plan.ts'
import { bundleVictim } from './victim-bundle.ts'

export interface Killed {
  readonly answered: Answered
  /** Exit code of the last start, which ran to its end. */
  readonly code: number | null
  readonly errors: string
}

interface Options {
  readonly kills: number
  readonly seed: number
  readonly dataDir: string
  readonly diary: string
}

/** Starts and kills the program repeatedly, at times that the seed determines. Then lets the program finish. */
export async function killOverAndOver({ kills, seed, dataDir, diary }: Options): Promise<Killed> {
  await prepare(dataDir)
  const program = await bundleVictim()
  const random = createRandom(seed)
  const answered: Answered = new Map()
  const begun = performance.now()
  const first = startVictim({ program, dataDir, diary, mode: 'again', answered })
  await first.ready
  const bootMs = performance.now() - begun
  await killAfter(first, 100)
  // A fifth of the kills hit the startup, the others the work.
  for (let count = 1; count < kills; count += 1) {
    const victim = startVictim({ program, dataDir, diary, mode: 'again', answered })
    if (random() < 0.2) await killAfter(victim, random() * bootMs)
    else {
      await Promise.race([victim.ready, victim.ended])
      await killAfter(victim, random() * 250)
    }
  }
  return { ...(await startVictim({ program, dataDir, diary, mode: 'last', answered }).ended), answered }
}

/** Registers agents with a price, and sets a budget that is too small. */
async function prepare(dataDir: string): Promise<void> {
  const store = openTestStore(dataDir)
  const log = pino({ level: 'silent' })
  const engine = createEngine({ store, clock: createManualClock(Date.now()), log, limits: { global: 32 } })
  await engine.dispatch({ type: 'agents.register', agents: [witness] })
  const cap = { amountMinor: firstCapMinor, currency: 'EUR' }
  await engine.dispatch({ type: 'budget.set', account: `project:${projectId}`, cap })
  await engine.close()
  store.close()
}

interface Victim {
  readonly child: ChildProcess
  readonly ready: Promise<void>
  readonly ended: Promise<{ code: number | null; errors: string }>
}

interface Start extends Pick<Options, 'dataDir' | 'diary'> {
  readonly program: string
  readonly mode: 'again' | 'last'
  readonly answered: Answered
}

function startVictim({ program, dataDir, diary, mode, answered }: Start): Victim {
  const child = spawn(process.execPath, [program, dataDir, diary, mode], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const over = new AbortController()
  void answerGates(dataDir, child.pid ?? 0, { answered, signal: over.signal })
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const ready = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
  const ended = new Promise<{ code: number | null; errors: string }>((resolve) =>
    child.once('exit', (code) => {
      over.abort()
      resolve({ code, errors })
    }),
  )
  return { child, ready, ended }
}

async function killAfter({ child, ended }: Victim, ms: number): Promise<void> {
  await Promise.race([new Promise((resolve) => setTimeout(resolve, ms)), ended])
  child.kill('SIGKILL')
  await ended
}
