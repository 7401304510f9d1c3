import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeStats, listWaited } from '../../src-main/engine/views/run-stats.ts'
import type { StatsQuery } from '../../src-main/store/queries/stats.ts'
import { present } from '../../src-shared/assert.ts'
import { agentOf, createHarness, planOf, taskOf } from '../support/engine.ts'
import {
  answerOf,
  createAttemptsByHand,
  type Harness,
  startRun,
  startTestRun,
  type TestRunOptions,
} from './test-run.ts'

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })
const ever: StatsQuery = {
  start: 0,
  end: Number.MAX_SAFE_INTEGER,
  runId: null,
  projectId: null,
  withSimulated: 0,
}

const waitedOf = ({ store, limits }: Harness, query = ever) =>
  Object.fromEntries(
    listWaited(store, limits.global, query).map(({ key, waits }) => [key, Object.fromEntries(waits)]),
  )

const statsOf = ({ store, limits }: Harness, query: Partial<StatsQuery> = {}) =>
  describeStats(store, limits.global, { ...ever, ...query })

const liveOf = ({ engine }: Pick<Harness, 'engine'>) =>
  [...engine.state.runs.values()].flatMap(({ tasks }) =>
    [...tasks.values()].flatMap(({ live }) => live ?? []),
  )

async function start(tasks: Parameters<typeof startTestRun>[0], options: TestRunOptions = {}) {
  const testRun = await startTestRun(tasks, options)
  const pass = async (ms: number) => {
    await testRun.clock.advance(ms)
    await testRun.settle()
  }
  /** Finishes the running attempt; earlier attempts may still send signals. */
  const finishLive = async (key: string) => {
    const attemptId = present(liveOf(testRun).find(({ taskKey }) => taskKey === key)?.id, `attempt at ${key}`)
    await testRun.engine.dispatch({ type: 'attempt.finish', attemptId, result: { text: '', data: null } })
    await testRun.settle()
  }
  return { ...testRun, pass, finishLive }
}

describe('the waiting time of a task', () => {
  it('counts for a dependency until it ends, and for nothing during the work', async () => {
    const testRun = await start([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    await testRun.pass(100)
    await testRun.finish('a')
    await testRun.pass(40)
    await testRun.finish('b')
    expect(waitedOf(testRun)).toEqual({ a: {}, b: { dependency: 100 } })
    expect(statsOf(testRun).waiting).toEqual({
      ...{ tasks: 2, waitedMs: 100, workedMs: 140 },
      causes: [{ cause: 'dependency', ms: 100, tasks: 1 }],
      people: { ms: 0, tasks: 0 },
    })
  })

  it('counts for a gate by its kind, from its posting', async () => {
    const review = { when: 'after', quorum: 1, onExpiry: 'reject' } as const
    const testRun = await start([
      taskOf('a', { gate: review }),
      taskOf('b', { dependsOn: ['a'], requiresApproval: true }),
    ])
    await testRun.pass(15)
    await testRun.finish('a')
    await testRun.pass(20)
    await testRun.answer('a', 'approve')
    await testRun.pass(30)
    await testRun.answer('b', 'approve')
    await testRun.finish('b')
    expect(waitedOf(testRun)).toEqual({
      a: { result_review: 20 },
      b: { dependency: 35, task_gate: 30 },
    })
    expect(statsOf(testRun).waiting.people).toEqual({ ms: 50, tasks: 2 })
  })

  it('counts for a slot of its agent, of its run or of the app', async () => {
    const one = await start([taskOf('a'), taskOf('b')], { agents: [agentOf('ann', { capacity: 1 })] })
    await one.pass(10)
    await one.finish('a')
    await one.finish('b')
    expect(waitedOf(one)).toEqual({ a: {}, b: { agent_busy: 10 } })

    const two = await start([taskOf('a'), taskOf('b')], { plan: { parallelLimit: 1 } })
    await two.pass(10)
    await two.finish('a')
    await two.finish('b')
    expect(waitedOf(two)).toEqual({ a: {}, b: { run_limit: 10 } })

    const three = await start([taskOf('a'), taskOf('b')], { globalLimit: 1 })
    await three.pass(10)
    await three.finish('a')
    await three.finish('b')
    expect(waitedOf(three)).toEqual({ a: {}, b: { global_limit: 10 } })
  })

  it('counts for the app’s limit only while another run uses the slots', async () => {
    const testRun = await start([taskOf('a')], { globalLimit: 1 })
    await testRun.pass(5)
    const { runId } = await startRun(testRun, planOf([taskOf('b')]))
    await testRun.pass(7)
    await testRun.finish('a')
    await testRun.settle()
    const [attempt] = testRun.hand.waiting()
    testRun.hand.finish(attempt?.attemptId ?? `${runId}/b#1`)
    await testRun.settle()
    expect(waitedOf(testRun, { ...ever, runId })).toEqual({ b: { global_limit: 7 } })
  })

  it('counts for a pause regardless of other causes', async () => {
    const retry = { maxAttempts: 2, firstMs: 100, factor: 1, maxMs: 100 }
    const testRun = await start([taskOf('a', { retry })])
    await testRun.fail('a')
    await testRun.engine.dispatch({ type: 'run.pause', runId: testRun.runId })
    await testRun.pass(30)
    await testRun.engine.dispatch({ type: 'run.resume', runId: testRun.runId })
    await testRun.pass(100)
    await testRun.finish('a')
    const { paused = 0, backoff = 0 } = waitedOf(testRun).a ?? {}
    expect(paused).toBe(30)
    expect(backoff).toBeGreaterThan(0)
  })

  it('counts for an agent with the skill, money, a report, or an answer', async () => {
    const testRun = await start(
      [taskOf('a', { requiredSkills: ['flying'] }), taskOf('b'), taskOf('c', { cost: eur(5) })],
      {
        plan: { budget: eur(0) },
      },
    )
    await testRun.pass(10)
    await testRun.register(agentOf('pilot', { skills: ['flying'], price: eur(0) }))
    await testRun.settle()
    await testRun.engine.dispatch({
      type: 'attempt.block',
      attemptId: testRun.attempt('b'),
      message: 'no login',
    })
    await testRun.pass(20)
    await testRun.engine.dispatch({ type: 'task.unblock', runId: testRun.runId, taskKey: 'b' })
    await testRun.settle()
    const question = { text: 'Which?' }
    await testRun.engine.dispatch({ type: 'attempt.ask', attemptId: testRun.attempt('b', 2), question })
    await testRun.pass(40)
    await testRun.answer('b', 'respond', 'this one')
    await testRun.finishLive('b')
    await testRun.finishLive('a')
    await testRun.answer('c', 'approve')
    await testRun.finishLive('c')
    expect(waitedOf(testRun)).toEqual({
      a: { no_agent: 10 },
      b: { reported: 20, question: 40 },
      c: { budget_top_up: 70 },
    })
  })

  it('counts for an external worker', async () => {
    const testRun = await start([taskOf('a')], { agents: [agentOf('ext', { kind: 'external' })] })
    await testRun.pass(10)
    const { runId } = testRun
    const claim = { type: 'task.claim', runId, taskKey: 'a', agentId: 'ext', leaseMs: 60_000 } as const
    await testRun.engine.dispatch(claim)
    const result = { text: '', data: null }
    await testRun.engine.dispatch({ type: 'attempt.finish', attemptId: testRun.attempt('a'), result })
    await testRun.settle()
    expect(waitedOf(testRun)).toEqual({ a: { external: 10 } })
  })

  it('counts for a task that was added as its dependency', async () => {
    const testRun = await start([taskOf('a'), taskOf('b')], { agents: [agentOf('ann', { capacity: 1 })] })
    const { runId } = testRun
    await testRun.pass(10)
    const links = [{ taskKey: 'b', dependsOn: 'new' }]
    await testRun.engine.dispatch({ type: 'tasks.add', runId, tasks: [taskOf('new')], links })
    await testRun.settle()
    await testRun.finish('a')
    await testRun.pass(5)
    await testRun.finish('new')
    await testRun.finish('b')
    expect(waitedOf(testRun)).toEqual({ a: {}, b: { agent_busy: 10, dependency: 5 }, new: {} })
  })
})

describe('the statistics of done work', () => {
  it('count by agent and skill, with mean and median of done tasks, and the settled amount', async () => {
    const cook = { requiredSkills: ['cooking'] }
    const still = taskOf('d', { requiredSkills: ['cooking'] })
    const testRun = await start([taskOf('a', cook), taskOf('b', cook), taskOf('c', cook), still], {
      agents: [agentOf('ann', { kind: 'model', skills: ['cooking'], price: eur(100) })],
    })
    await testRun.pass(10)
    await testRun.finish('a')
    await testRun.pass(10)
    await testRun.finish('b')
    await testRun.pass(70)
    await testRun.fail('c')
    const { byAgent, bySkill, counts, successRate, settled, meanMs, medianMs } = statsOf(testRun)
    const facts = { done: 2, failed: 1, successRate: 2 / 3, meanMs: 15, medianMs: 15, p90Ms: 20 }
    expect(byAgent).toEqual([{ name: 'ann', attempts: 3, ...facts }])
    expect(bySkill).toEqual([{ name: 'cooking', attempts: 3, ...facts }])
    expect(counts).toMatchObject({ done: 2, failed: 1, in_progress: 1, todo: 0 })
    expect({ successRate, meanMs, medianMs }).toEqual({ successRate: 2 / 3, meanMs: 15, medianMs: 15 })
    expect(settled).toEqual([eur(300)])
  })

  it('assign work to a span by its end: the start of the span is included, its end is not', async () => {
    const testRun = await start([taskOf('a'), taskOf('b')])
    const at = testRun.clock.now()
    await testRun.pass(10)
    await testRun.finish('a')
    await testRun.pass(10)
    await testRun.finish('b')
    const doneIn = (from: number, to: number) =>
      statsOf(testRun, { start: at + from, end: at + to }).counts.done
    expect([doneIn(0, 10), doneIn(10, 20), doneIn(10, 21), doneIn(20, 21)]).toEqual([0, 1, 2, 1])
    expect(statsOf(testRun, { start: at, end: at + 3_600_000 }).donePerHour).toBe(2)
  })

  it('can be limited to a run or a project', async () => {
    const testRun = await start([taskOf('a')], { plan: { projectId: 'p' } })
    const { runId } = await startRun(testRun, planOf([taskOf('b')]))
    for (const { attemptId } of testRun.hand.waiting()) testRun.hand.finish(attemptId)
    await testRun.settle()
    const done = (query: Partial<StatsQuery>) => statsOf(testRun, query).counts.done
    expect([done({}), done({ runId }), done({ projectId: 'p' }), done({ projectId: 'q' })]).toEqual([
      2, 1, 1, 0,
    ])
  })

  it('are empty without work', () => {
    const { counts, successRate, meanMs, byAgent, waiting } = statsOf(createHarness())
    expect({ done: counts.done, successRate, meanMs, byAgent }).toEqual({
      ...{ done: 0, successRate: null, meanMs: null, byAgent: [] },
    })
    expect(waiting).toEqual({ tasks: 0, waitedMs: 0, workedMs: 0, causes: [], people: { ms: 0, tasks: 0 } })
  })
})

const step = fc.record({
  do: fc.constantFrom(
    'finish',
    'finish',
    'fail',
    'ask',
    'block',
    'unblock',
    'answer',
    'answer',
    'pause',
    'cancel',
    'recover',
  ),
  pick: fc.nat(100),
  ms: fc.integer({ min: 0, max: 2000 }),
})
const life = fc.record({
  tasks: fc.array(
    fc.record({
      dependsOn: fc.array(fc.nat(40), { maxLength: 2 }),
      gate: fc.constantFrom('none', 'none', 'before', 'after'),
      cost: fc.option(fc.integer({ min: 0, max: 300 }).map(eur), { freq: 2 }),
    }),
    { minLength: 1, maxLength: 10 },
  ),
  limits: fc.record({ run: fc.integer({ min: 1, max: 3 }), global: fc.integer({ min: 1, max: 3 }) }),
  steps: fc.array(step, { minLength: 20, maxLength: 60 }),
})

describe('any life of a task', () => {
  it('has exactly one cause of waiting or work at every moment', async () => {
    let over = 0
    await fc.assert(
      fc.asyncProperty(life, async ({ tasks, limits, steps }) => {
        const hand = createAttemptsByHand()
        const harness = createHarness({ adapter: hand.adapter, globalLimit: limits.global })
        await harness.register(
          agentOf('ann', { capacity: 2, price: eur(20) }),
          agentOf('bob', { capacity: 1 }),
        )
        const definitions = tasks.map(({ dependsOn, gate, cost }, at) =>
          taskOf(`t${at}`, {
            dependsOn: at === 0 ? [] : dependsOn.map((pick) => `t${pick % at}`),
            ...(gate !== 'none' && { gate: { when: gate, quorum: 1, onExpiry: 'reject' } as const }),
            ...(cost !== null && { cost }),
            retry: { maxAttempts: 3, firstMs: 500, factor: 2, maxMs: 60_000 },
          }),
        )
        const plan = { parallelLimit: limits.run, budget: eur(500), reviewLimit: 1 }
        const { runId } = await startRun(harness, planOf(definitions, plan))
        await startRun(harness, planOf([taskOf('other'), taskOf('another')]))
        for (const { do: what, pick, ms } of steps) {
          await harness.clock.advance(ms)
          const { engine } = harness
          const live = liveOf(harness)
          const attemptId = live[pick % Math.max(1, live.length)]?.id
          const gates = [...engine.state.approvals]
          const [gate] = gates[pick % Math.max(1, gates.length)] ?? []
          const taskKey = `t${pick % tasks.length}`
          if (what === 'pause') {
            const isPaused = engine.state.runs.get(runId)?.isPaused
            await engine.dispatch({ type: isPaused ? 'run.resume' : 'run.pause', runId })
          } else if (what === 'cancel' && pick < 20) {
            await engine.dispatch({ type: 'task.cancel', runId, taskKey, branch: false })
          } else if (what === 'recover') await engine.dispatch({ type: 'engine.recover' })
          else if (what === 'unblock') await engine.dispatch({ type: 'task.unblock', runId, taskKey })
          else if (what === 'answer' && gate !== undefined) {
            const kind = engine.state.approvals.get(gate)?.kind
            await engine.dispatch(answerOf(harness, gate, kind === 'agent_question' ? 'respond' : 'approve'))
          } else if (attemptId !== undefined) {
            const result = { text: '', data: null }
            const failure = { reason: 'agent_error', message: 'broke' } as const
            if (what === 'finish') await engine.dispatch({ type: 'attempt.finish', attemptId, result })
            if (what === 'fail') await engine.dispatch({ type: 'attempt.fail', attemptId, failure })
            if (what === 'ask')
              await engine.dispatch({ type: 'attempt.ask', attemptId, question: { text: 'Which?' } })
            if (what === 'block') await engine.dispatch({ type: 'attempt.block', attemptId, message: 'no' })
          }
          await harness.settle()
        }
        over += judge(harness)
        await harness.close()
      }),
      { numRuns: 40, seed: 7 },
    )
    expect(over).toBeGreaterThan(100)
  }, 60_000)
})

/**
 * Number of ended tasks. Throws if the parts of a task's time do not add up, or if a figure differs from a naive
 * calculation.
 */
function judge(harness: Harness): number {
  const { store, limits } = harness
  const waited = listWaited(store, limits.global, ever)
  for (const { runId, key, createdAt, endedAt, waits, workedMs } of waited) {
    const attempts = store.attempts.listOfTask(runId, key)
    const worked = attempts.reduce((sum, each) => sum + (each.endedAt ?? 0) - each.startedAt, 0)
    const sum = [...waits.values()].reduce((all, ms) => all + ms, 0)
    expect({ key, workedMs, sum }).toEqual({ key, workedMs: worked, sum: endedAt - createdAt - worked })
  }
  const durations = waited
    .flatMap(({ runId, key }) => store.attempts.listOfTask(runId, key))
    .flatMap(({ status, startedAt, endedAt }) => (status === 'done' ? [(endedAt ?? 0) - startedAt] : []))
    .sort((a, b) => a - b)
  const { meanMs, medianMs } = statsOf(harness)
  const middle = [durations[(durations.length - 1) >> 1], durations[durations.length >> 1]]
  const open = store.runs.listOpen().length
  if (open === 0 && durations.length > 0) {
    expect(meanMs).toBeCloseTo(durations.reduce((sum, ms) => sum + ms, 0) / durations.length, 6)
    expect(medianMs).toBe(((middle[0] ?? 0) + (middle[1] ?? 0)) / 2)
  }
  return waited.length
}
