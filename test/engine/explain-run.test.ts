import { describe, expect, it } from 'vitest'
import { describeRun, explainRun } from '../../src-main/engine/views/explain-run.ts'
import { present } from '../../src-shared/assert.ts'
import type { Action } from '../../src-shared/contract/insight.ts'
import { isWaiting } from '../../src-shared/model/task.ts'
import type { TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { act } from './act.ts'
import { startRun, startTestRun, type TestRunOptions } from './test-run.ts'

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })
type Started = Awaited<ReturnType<typeof startTestRun>>

function explain({ engine, limits, clock, runId }: Started, options: { isIdle?: boolean } = {}) {
  const run = present(engine.state.runs.get(runId), 'open run')
  return explainRun(engine.state, limits, { run, at: clock.now(), ...options })
}

/** The roots of a run with the keys of all tasks under each. */
const rootsOf = (testRun: Started) =>
  Object.fromEntries(
    explain(testRun).roots.map(({ id, held, after, shared }) => [
      id.replace(testRun.runId, 'RUN').replace(testRun.runId.slice(4), 'RUN'),
      [...held, ...after, ...shared].map(({ definition }) => definition.key).sort(),
    ]),
  )

async function start(tasks: TaskDefinition[], options: TestRunOptions = {}): Promise<Started> {
  return await startTestRun(tasks, options)
}

/** Does the best action and says what it promised and what stopped waiting for its root. */
async function doBest(testRun: Started, kind: Action['kind']) {
  const [best] = explain(testRun).actions
  expect(best?.kind).toBe(kind)
  const action = present(best, 'an action')
  await act(testRun, testRun.runId, action)
  const run = testRun.engine.state.runs.get(testRun.runId)
  const holds = run === undefined ? null : explain(testRun).holds
  const freed = action.taskKeys.filter((key) => {
    const task = run?.tasks.get(key)
    return task === undefined || !isWaiting(task) || holds?.get(task)?.root.id !== action.rootId
  })
  expect(freed).toEqual(action.taskKeys)
  return action
}

describe('explaining a run', () => {
  it('says that nothing is wrong while tasks run and none waits for more than that', async () => {
    const testRun = await start([taskOf('a'), taskOf('b'), taskOf('c', { dependsOn: ['a'] })])
    const { headline, running, isStuck, roots } = explain(testRun)
    expect(headline).toBe('No problems: 2 tasks are running, 1 queued.')
    expect({ running, isStuck }).toEqual({ running: 2, isStuck: false })
    expect(roots.map(({ kind, subject }) => [kind, subject])).toEqual([['running', 'a']])
  })

  it('follows a chain of dependencies to the gate at its end', async () => {
    const testRun = await start([
      taskOf('gated', { title: 'Deploy', requiresApproval: true }),
      taskOf('b', { dependsOn: ['gated'] }),
      taskOf('c', { dependsOn: ['b'] }),
    ])
    expect(rootsOf(testRun)).toEqual({ 'gate:gate_RUN.gated.1': ['b', 'c', 'gated'] })
    const { headline, isStuck } = explain(testRun)
    expect(isStuck).toBe(true)
    expect(headline).toBe(
      'Nothing is running. The approval of "Deploy" has been open for 0 s: “Plan: may “Deploy” start?” ' +
        'Answer “Plan: may “Deploy” start?”: unblocks 1 task, then 2 more.',
    )
    const { frees } = await doBest(testRun, 'answer_gate')
    expect(frees).toEqual({ now: 1, later: 2 })
    expect(testRun.working()).toEqual(['gated'])
  })

  it('counts a task that waits for two gates once, and promises it for neither', async () => {
    const gated = { requiresApproval: true }
    const testRun = await start([
      taskOf('a', gated),
      taskOf('b', gated),
      taskOf('c', { dependsOn: ['a', 'b'] }),
    ])
    expect(rootsOf(testRun)).toEqual({ 'gate:gate_RUN.a.1': ['a', 'c'], 'gate:gate_RUN.b.1': ['b'] })
    expect(explain(testRun).actions.map(({ frees }) => frees)).toEqual([
      { now: 1, later: 0 },
      { now: 1, later: 0 },
    ])
  })

  it('holds what stands still against what runs: a task behind both waits for the gate', async () => {
    const testRun = await start([
      taskOf('a'),
      taskOf('b', { requiresApproval: true }),
      taskOf('c', { dependsOn: ['a', 'b'] }),
    ])
    expect(rootsOf(testRun)).toEqual({ 'gate:gate_RUN.b.1': ['b', 'c'] })
    expect(explain(testRun).headline).toMatch(/^1 task is running, 2 are blocked\. The approval of "Task b" /)
    expect(explain(testRun).actions[0]?.frees).toEqual({ now: 1, later: 1 })
  })

  it('finds the gate of a closed group for the tasks inside it and those behind it', async () => {
    const testRun = await start([
      taskOf('g', { kind: 'group', requiresApproval: true }),
      taskOf('in', { parent: 'g' }),
      taskOf('after', { dependsOn: ['g'] }),
    ])
    expect(rootsOf(testRun)).toEqual({ 'gate:gate_RUN.g.1': ['after', 'g', 'in'] })
    expect((await doBest(testRun, 'answer_gate')).frees).toEqual({ now: 1, later: 2 })
  })

  it('looks into an open group for what holds the tasks behind it', async () => {
    const testRun = await start([
      taskOf('g', { kind: 'group' }),
      taskOf('x', { parent: 'g' }),
      taskOf('y', { parent: 'g', requiresApproval: true }),
      taskOf('after', { dependsOn: ['g'] }),
    ])
    expect(rootsOf(testRun)).toEqual({ 'gate:gate_RUN.y.1': ['after', 'y'] })
  })

  it('knows that what waits for a shut group waits for the gates inside it, too', async () => {
    const testRun = await start([
      taskOf('g', { kind: 'group', requiresApproval: true }),
      taskOf('other', { requiresApproval: true }),
      taskOf('in', { parent: 'g', dependsOn: ['other'] }),
      taskOf('after', { dependsOn: ['g'] }),
    ])
    expect(rootsOf(testRun)).toEqual({
      'gate:gate_RUN.g.1': ['after', 'g'],
      'gate:gate_RUN.other.1': ['in', 'other'],
    })
    expect(explain(testRun).actions.map(({ frees }) => frees)).toEqual([
      { now: 1, later: 0 },
      { now: 1, later: 0 },
    ])
  })

  it('names the path from a task to what holds it', async () => {
    const testRun = await start([
      taskOf('a', { requiresApproval: true }),
      taskOf('b', { dependsOn: ['a'] }),
      taskOf('c', { dependsOn: ['b'] }),
    ])
    const run = present(testRun.engine.state.runs.get(testRun.runId), 'open run')
    const { path } = describeRun(testRun.engine.state, testRun.limits, { run, at: 0, taskKey: 'c' })
    expect(path?.map(({ taskKey, reason }) => [taskKey, reason?.code])).toEqual([
      ['c', 'dependency'],
      ['b', 'dependency'],
      ['a', 'approval'],
    ])
  })

  it('walks a chain of 20,000 tasks without overflowing the call stack', async () => {
    const tasks = Array.from({ length: 20_000 }, (_, at) =>
      taskOf(`t${at}`, at === 0 ? { requiresApproval: true } : { dependsOn: [`t${at - 1}`] }),
    )
    const testRun = await start(tasks.toReversed())
    const { roots, waiting } = explain(testRun)
    expect({ roots: roots.length, waiting }).toEqual({ roots: 1, waiting: 20_000 })
  })
})

describe('the best action', () => {
  it('is the gate that frees the most tasks, and of equal ones the one with the fewest people to ask', async () => {
    const gate = { when: 'before', quorum: 1, onExpiry: 'reject' } as const
    const testRun = await start([
      taskOf('small', { gate }),
      taskOf('big', { gate }),
      ...['x', 'y', 'z'].map((key) => taskOf(key, { dependsOn: ['big'] })),
      taskOf('many', { gate: { ...gate, quorum: 4 } }),
      ...['p', 'q', 'r'].map((key) => taskOf(key, { dependsOn: ['many'] })),
    ])
    expect(explain(testRun).actions.map(({ frees, effort }) => [frees.now + frees.later, effort])).toEqual([
      [4, 1],
      [1, 1],
      [4, 4],
    ])
    await doBest(testRun, 'answer_gate')
    expect(testRun.working()).toEqual(['big'])
  })

  it('adds the missing skill to the agent that lacks the least', async () => {
    const testRun = await start([taskOf('a', { requiredSkills: ['cooking', 'flying'] }), taskOf('b')], {
      agents: [
        agentOf('ann', { kind: 'external', skills: ['cooking'] }),
        agentOf('bob', { kind: 'external', skills: ['driving'] }),
        agentOf('builtin', { skills: [] }),
      ],
    })
    expect(explain(testRun).headline).toMatch(/No agent has these skills: cooking, flying\./)
    const action = await doBest(testRun, 'add_skill')
    expect(action).toMatchObject({ agentId: 'ann', skills: ['flying'] })
    expect(testRun.reason('a')?.code).toBe('external')
  })

  it('adds an agent where nobody who can learn is near', async () => {
    const testRun = await start([taskOf('a', { requiredSkills: ['cooking', 'flying'] })])
    expect((await doBest(testRun, 'add_agent')).kind).toBe('add_agent')
    expect(testRun.working()).toEqual(['a'])
  })

  it('is another run where the crew cannot do it, and promises nothing for this one', async () => {
    const testRun = await start([taskOf('a', { requiredSkills: ['flying'] })], { plan: { crew: ['ann'] } })
    expect(explain(testRun).headline).toContain('No agent of this run has these skills: flying.')
    expect(explain(testRun).actions).toMatchObject([{ kind: 'run_again', frees: { now: 0, later: 0 } }])
  })

  it('offers no simulated agent as a remedy, with and without a crew that names it, a pin and skills', async () => {
    const agents = [
      agentOf('sam', { kind: 'scripted', skills: ['cooking'] }),
      agentOf('zoe', { kind: 'scripted', skills: ['cooking', 'flying'], availability: 'offline' }),
      agentOf('builtin', { skills: [] }),
    ]
    const tasks = [
      taskOf('a', { requiredSkills: ['cooking', 'flying'] }),
      taskOf('b', { requiredSkills: ['flying'], pin: 'sam' }),
      taskOf('c', { requiredSkills: ['flying'], pin: 'zoe' }),
    ]
    for (const crew of [null, ['sam', 'zoe', 'builtin']]) {
      const testRun = await start(tasks, { agents, plan: { crew } })
      const { actions, roots } = explain(testRun)
      expect(roots.length).toBeGreaterThan(0)
      expect(JSON.stringify(actions)).not.toMatch(/sam|zoe/)
      expect(actions.map(({ kind }) => kind)).toContain(crew === null ? 'add_agent' : 'run_again')
    }
  })

  it('brings the agent online that has the skills', async () => {
    const testRun = await start([taskOf('a'), taskOf('b', { dependsOn: ['a'] })], {
      agents: [agentOf('ann', { availability: 'offline' })],
    })
    expect(explain(testRun).headline).toMatch(
      /^Nothing is running\. ann is offline\. Bring ann online: unblocks 1 task, then 1/,
    )
    await doBest(testRun, 'bring_online')
    expect(testRun.working()).toEqual(['a'])
  })

  it('gives a busy agent a slot for each task, also of another run that would take them first', async () => {
    const testRun = await start([taskOf('a'), taskOf('b'), taskOf('c')], {
      agents: [agentOf('ann', { capacity: 1 })],
    })
    await startRun(testRun, { ...plan, tasks: [taskOf('urgent', { priority: 'critical' })] })
    expect(await doBest(testRun, 'raise_capacity')).toMatchObject({
      agentId: 'ann',
      capacity: 4,
      frees: { now: 2 },
    })
    expect(testRun.working()).toEqual(['a', 'b', 'c'])
  })

  it('resumes a paused run', async () => {
    const testRun = await start([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    await testRun.engine.dispatch({ type: 'run.pause', runId: testRun.runId })
    await testRun.finish('a')
    expect(explain(testRun).headline).toBe(
      'Nothing is running. The run is paused. Resume the run: unblocks 1 task.',
    )
    await doBest(testRun, 'resume_run')
    expect(testRun.working()).toEqual(['b'])
  })

  it('unblocks what an agent reported', async () => {
    const testRun = await start([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    const attemptId = testRun.attempt('a')
    await testRun.engine.dispatch({ type: 'attempt.block', attemptId, message: 'no login' })
    await testRun.settle()
    expect(explain(testRun).headline).toContain('The agent of "Task a" reported a problem: no login.')
    expect((await doBest(testRun, 'unblock')).frees).toEqual({ now: 1, later: 1 })
  })

  it('raises the cap by what all tasks need that it refused', async () => {
    const paid = { cost: eur(300) }
    const testRun = await start([taskOf('a', paid), taskOf('b', paid), taskOf('c', paid)], {
      plan: { budget: eur(400) },
    })
    expect(testRun.working()).toEqual(['a'])
    const action = await doBest(testRun, 'raise_cap')
    expect(action).toMatchObject({ caps: [{ cap: eur(900) }], frees: { now: 2, later: 0 }, cost: eur(600) })
    expect(action.sentence).toBe(
      `Increase the budget of run:${testRun.runId} to 9.00 EUR: unblocks 2 tasks. Estimated cost: 6.00 EUR.`,
    )
    expect(testRun.working()).toEqual(['a', 'b', 'c'])
  })

  it('answers the gate for more money with enough for all that wait for it', async () => {
    const paid = { cost: eur(300) }
    const testRun = await start([taskOf('a', paid), taskOf('b', paid)], { plan: { budget: eur(200) } })
    expect(testRun.tasks()).toEqual({ a: 'awaiting_approval', b: 'todo' })
    expect(await doBest(testRun, 'answer_gate')).toMatchObject({
      amountMinor: 400,
      frees: { now: 2, later: 0 },
    })
    expect(testRun.working().toSorted()).toEqual(['a', 'b'])
  })

  it('gives an agent a price where there is a cap and nobody knows what it costs', async () => {
    const testRun = await start([taskOf('a')], {
      plan: { budget: eur(400), crew: ['ann'] },
      agents: [agentOf('ann', { kind: 'model' })],
    })
    expect(testRun.reason('a')?.code).toBe('budget')
    expect(testRun.working()).toEqual([])
    await doBest(testRun, 'set_price')
    expect(testRun.working()).toEqual(['a'])
  })

  it('is another run where a task itself has its cost in another currency than the cap', async () => {
    const cost = { amountMinor: 5, currency: 'USD' }
    const testRun = await start([taskOf('a', { cost })], { plan: { budget: eur(400) } })
    expect(explain(testRun).actions).toMatchObject([{ kind: 'run_again', frees: { now: 0, later: 0 } }])
  })

  it('reviews as many results as it takes to go below the limit', async () => {
    const reviewed = { gate: { when: 'after', quorum: 1, onExpiry: 'reject' } } as const
    const testRun = await start([taskOf('a', reviewed), taskOf('b', reviewed), taskOf('c'), taskOf('d')], {
      plan: { reviewLimit: 1, parallelLimit: 2 },
    })
    await testRun.finish('a', 'b')
    expect(testRun.working()).toEqual([])
    const action = await doBest(testRun, 'answer_gate')
    expect(action).toMatchObject({ effort: 2, frees: { now: 4, later: 0 } })
    expect(testRun.working()).toEqual(['c', 'd'])
  })

  it('answers the question of an agent', async () => {
    const testRun = await start([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    const attemptId = testRun.attempt('a')
    await testRun.engine.dispatch({ type: 'attempt.ask', attemptId, question: { text: 'Which one?' } })
    await testRun.settle()
    expect((await doBest(testRun, 'answer_gate')).sentence).toBe(
      'Answer “Which one?”: unblocks 1 task, then 1 more.',
    )
  })

  it('calls the worker that pulls its tasks, for as many as it has slots', async () => {
    const testRun = await start([taskOf('a'), taskOf('b'), taskOf('c')], {
      agents: [agentOf('ext', { kind: 'external', capacity: 2 })],
    })
    expect(await doBest(testRun, 'call_worker')).toMatchObject({ taskKeys: ['a', 'b'] })
    expect(testRun.tasks()).toEqual({ a: 'in_progress', b: 'in_progress', c: 'todo' })
  })

  it('asks for a worker that is offline to come, and for one that is full to take more', async () => {
    const ext = agentOf('ext', { kind: 'external', capacity: 1 })
    const testRun = await start([taskOf('a'), taskOf('b')], { agents: [ext] })
    await testRun.register({ ...ext, availability: 'offline' })
    await doBest(testRun, 'bring_online')
    await doBest(testRun, 'call_worker')
    expect(await doBest(testRun, 'raise_capacity')).toMatchObject({ agentId: 'ext', capacity: 2 })
  })

  it('is to wait for the instant where nothing else holds anything', async () => {
    const testRun = await start([
      taskOf('a', { retry: { maxAttempts: 3, firstMs: 60_000, factor: 2, maxMs: 60_000 } }),
      taskOf('b', { dependsOn: ['a'] }),
    ])
    await testRun.fail('a')
    const { headline, isStuck } = explain(testRun)
    expect(isStuck).toBe(false)
    expect(headline).toMatch(
      /^Nothing is running right now\. Waiting before the next retry\. .* 2 tasks continue without action\.$/,
    )
    expect((await doBest(testRun, 'wait')).frees).toEqual({ now: 1, later: 1 })
    expect(testRun.working()).toEqual(['a'])
  })

  it('is to start Switchyard where no engine works on the tables', async () => {
    const testRun = await start([
      taskOf('a'),
      taskOf('b', { dependsOn: ['a'] }),
      taskOf('c', { requiresApproval: true }),
    ])
    const { headline, actions, running } = explain(testRun, { isIdle: true })
    expect(running).toBe(0)
    expect(headline).toMatch(/^Nothing is running\. /)
    expect(actions.map(({ kind }) => kind).toSorted()).toEqual(['answer_gate', 'start_app'])
  })
})

const plan = {
  key: 'other',
  title: 'Other',
  projectId: null,
  projectFolder: null,
  parallelLimit: 16,
  crew: null,
  source: 'switchyard',
} as const
