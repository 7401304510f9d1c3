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
 * World of a life: a complete engine with a real database, controlled agents, a manual clock, and a judge that reads
 * every commit. Everything is deterministic, so that equal lives produce equal logs.
 */
export interface World {
  readonly root: string
  readonly limits: { readonly global: number }
  readonly clock: ReturnType<typeof createManualClock> & { jump(ms: number): void }
  readonly judge: Judge
  /** Number of occurrences by kind, for facts that the log does not contain. */
  readonly tallies: Map<string, number>
  /** Answered commands, each with the answer that a repeat must return. */
  readonly acknowledged: { id: string; command: Command; answer: Answer; seq: number }[]
  /** The running process; a crash replaces it. */
  program: Program
  nextId: number
}

export interface Program {
  readonly dir: string
  readonly store: ReturnType<typeof openTestStore>
  readonly engine: Engine
  readonly hand: Hand
  /** Starts the decider; called after a restart, when every attempt has its fate. */
  decide(): void
  close(): Promise<void>
}

const silent = pino({ level: 'silent' })

/** In memory if possible, because thousands of lives open thousands of databases. */
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

/** A wall clock that can jump, while timers continue to run. */
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
  // These tests simulate no power failure, and synchronous = FULL is slow.
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

/** Dispatches a command with its own id. Null if the disk was full. */
export async function dispatch(world: World, command: Command): Promise<Outcome | null> {
  const id = `command-${newId(world)}`
  const { engine, store } = world.program
  // Only a full disk, which an action simulates, may make a command throw. `settle` finds all other errors.
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

/** Runs everything that is possible without advancing the clock, and checks the result. */
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

/** After a long wait: no timer is overdue. Call when the clock has advanced for a while. */
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

/** Crashes the process and starts it again from `image`. */
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

/** Checks E9 directly after the commit of the recovery. */
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

/** Paths where two values differ, because complete states are too long to read. */
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
