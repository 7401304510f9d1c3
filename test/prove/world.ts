import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import pino from 'pino'
import { createManualClock } from '../../src-main/base/clock.ts'
import { createEngine, type Engine } from '../../src-main/engine/engine.ts'
import { createExecutor } from '../../src-main/engine/execution/executor.ts'
import { createDecider } from '../../src-main/engine/goals/decider.ts'
import type { Answer, Outcome } from '../../src-main/engine/rules/rule.ts'
import { createTimers } from '../../src-main/engine/timers.ts'
import type { Command } from '../../src-shared/commands.ts'
import { canonicalState, stateFromTables } from '../engine/canonical-state.ts'
import { createJudge, type Judge } from '../engine/log-judge.ts'
import { openTestStore } from '../support/engine.ts'
import { hideNothing, keepNothing, noChecks } from '../support/no-checks.ts'
import { sayAnything } from './decider.ts'
import { createHand, type Hand } from './hand.ts'
import { judgeTables } from './judge-tables.ts'

/**
 * One life's world: a whole engine over a real database, agents by hand, a clock that moves when it is told to, and a
 * judge who reads every commit. Nothing in it is left to chance, so that the same life ends with the same log.
 */
export interface World {
  readonly root: string
  readonly limits: { readonly global: number }
  readonly clock: ReturnType<typeof createManualClock> & { jump(ms: number): void }
  readonly judge: Judge
  /** What happened that the log does not say. */
  readonly tallies: Map<string, number>
  /** Commands that were answered, with the answer that must come again. */
  readonly acknowledged: { id: string; command: Command; answer: Answer; seq: number }[]
  /** Of what is running now; a crash puts another in its place. */
  program: Program
  nextId: number
}

export interface Program {
  readonly dir: string
  readonly store: ReturnType<typeof openTestStore>
  readonly engine: Engine
  readonly hand: Hand
  /** Decides from now on: after a start, once every attempt has its fate. */
  decide(): void
  close(): Promise<void>
}

const silent = pino({ level: 'silent' })

/** In memory where there is a folder for that: thousands of lives open thousands of databases. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

export function openWorld(globalLimit: number): World {
  const root = mkdtempSync(join(scratch, 'switchyard-life-'))
  const clock = createJumpingClock()
  const limits = { global: globalLimit }
  const dir = join(root, '0')
  mkdirSync(dir)
  const program = openProgram({ dir, clock, limits })
  program.decide()
  return {
    root,
    limits,
    clock,
    judge: createJudge(limits),
    tallies: new Map(),
    acknowledged: [],
    program,
    nextId: 1,
  }
}

/** A wall clock that somebody may set, over timers that run on regardless. */
function createJumpingClock(): World['clock'] {
  const clock = createManualClock()
  let skew = 0
  return {
    ...clock,
    now: () => clock.now() + skew,
    jump(ms) {
      skew += ms
    },
  }
}

function openProgram({ dir, clock, limits }: Pick<World, 'clock' | 'limits'> & { dir: string }): Program {
  const store = openTestStore(dir)
  const synchronous = store.db.pragma('synchronous', { simple: true })
  if (synchronous !== 2)
    throw new Error(`S the database is opened with synchronous = ${synchronous}, not FULL`)
  // What is tested here is not what survives a power cut; FULL would spend the time on the disk.
  store.db.pragma('synchronous = OFF')
  const hand = createHand()
  const engine = createEngine({ store, clock, log: silent, limits })
  const timers = createTimers({ engine, clock, log: silent })
  const executor = createExecutor({
    engine,
    store,
    clock,
    log: silent,
    findAdapter: () => hand.adapter,
    verify: noChecks,
    hideIn: hideNothing,
    keep: keepNothing,
  })
  const deciders = { rules: sayAnything, model: sayAnything }
  const askShadow = () => Promise.reject(new Error('No life has a shadow'))
  let decider: ReturnType<typeof createDecider> | null = null
  return {
    dir,
    store,
    engine,
    hand,
    decide() {
      const readTariff = async () => 'free' as const
      decider = createDecider({ engine, store, clock, log: silent, deciders, askShadow, readTariff })
    },
    async close() {
      await decider?.close()
      timers.close()
      hand.release()
      await executor.close()
      await engine.close()
      store.close()
    },
  }
}

export function tally({ tallies }: World, what: string, by = 1): void {
  tallies.set(what, (tallies.get(what) ?? 0) + by)
}

export function newId(world: World): string {
  world.nextId += 1
  return String(world.nextId)
}

/** Dispatches under an id of its own; null when the disk was full. */
export async function dispatch(world: World, command: Command): Promise<Outcome | null> {
  const id = `command-${newId(world)}`
  const { engine, store } = world.program
  // The only thing that may break a turn here is the disk, which an action fills; `settle` finds everything else.
  try {
    const outcome = await engine.dispatch(command, { id })
    const seq = store.events.lastSeq()
    if (outcome.ok) world.acknowledged.push({ id, command, answer: outcome.value, seq })
    else tally(world, `refused ${outcome.error.code}`)
    return outcome
  } catch (error) {
    if (!isDiskFull(error)) throw error
    tally(world, 'commands that met a full disk')
    return null
  }
}

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL'

/** Lets everything that can happen without the clock moving happen, and judges it. */
export async function settle(world: World): Promise<void> {
  const { store } = world.program
  for (let quiet = 0, seq = store.events.lastSeq(); quiet < 3; quiet += 1) {
    await world.clock.advance(0)
    if (store.events.lastSeq() !== seq) quiet = 0
    seq = store.events.lastSeq()
  }
  judgeNow(world)
}

export function judgeNow(world: World): void {
  const { judge, program } = world
  const { store, engine } = program
  for (const event of store.events.listAfter(heard(world), 1_000_000)) judge.hear(event)
  world.tallies.set('events', store.events.lastSeq())
  requireEqual(judge.model.breaches, [], 'breaches found in the log')
  requireEqual(
    judgeTables(judge.model, program, world.limits),
    [],
    'tables that do not say what the log says',
  )
  requireEqual(stateFromTables(program), canonicalState(engine.state), 'state from the tables')
}

/** After a long wait: nothing that had its time is still as it was. Call it when the clock was left alone for a while. */
export function judgeOverdue(world: World): void {
  judgeNow(world)
  const long = world.clock.now() - 5 * 60_000
  const { live, gates, runs } = world.judge.model
  const isPast = (at: number | null | undefined) => at !== null && at !== undefined && at < long
  const overdue = [
    ...[...live.values()]
      .filter(({ leaseUntil, stop }) => stop === null && isPast(leaseUntil))
      .map(({ id }) => `lease of ${id}`),
    ...[...gates.values()].flatMap(({ end, approval }) =>
      end === null && isPast(approval.expiresAt) ? [approval.id] : [],
    ),
    ...[...runs.values()].flatMap((run) =>
      [...run.tasks.values()]
        .filter(({ retryAt, status }) => status === 'todo' && isPast(retryAt))
        .map(({ definition }) => `retry of ${definition.key}`),
    ),
  ]
  requireEqual(overdue, [], 'what is long due')
}

const heard = ({ tallies }: World): number => tallies.get('events') ?? 0

/** The program dies and is started from what `image` holds. */
export async function restart(world: World, image: string): Promise<void> {
  const old = world.program
  world.program = openProgram({ dir: image, clock: world.clock, limits: world.limits })
  await old.close()
  rmSync(old.dir, { recursive: true, force: true })
  const { engine, store } = world.program
  const seq = store.events.lastSeq()
  const kept = world.acknowledged.filter((each) => each.seq <= seq)
  world.acknowledged.splice(0, Infinity, ...kept)
  for (const event of store.events.listAfter(heard(world), 1_000_000)) world.judge.hear(event)
  world.tallies.set('events', seq)
  world.judge.restart()
  await engine.dispatch({ type: 'engine.recover' })
  judgeFates(world)
  world.program.decide()
  await settle(world)
  tally(world, 'crashes')
}

/** E9, right after the recovery's own commit. */
function judgeFates(world: World): void {
  const { store } = world.program
  for (const event of store.events.listAfter(heard(world), 1_000_000)) world.judge.hear(event)
  world.tallies.set('events', store.events.lastSeq())
  requireEqual(world.judge.listFateless(), [], 'E9 attempts without a fate after a start')
}

export function nextImage(world: World): string {
  const dir = join(world.root, newId(world))
  mkdirSync(dir)
  return dir
}

export async function closeWorld({ program, root }: World): Promise<void> {
  await program.close()
  rmSync(root, { recursive: true, force: true })
}

export function requireEqual(found: unknown, expected: unknown, what: string): void {
  if (isDeepStrictEqual(found, expected)) return
  throw new Error(`${what}:\n${listDifferences(found, expected, '').slice(0, 12).join('\n')}`)
}

/** Where two values part, each with its path: whole states are too long to read. */
function listDifferences(found: unknown, expected: unknown, path: string): string[] {
  if (isDeepStrictEqual(found, expected)) return []
  if (!isTree(found) || !isTree(expected)) {
    return [`${path || 'it'} is ${JSON.stringify(found)}, and should be ${JSON.stringify(expected)}`]
  }
  const [is, should] = [new Map(Object.entries(found)), new Map(Object.entries(expected))]
  const keys = new Set([...is.keys(), ...should.keys()])
  return [...keys].flatMap((key) => listDifferences(is.get(key), should.get(key), `${path}/${key}`))
}

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null
