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

/** Causes of a run, each with the keys of all its tasks. */
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

/** Carries out the best action. Checks that all promised tasks no longer wait for the cause, and returns the action. */
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

describe('the explanation of a run', () => {
  it('reports no problem while tasks run and no task waits for another cause', async () => {
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

  it('counts a task behind two gates once, and promises it for neither', async () => {
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

  it('prefers a standing cause to running tasks: a task behind both waits for the gate', async () => {
    const testRun = await start([
      taskOf('a'),
      taskOf('b', { requiresApproval: true }),
      taskOf('c', { dependsOn: ['a', 'b'] }),
    ])
    expect(rootsOf(testRun)).toEqual({ 'gate:gate_RUN.b.1': ['b', 'c'] })
    expect(explain(testRun).headline).toMatch(/^1 task is running, 2 are blocked\. The approval of "Task b" /)
    expect(explain(testRun).actions[0]?.frees).toEqual({ now: 1, later: 1 })
  })

  it('finds the gate of a closed group for its children and its dependents', async () => {
    const testRun = await start([
      taskOf('g', { kind: 'group', requiresApproval: true }),
      taskOf('in', { parent: 'g' }),
      taskOf('after', { dependsOn: ['g'] }),
    ])
    expect(rootsOf(testRun)).toEqual({ 'gate:gate_RUN.g.1': ['after', 'g', 'in'] })
    expect((await doBest(testRun, 'answer_gate')).frees).toEqual({ now: 1, later: 2 })
  })

  it('searches an open group for the cause of waiting dependents', async () => {
    const testRun = await start([
      taskOf('g', { kind: 'group' }),
      taskOf('x', { parent: 'g' }),
      taskOf('y', { parent: 'g', requiresApproval: true }),
      taskOf('after', { dependsOn: ['g'] }),
    ])
    expect(rootsOf(testRun)).toEqual({ 'gate:gate_RUN.y.1': ['after', 'y'] })
  })

  it('includes the gates inside a closed group for its dependents', async () => {
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

  it('names the path from a task to its cause', async () => {
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
  it('is the gate that frees most tasks, and for equal gates the one with the smallest quorum', async () => {
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

  it('adds the missing skill to the closest agent', async () => {
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

  it('adds an agent if no close agent can learn', async () => {
    const testRun = await start([taskOf('a', { requiredSkills: ['cooking', 'flying'] })])
    expect((await doBest(testRun, 'add_agent')).kind).toBe('add_agent')
    expect(testRun.working()).toEqual(['a'])
  })

  it('is another run if the agents for this run lack the skill, and promises nothing for this run', async () => {
    const testRun = await start([taskOf('a', { requiredSkills: ['flying'] })], { plan: { crew: ['ann'] } })
    expect(explain(testRun).headline).toContain('No agent of this run has these skills: flying.')
    expect(explain(testRun).actions).toMatchObject([{ kind: 'run_again', frees: { now: 0, later: 0 } }])
  })

  it('proposes no simulated agent, with and without assigned agents and skills', async () => {
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

  it('enables the offline agent with the skills', async () => {
    const testRun = await start([taskOf('a'), taskOf('b', { dependsOn: ['a'] })], {
      agents: [agentOf('ann', { availability: 'offline' })],
    })
    expect(explain(testRun).headline).toMatch(
      /^Nothing is running\. ann is offline\. Bring ann online: unblocks 1 task, then 1/,
    )
    await doBest(testRun, 'bring_online')
    expect(testRun.working()).toEqual(['a'])
  })

  it('gives a busy agent a slot for each task, including tasks of another run that come first', async () => {
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

  it('unblocks a task that its agent reported as blocked', async () => {
    const testRun = await start([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    const attemptId = testRun.attempt('a')
    await testRun.engine.dispatch({ type: 'attempt.block', attemptId, message: 'no login' })
    await testRun.settle()
    expect(explain(testRun).headline).toContain('The agent of "Task a" reported a problem: no login.')
    expect((await doBest(testRun, 'unblock')).frees).toEqual({ now: 1, later: 1 })
  })

  it('raises the budget by the amount that all refused tasks need', async () => {
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

  it('answers the request for money with enough for all waiting tasks', async () => {
    const paid = { cost: eur(300) }
    const testRun = await start([taskOf('a', paid), taskOf('b', paid)], { plan: { budget: eur(200) } })
    expect(testRun.tasks()).toEqual({ a: 'awaiting_approval', b: 'todo' })
    expect(await doBest(testRun, 'answer_gate')).toMatchObject({
      amountMinor: 400,
      frees: { now: 2, later: 0 },
    })
    expect(testRun.working().toSorted()).toEqual(['a', 'b'])
  })

  it('sets a price for an agent with an unknown price under a budget', async () => {
    const testRun = await start([taskOf('a')], {
      plan: { budget: eur(400), crew: ['ann'] },
      agents: [agentOf('ann', { kind: 'model' })],
    })
    expect(testRun.reason('a')?.code).toBe('budget')
    expect(testRun.working()).toEqual([])
    await doBest(testRun, 'set_price')
    expect(testRun.working()).toEqual(['a'])
  })

  it('is another run if a task has its cost in another currency than the budget', async () => {
    const cost = { amountMinor: 5, currency: 'USD' }
    const testRun = await start([taskOf('a', { cost })], { plan: { budget: eur(400) } })
    expect(explain(testRun).actions).toMatchObject([{ kind: 'run_again', frees: { now: 0, later: 0 } }])
  })

  it('reviews enough results to go below the limit', async () => {
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

  it('notifies the external worker of its tasks, up to its free slots', async () => {
    const testRun = await start([taskOf('a'), taskOf('b'), taskOf('c')], {
      agents: [agentOf('ext', { kind: 'external', capacity: 2 })],
    })
    expect(await doBest(testRun, 'call_worker')).toMatchObject({ taskKeys: ['a', 'b'] })
    expect(testRun.tasks()).toEqual({ a: 'in_progress', b: 'in_progress', c: 'todo' })
  })

  it('asks an offline worker to connect, and a full worker to accept more', async () => {
    const ext = agentOf('ext', { kind: 'external', capacity: 1 })
    const testRun = await start([taskOf('a'), taskOf('b')], { agents: [ext] })
    await testRun.register({ ...ext, availability: 'offline' })
    await doBest(testRun, 'bring_online')
    await doBest(testRun, 'call_worker')
    expect(await doBest(testRun, 'raise_capacity')).toMatchObject({ agentId: 'ext', capacity: 2 })
  })

  it('is to wait for the instant if no other cause exists', async () => {
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

  it('is to start Switchyard if no engine is running', async () => {
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
