import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { replay } from '../../src-main/engine/replay.ts'
import type { Command } from '../../src-shared/commands.ts'
import { runIdSchema } from '../../src-shared/ids.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import type { Goal } from '../../src-shared/model/decisions/decision.ts'
import type { PlanDocument } from '../../src-shared/model/plan.ts'
import {
  answer,
  choose,
  claim,
  crashAtAnswer,
  deafen,
  delegate,
  fail,
  finish,
  jump,
  type Picks,
  repeat,
  sayLate,
  speak,
  steer,
} from '../prove/actions.ts'
import { drain } from '../prove/drain.ts'
import { judgeSpending } from '../prove/judge-spending.ts'
import { judgeMovements } from '../prove/judge-tables.ts'
import { agent, connect, day, hour, minute, plan, type TaskSeed, taskSeed } from '../prove/life-plan.ts'
import {
  closeWorld,
  dispatch,
  judgeNow,
  judgeOverdue,
  newId,
  nextImage,
  openWorld,
  requireEqual,
  restart,
  settle,
  tally,
  type World,
} from '../prove/world.ts'
import { openTestStore, taskOf } from '../support/engine.ts'
import { migrationsDir } from '../support/made-database.ts'
import { takeCrashImage } from './crash-image.ts'

const sumsOfOldLogs = readFileSync(join(migrationsDir, '0019.sql'), 'utf8')

const pass = (world: World, [by]: Picks): Promise<void> =>
  world.clock.advance(choose([1000, minute, 20 * minute, hour, 3 * hour, 2 * day], by) ?? 0)

const simple = {
  finish,
  fail,
  speak,
  deafen,
  answer,
  delegate,
  steer,
  claim,
  late: sayLate,
  repeat,
  crashAtAnswer,
  jump,
  async wait(world: World, picks: Picks) {
    await pass(world, picks)
    // Timers in a long wait may set further timers.
    for (let more = 0; more < 4; more += 1) {
      await settle(world)
      await world.clock.advance(2 * minute)
    }
    await settle(world)
    judgeOverdue(world)
  },
}

const picks: fc.Arbitrary<Picks> = fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000), fc.nat(1000))
const simply = <Name extends keyof typeof simple>(name: Name, weight: number) => ({
  weight,
  arbitrary: fc.record({ do: fc.constant(name), picks }),
})
/** Actions during a crash or a full disk. The judge waits until they end. */
const unjudged = { finish, answer, steer, claim, speak, pass }
const busy = fc.constantFrom('finish', 'answer', 'steer', 'claim', 'speak', 'pass')

const action = fc.oneof(
  simply('finish', 12),
  simply('fail', 6),
  simply('speak', 5),
  simply('deafen', 1),
  simply('answer', 9),
  simply('delegate', 1),
  simply('steer', 5),
  simply('claim', 4),
  simply('late', 2),
  simply('repeat', 1),
  simply('crashAtAnswer', 1),
  simply('jump', 1),
  simply('wait', 5),
  { weight: 1, arbitrary: fc.record({ do: fc.constant('build' as const), plan }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pursue' as const), plan }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('register' as const), agent }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      picks,
      tasks: fc.array(taskSeed, { minLength: 1, maxLength: 2 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('crash' as const), while: busy, picks }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fullDisk' as const), while: busy, picks }) },
)
type Action = typeof action extends fc.Arbitrary<infer Each> ? Each : never

/** A random life of the engine: agents, plans, and a sequence of actions. */
export const life = fc.record({
  agents: fc.array(agent, { minLength: 1, maxLength: 5 }),
  plans: fc.array(plan, { minLength: 1, maxLength: 3 }),
  goals: fc.array(plan, { maxLength: 1 }),
  globalLimit: fc.integer({ min: 1, max: 6 }),
  // Without a size, most lives would contain only a few actions.
  actions: fc.array(action, { minLength: 5, maxLength: 40, size: 'max' }),
})
export type Life = typeof life extends fc.Arbitrary<infer Each> ? Each : never

export interface Lived {
  /** Number of occurrences by kind of action. */
  readonly counts: ReadonlyMap<string, number>
  /** Hash of the complete log; equal lives have equal hashes. */
  readonly hash: string
  /** Number of finished tasks. */
  readonly done: number
}

/** Runs a life, checks the invariants after each step, and throws at the first violation. */
export async function live({ agents, plans, goals, globalLimit, actions }: Life): Promise<Lived> {
  const world = openWorld(globalLimit)
  // Deletes the folder even if a check fails.
  try {
    await register(world, agents)
    for (const each of plans) await build(world, each)
    for (const each of goals) await build(world, pursuitOf(each), goal)
    await settle(world)
    for (const each of actions) {
      await act(world, each)
      await settle(world)
    }
    await drain(world)
    return conclude(world)
  } finally {
    await closeWorld(world)
  }
}

function conclude(world: World): Lived {
  const { judge, program } = world
  judgeNow(world)
  requireEqual(judgeMovements(judge.model, program), [], 'movements of money')
  const copy = openTestStore(nextImage(world))
  copy.db.pragma('synchronous = OFF')
  replay(program.store, copy)
  requireEqual(copy.dumpProjections(), program.store.dumpProjections(), 'replayed tables (E8)')
  requireEqual(judgeSpending(program), [], 'sums of spending')
  // Old logs contain no charges of workers, and the old sums would attribute them to the model of the result.
  if (!judge.model.counts.has('attempt.charged')) {
    copy.db.exec('DROP TABLE spending; DROP INDEX events_of_agents')
    copy.db.exec(sumsOfOldLogs)
    requireEqual(
      copy.dumpProjections(),
      program.store.dumpProjections(),
      'sums of a log from before there were any',
    )
  }
  copy.close()
  const hash = program.store.db.prepare('SELECT hash FROM events ORDER BY seq DESC LIMIT 1').pluck().get()
  const done =
    (judge.model.counts.get('attempt.finished') ?? 0) + (judge.model.counts.get('task.accepted') ?? 0)
  return { counts: new Map([...judge.model.counts, ...world.tallies]), hash: String(hash), done }
}

async function register(world: World, agents: readonly Agent[]): Promise<void> {
  await dispatch(world, { type: 'agents.register', agents: distinct(agents) })
}

const distinct = (agents: readonly Agent[]): Agent[] => [
  ...new Map(agents.map((each) => [each.id, each])).values(),
]

/** A decider decides the next step after each task. */
const goal: Goal = { text: 'Be well fed', decider: 'rules' }

/** Every goal begins with a task, and its end triggers the first decision. */
const pursuitOf = (document: PlanDocument): PlanDocument => ({
  ...document,
  tasks: [taskOf('scope'), ...document.tasks],
})

async function build(world: World, document: PlanDocument, pursued?: Goal): Promise<void> {
  const id = newId(world)
  await dispatch(world, {
    type: 'run.build',
    runId: `run_${id}`,
    memoryId: `mem_${id}`,
    plan: document,
    ...(pursued !== undefined && { goal: pursued }),
  })
}

async function act(world: World, each: Action): Promise<void> {
  switch (each.do) {
    case 'build':
      return build(world, each.plan)
    case 'pursue':
      return build(world, pursuitOf(each.plan), goal)
    case 'register':
      return register(world, [each.agent])
    case 'add':
      return add(world, each.tasks, each.picks)
    case 'crash':
      return crash(world, each)
    case 'fullDisk':
      return fillDisk(world, each)
    default:
      return simple[each.do](world, each.picks)
  }
}

/** Adds tasks to a live run. Sometimes an existing task gets a dependency on the first new task. */
async function add(world: World, seeds: readonly TaskSeed[], [pick, other, chance]: Picks): Promise<void> {
  const run = choose(
    [...world.judge.model.runs.values()].filter(({ isOver }) => !isOver),
    pick,
  )
  if (run === undefined) return
  const tasks = [...run.tasks.values()].map(({ definition }) => definition)
  const before = tasks.length
  for (const seed of seeds) tasks.push(connect(tasks, `x${newId(world)}`, seed))
  const added = tasks.slice(before)
  const taskKey = choose(tasks.slice(0, before), other)?.key
  const dependsOn = added[0]?.key
  const isLinked = chance % 3 === 0 && taskKey !== undefined && dependsOn !== undefined
  const links = isLinked ? [{ taskKey, dependsOn }] : []
  const command: Command = { type: 'tasks.add', runId: runIdSchema.parse(run.id), tasks: added, links }
  await dispatch(world, command)
}

type During = Extract<Action, { while: unknown }>

/** Crashes after one of the commits of an action. All in-memory state is lost. */
async function crash(world: World, { while: name, picks: by }: During): Promise<void> {
  const { engine, dir } = world.program
  const image = nextImage(world)
  let commits = by[3] % 4
  let isTaken = false
  const unsubscribe = engine.subscribe(() => {
    if (commits === 0) takeCrashImage(dir, image)
    isTaken ||= commits === 0
    commits -= 1
  })
  await unjudged[name](world, by)
  await world.clock.advance(0)
  unsubscribe()
  if (!isTaken) takeCrashImage(dir, image)
  await restart(world, image)
}

/** Simulates a full disk during an action. After space is available again, no work may be lost. */
async function fillDisk(world: World, { while: name, picks: by }: During): Promise<void> {
  const { db } = world.program.store
  const pages = Number(db.pragma('page_count', { simple: true }))
  db.pragma(`max_page_count = ${pages + (by[3] % 2)}`)
  await unjudged[name](world, by)
  for (let turns = 0; turns < 5; turns += 1) await world.clock.advance(0)
  db.pragma('max_page_count = 1000000')
  await world.clock.advance(2000)
  tally(world, 'full disks')
}
