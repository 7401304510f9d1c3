import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunState, TaskState } from '../../src-main/engine/state.ts'
import { type Hold, isPassing, type Point } from '../../src-main/engine/views/explain-causes.ts'
import { explainRun } from '../../src-main/engine/views/explain-run.ts'
import type { RunId } from '../../src-shared/ids.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import { isWaiting } from '../../src-shared/model/task.ts'
import type { TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { listCycles } from '../../src-shared/task-graph.ts'
import { agentOf, createHarness, planOf, taskOf } from '../support/engine.ts'
import { act } from './act.ts'
import { type AttemptsByHand, createAttemptsByHand, type Harness, startRun } from './test-run.ts'

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })

const seedOfTask = fc.record({
  isGroup: fc.integer({ min: 0, max: 5 }).map((of) => of === 0),
  dependsOn: fc.array(fc.nat(40), { maxLength: 3 }),
  parent: fc.option(fc.nat(40), { freq: 2 }),
  skill: fc.option(fc.constantFrom('cooking', 'flying', 'rare'), { freq: 2 }),
  pin: fc.option(fc.constantFrom('ann', 'bob', 'ghost'), { freq: 1, nil: undefined }),
  gate: fc.constantFrom('none', 'none', 'none', 'before', 'after', 'two'),
  cost: fc.option(fc.integer({ min: 0, max: 300 }).map(eur), { freq: 2 }),
})
type SeedOfTask = typeof seedOfTask extends fc.Arbitrary<infer Seed> ? Seed : never

function tasksOf(seeds: readonly SeedOfTask[]): TaskDefinition[] {
  const tasks: TaskDefinition[] = []
  for (const [at, { isGroup, dependsOn, parent, skill, pin, gate, cost }] of seeds.entries()) {
    const groups = tasks.filter(({ kind }) => kind === 'group')
    const when = gate === 'after' && !isGroup ? ('after' as const) : ('before' as const)
    const task = taskOf(`t${at}`, {
      kind: isGroup ? 'group' : 'task',
      parent: parent === null ? null : (groups[parent % Math.max(1, groups.length)]?.key ?? null),
      dependsOn: at === 0 ? [] : dependsOn.map((pick) => `t${pick % at}`),
      requiredSkills: skill === null ? [] : [skill],
      ...(pin !== undefined && { pin }),
      ...(gate !== 'none' && { gate: { when, quorum: gate === 'two' ? 2 : 1, onExpiry: 'reject' as const } }),
      ...(cost !== null && !isGroup && { cost }),
      retry: { maxAttempts: 5, firstMs: 1000, factor: 2, maxMs: 60_000 },
    })
    const candidates = [task, { ...task, dependsOn: [] }, { ...task, dependsOn: [], parent: null }]
    tasks.push(candidates.find((each) => listCycles([...tasks, each]).length === 0) ?? taskOf(`t${at}`))
  }
  return tasks
}

const roster: fc.Arbitrary<Agent[]> = fc
  .record({
    capacity: fc.integer({ min: 1, max: 2 }),
    availability: fc.constantFrom('online', 'offline'),
    hasWorker: fc.boolean(),
  })
  .map(({ capacity, availability, hasWorker }) => [
    agentOf('ann', { capacity, price: eur(50), skills: ['cooking'] }),
    agentOf('bob', { capacity: 1, skills: ['flying'], availability }),
    agentOf('cid', { capacity, price: eur(50) }),
    ...(hasWorker ? [worker] : []),
  ])
const worker = agentOf('ext', { kind: 'external', skills: ['cooking', 'flying'], price: eur(10) })

const step = fc.record({
  do: fc.constantFrom('finish', 'finish', 'fail', 'ask', 'block', 'pause'),
  pick: fc.nat(100),
})
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never

const testRun = fc.record({
  tasks: fc.array(seedOfTask, { minLength: 1, maxLength: 14 }).map(tasksOf),
  agents: roster,
  budget: fc.option(fc.integer({ min: 0, max: 800 }).map(eur)),
  reviewLimit: fc.option(fc.integer({ min: 1, max: 2 })),
  parallelLimit: fc.integer({ min: 1, max: 3 }),
  steps: fc.array(step, { maxLength: 12 }),
})

describe('the explanation of any run', () => {
  it('puts every waiting task under one cause, and its best action frees the promised tasks', async () => {
    const kinds: Record<string, number> = {}
    await fc.assert(
      fc.asyncProperty(testRun, async ({ tasks, agents, budget, reviewLimit, parallelLimit, steps }) => {
        const hand = createAttemptsByHand()
        const harness = createHarness({ adapter: hand.adapter })
        await harness.register(...agents)
        const facts = { parallelLimit, reviewLimit: reviewLimit ?? 1000, ...(budget !== null && { budget }) }
        const { runId } = await startRun(harness, planOf(tasks, facts))
        for (const each of steps) {
          await take(harness, hand, { runId, step: each })
          const kind = await judge(harness, runId)
          if (kind !== null) kinds[kind] = (kinds[kind] ?? 0) + 1
        }
        await harness.close()
      }),
      { numRuns: 80, seed: 3 },
    )
    // Runs without waiting tasks would prove nothing.
    expect(Object.keys(kinds).length).toBeGreaterThanOrEqual(6)
  }, 60_000)
})

async function take(
  { engine, settle }: Harness,
  hand: AttemptsByHand,
  { runId, step: { do: what, pick } }: { runId: RunId; step: Step },
): Promise<void> {
  const waiting = hand.waiting()
  const attemptId = waiting[pick % Math.max(1, waiting.length)]?.attemptId
  if (what === 'pause') await engine.dispatch({ type: 'run.pause', runId })
  else if (attemptId === undefined) return
  else if (what === 'finish') hand.finish(attemptId)
  else if (what === 'fail') hand.fail(attemptId)
  else if (what === 'ask')
    await engine.dispatch({ type: 'attempt.ask', attemptId, question: { text: 'Which?' } })
  else await engine.dispatch({ type: 'attempt.block', attemptId, message: 'no login' })
  await settle()
}

/** Checks the explanation, and carries out every other best action, so that the causes change with the steps. */
async function judge(harness: Harness, runId: RunId): Promise<string | null> {
  const run = harness.engine.state.runs.get(runId)
  if (run === undefined) return null
  const { roots, actions, headline, waiting } = explain(harness, run)
  const placed = roots.flatMap(({ held, after, shared }) => [...held, ...after, ...shared])
  const expected = [...run.tasks.values()].filter(isWaiting)
  expect(new Set(placed)).toEqual(new Set(expected))
  expect([placed.length, waiting]).toEqual([expected.length, expected.length])
  expect(headline).not.toMatch(/undefined|null|NaN/)
  if (waiting > 0) expect(actions.length).toBeGreaterThan(0)
  const [best] = actions
  if (best === undefined || best.frees.now === 0) return null
  const root = roots.find(({ id }) => id === best.rootId)
  const before = new Set(best.kind === 'wait' ? [] : root?.held)
  await act(harness, runId, best)
  const later = harness.engine.state.runs.get(runId)
  if (later === undefined) return best.kind
  const { holds } = explain(harness, later)
  const isFreed = (key: string) => {
    const task = later.tasks.get(key)
    return task === undefined || !isWaiting(task) || holds.get(task)?.root.id !== best.rootId
  }
  expect({ best, freed: best.taskKeys.filter(isFreed) }).toEqual({ best, freed: best.taskKeys })
  requireOnTheirWay([...(root?.held ?? [])], [...(root?.after ?? [])], holds)
  const gone = [...before].filter(({ definition }) => isFreed(definition.key)).length
  if (best.kind !== 'wait' && root?.kind !== 'review_limit')
    expect(gone).toBeGreaterThanOrEqual(best.frees.now)
  return best.kind
}

/** Tasks that should follow must now wait for a passing cause, or for another task that the action freed. */
function requireOnTheirWay(
  held: readonly TaskState[],
  after: readonly TaskState[],
  holds: ReadonlyMap<Point, Hold>,
): void {
  const freed = new Set([...held, ...after])
  for (const task of after.filter(isWaiting)) {
    const root = holds.get(task)?.root
    const isOnItsWay = root !== undefined && (isPassing(root) || root.held.some((each) => freed.has(each)))
    expect({ task: task.definition.key, root: root?.id, isOnItsWay }).toMatchObject({ isOnItsWay: true })
  }
}

const explain = ({ engine, limits, clock }: Harness, run: RunState) =>
  explainRun(engine.state, limits, { run, at: clock.now() })
