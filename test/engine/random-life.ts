import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { explainTask } from '../../src-main/engine/explain.ts'
import { replay } from '../../src-main/engine/replay.ts'
import type { RunState, TaskState } from '../../src-main/engine/state.ts'
import type { Command } from '../../src-shared/commands.ts'
import type { Agent } from '../../src-shared/model/agent.ts'
import { allowedAnswers } from '../../src-shared/model/approval.ts'
import type { PlanDocument } from '../../src-shared/model/plan.ts'
import { priorities, type TaskDefinition } from '../../src-shared/model/task.ts'
import { listCycles } from '../../src-shared/task-graph.ts'
import { agentOf, createHarness, openTestStore, planOf, taskOf } from '../support/engine.ts'
import { canonicalState, stateFromTables } from './canonical-state.ts'
import { takeCrashImage } from './crash-image.ts'
import { judgeLog } from './log-judge.ts'
import { type AttemptsByHand, answerOf, createAttemptsByHand, type Harness } from './scene.ts'

const skills = ['cooking', 'driving', 'flying'] as const
const start = Date.UTC(2026, 0, 1)
const day = 86_400_000

const seedOfTask = fc.record({
  isGroup: fc.boolean(),
  /** Picks among earlier tasks, by remainder. */
  dependsOn: fc.array(fc.nat(40), { maxLength: 3 }),
  parent: fc.option(fc.nat(40), { freq: 2 }),
  requiredSkills: fc.subarray([...skills], { maxLength: 2 }),
  requiresApproval: fc.integer({ min: 0, max: 4 }).map((of) => of === 0),
  priority: fc.constantFrom(...priorities),
  dueAt: fc.option(fc.integer({ min: -3, max: 5 }).map((days) => start + days * day)),
})

const plan: fc.Arbitrary<PlanDocument> = fc
  .record({
    tasks: fc.array(seedOfTask, { minLength: 1, maxLength: 12 }),
    parallelLimit: fc.integer({ min: 1, max: 4 }),
    crew: fc.option(fc.constantFrom<string[]>(['a0', 'a1']), { freq: 5 }),
  })
  .map(({ tasks, ...overrides }) => planOf(connect(tasks), overrides))

type SeedOfTask = typeof seedOfTask extends fc.Arbitrary<infer Seed> ? Seed : never

/** Links to earlier tasks only; a link that would close a loop through a group is left out. */
function connect(seeds: readonly SeedOfTask[]): TaskDefinition[] {
  const tasks: TaskDefinition[] = []
  for (const [at, { isGroup, dependsOn, parent, ...facts }] of seeds.entries()) {
    const groups = tasks.filter(({ kind }) => kind === 'group')
    const linked = taskOf(`t${at}`, {
      ...facts,
      kind: isGroup && at % 3 !== 2 ? 'group' : 'task',
      parent: parent === null ? null : (groups[parent % Math.max(1, groups.length)]?.key ?? null),
      dependsOn: at === 0 ? [] : dependsOn.map((pick) => `t${pick % at}`),
    })
    const candidates = [linked, { ...linked, dependsOn: [] }, { ...linked, dependsOn: [], parent: null }]
    const fitting = candidates.find((task) => listCycles([...tasks, task]).length === 0)
    tasks.push(fitting ?? taskOf(`t${at}`))
  }
  return tasks
}

const agent: fc.Arbitrary<Agent> = fc
  .record({
    id: fc.constantFrom('a0', 'a1', 'a2', 'a3'),
    skills: fc.subarray([...skills]),
    capacity: fc.integer({ min: 1, max: 3 }),
    availability: fc.constantFrom('online', 'online', 'busy', 'offline'),
    effectClass: fc.constantFrom('repeatable', 'resumable', 'once'),
  })
  .map(({ id, ...overrides }) => agentOf(id, overrides))

const pick = fc.nat(1000)
const action = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('finish' as const),
      picks: fc.array(pick, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fail' as const), pick }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const), pick, answer: pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('build' as const), plan }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('register' as const), agent }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('late' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('report' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 3 }) }),
  },
)
export type Action = typeof action extends fc.Arbitrary<infer Each> ? Each : never

/** A life of the engine: agents, plans, and what then happens in which order. */
export const life = fc.record({
  agents: fc.array(agent, { maxLength: 4 }),
  plans: fc.array(plan, { minLength: 1, maxLength: 3 }),
  globalLimit: fc.integer({ min: 1, max: 6 }),
  actions: fc.array(action, { maxLength: 30 }),
})
export type Life = typeof life extends fc.Arbitrary<infer Each> ? Each : never

interface World {
  harness: Harness
  hand: AttemptsByHand
}

/** Lives it, checks it at every step, and throws at the first thing that is not as the design says. */
export async function live({
  agents,
  plans,
  globalLimit,
  actions,
}: Life): Promise<{ events: number; over: number }> {
  const world = openWorld(globalLimit)
  await world.harness.register(...agents)
  for (const each of plans) await world.harness.build(each)
  await settle(world)
  for (const each of actions) {
    await act(world, each, globalLimit)
    await settle(world)
  }
  await drain(world)
  const { store, limits } = world.harness
  const events = store.events.listAfter(0, 1_000_000)
  requireEqual(judgeLog(events, limits), [], 'breaches of E1-E4 and E6')
  const copy = openTestStore(`${world.harness.dataDir}/copy`)
  replay(store, copy)
  requireEqual(copy.dumpProjections(), store.dumpProjections(), 'replayed tables (E8)')
  copy.close()
  await world.harness.close()
  return { events: events.length, over: events.filter(({ body }) => body.type === 'run.settled').length }
}

function openWorld(globalLimit: number, dataDir?: string): World {
  const hand = createAttemptsByHand()
  const harness = createHarness({
    adapter: hand.adapter,
    globalLimit,
    ...(dataDir === undefined ? {} : { dataDir }),
  })
  // What is tested here is not what survives a power cut; FULL would spend the time on the disk.
  harness.store.db.pragma('synchronous = OFF')
  return { harness, hand }
}

const choose = <T>(items: readonly T[], by: number): T | undefined => items[by % Math.max(1, items.length)]

async function act(world: World, each: Action, globalLimit: number): Promise<void> {
  const { harness, hand } = world
  const { engine } = harness
  switch (each.do) {
    case 'finish':
      for (const by of each.picks) {
        const attempt = choose(hand.waiting(), by)
        if (attempt !== undefined) hand.finish(attempt.attemptId)
      }
      return
    case 'fail': {
      const attempt = choose(hand.waiting(), each.pick)
      if (attempt !== undefined) hand.fail(attempt.attemptId)
      return
    }
    case 'answer': {
      const gate = choose([...engine.state.approvals], each.pick)
      if (gate === undefined) return
      const [approvalId, { kind }] = gate
      const answer = choose(allowedAnswers[kind], each.answer) ?? 'reject'
      return void (await engine.dispatch(answerOf(harness, approvalId, answer)))
    }
    case 'cancel': {
      const runId = choose([...engine.state.runs.keys()], each.pick)
      if (runId !== undefined) await engine.dispatch({ type: 'run.cancel', runId })
      return
    }
    case 'build':
      return void (await harness.build(each.plan))
    case 'register':
      return harness.register(each.agent)
    case 'late':
      return sayLate(world, each.pick)
    case 'report': {
      const attempt = choose(hand.waiting(), each.pick)
      if (attempt === undefined) return
      const lines = [{ level: 'info', text: `at ${each.pick}` }] as const
      const percent = each.pick % 101
      return void (await engine.dispatch({
        type: 'attempt.report',
        attemptId: attempt.attemptId,
        percent,
        lines,
      }))
    }
    case 'crash':
      return crash(world, globalLimit)
    case 'wait':
      return harness.clock.advance(each.days * day)
  }
}

/** A result of an attempt that ended, or that an older engine began, is refused and changes nothing (E2, E3). */
async function sayLate({ harness, hand }: World, by: number): Promise<void> {
  const alive = new Set(hand.waiting().map(({ attemptId }) => attemptId))
  const begun = harness.store.events
    .listAfter(0, 1_000_000)
    .flatMap(({ body }) => (body.type === 'attempt.started' ? [body.attemptId] : []))
  const attemptId = choose(
    begun.filter((id) => !alive.has(id)),
    by,
  )
  if (attemptId === undefined) return
  const before = harness.store.dumpProjections()
  const command: Command = { type: 'attempt.finish', attemptId, result: { text: 'late', data: null } }
  const outcome = await harness.engine.dispatch(command)
  requireEqual(outcome.ok ? 'accepted' : outcome.error.code, 'E_STALE', 'a late result')
  requireEqual(harness.store.dumpProjections(), before, 'tables after a late result')
}

async function crash(world: World, globalLimit: number): Promise<void> {
  const image = takeCrashImage(world.harness.dataDir)
  const old = world.harness
  Object.assign(world, openWorld(globalLimit, image))
  await old.close()
  await world.harness.engine.dispatch({ type: 'engine.recover' })
}

async function settle({ harness }: World): Promise<void> {
  await harness.settle()
  requireEqual(stateFromTables(harness), canonicalState(harness.engine.state), 'state from the tables')
  for (const run of harness.engine.state.runs.values()) {
    for (const task of run.tasks.values()) requireReason(harness, run, task)
  }
}

/** E7: a task that waits has one reason, and it is the one that its status and its neighbours call for. */
function requireReason({ engine, limits }: Harness, run: RunState, task: TaskState): void {
  const reason = explainTask(engine.state, limits, { run, task })
  const isWaiting = task.status === 'blocked' || task.status === 'todo' || task.status === 'awaiting_approval'
  if (!isWaiting) return
  const unmet = task.definition.dependsOn.some((key) => run.tasks.get(key)?.status !== 'done')
  const fitting: Record<string, readonly string[]> = {
    blocked: [unmet ? 'dependency' : 'group'],
    awaiting_approval: ['approval'],
    todo: [
      task.agentId === null ? 'no_agent' : 'agent_busy',
      ...(task.agentId === null ? [] : ['run_limit', 'global_limit']),
    ],
  }
  const isFitting =
    reason !== null && reason.message !== '' && (fitting[task.status] ?? []).includes(reason.code)
  if (!isFitting)
    throw new Error(`E7 ${task.definition.key} is ${task.status} because ${JSON.stringify(reason)}`)
}

/** Ends what runs and opens what is shut until nothing is left: with an agent for everything, every run must end. */
async function drain(world: World): Promise<void> {
  const { harness, hand } = world
  await harness.register(...['a0', 'a1'].map((id) => agentOf(id, { skills: [...skills] })))
  await settle(world)
  for (;;) {
    const [attempt] = hand.waiting()
    const [gate] = harness.engine.state.approvals
    if (attempt !== undefined) hand.finish(attempt.attemptId)
    else if (gate !== undefined) {
      const [approvalId, { kind }] = gate
      const answer = kind === 'task_gate' ? 'approve' : 'happened'
      await harness.engine.dispatch(answerOf(harness, approvalId, answer))
    } else break
    await settle(world)
  }
  requireEqual([...harness.engine.state.runs.keys()], [], 'runs that never end')
  requireEqual(harness.engine.state.live, 0, 'attempts in flight at the end')
  const busy = [...harness.engine.state.agents.values()].filter(
    ({ running, promised }) => running + promised !== 0,
  )
  requireEqual(busy.length, 0, 'agents that still hold something at the end')
}

function requireEqual(found: unknown, expected: unknown, what: string): void {
  if (isDeepStrictEqual(found, expected)) return
  const [is, should] = [found, expected].map((value) => JSON.stringify(value, null, 1))
  throw new Error(`${what}:\n${is}\nshould be\n${should}`)
}
