import { describe, expect, it } from 'vitest'
import { standIn } from '../../src-main/assignment/simulation.ts'
import { approvalIdSchema } from '../../src-shared/ids.ts'
import { agentOf, createHarness, planOf, taskOf } from '../support/engine.ts'
import { eur } from './stage.ts'
import { assignmentsOf, eventsOf } from './test-run.ts'

const simulated = agentOf('sam', { kind: 'scripted', skills: ['backend'] })

async function start(tasks: ReturnType<typeof taskOf>[], options: Started = {}) {
  const { agents = [simulated], isSimulated = true, plan = {} } = options
  const harness = createHarness()
  if (agents.length > 0) await harness.register(...agents)
  const built = await harness.build(planOf(tasks, plan), undefined, isSimulated)
  if (!built.ok) throw new Error(built.error.message)
  await harness.settle()
  const agentsOf = () => assignmentsOf(harness).map(({ taskKey, agentId }) => `${taskKey} ${agentId}`)
  return { ...harness, runId: built.runId, agentsOf }
}
interface Started {
  readonly agents?: readonly ReturnType<typeof agentOf>[]
  readonly isSimulated?: boolean
  readonly plan?: Parameters<typeof planOf>[1]
}
const backend = (key: string, more: Parameters<typeof taskOf>[1] = {}) =>
  taskOf(key, { requiredSkills: ['backend'], ...more })

describe('a simulated agent in a real run', () => {
  it('takes no task, whatever its skills', async () => {
    const testRun = await start([backend('a')], { isSimulated: false })
    expect(testRun.agentsOf()).toEqual([])
    expect(testRun.store.tasks.find(testRun.runId, 'a')?.reason?.message).toMatch(
      /^No qualified agent found: /,
    )
    expect(testRun.store.runs.find(testRun.runId)?.isSimulated).toBe(false)
  })

  it('takes no assigned task, with the reason', async () => {
    const testRun = await start([backend('a', { pin: 'sam' })], { isSimulated: false })
    expect(testRun.store.tasks.find(testRun.runId, 'a')?.reason?.message).toContain(
      'work in simulations only',
    )
  })

  it('loses assignments of an earlier version', async () => {
    const harness = createHarness()
    await harness.register(agentOf('sam', { skills: ['backend'], capacity: 1 }))
    const built = await harness.build(planOf([backend('a'), backend('b', { requiresApproval: true })]))
    if (!built.ok) throw new Error(built.error.message)
    await harness.settle()
    expect(harness.statuses(built.runId)).toEqual({ a: 'done', b: 'awaiting_approval' })
    const gate = [...harness.engine.state.approvals.values()][0]
    if (gate === undefined) throw new Error('no gate')
    const sam = harness.engine.state.agents.get('sam')
    if (sam === undefined) throw new Error('no agent')
    sam.agent = { ...sam.agent, kind: 'scripted' }
    const said = { hash: gate.hash, answer: 'approve', by: 'me', note: null, response: null } as const
    await harness.engine.dispatch({
      type: 'approval.answer',
      approvalId: approvalIdSchema.parse(gate.id),
      ...said,
    })
    await harness.settle()
    expect(harness.statuses(built.runId)).toEqual({ a: 'done', b: 'todo' })
  })
})

describe('a simulation', () => {
  it('is marked in its event, its row and its build log', async () => {
    const testRun = await start([backend('a')])
    expect(eventsOf(testRun, 'run.created')).toMatchObject([{ isSimulated: true }])
    const row = testRun.store.runs.find(testRun.runId)
    expect(row?.isSimulated).toBe(true)
    const log = testRun.store.memory.find(row?.buildLogId ?? '')
    expect(log).toMatchObject({ content: { simulated: true }, tags: expect.arrayContaining(['simulation']) })
  })

  it('assigns tasks only to simulated agents, even if others have the skill', async () => {
    const real = agentOf('ann', { skills: ['backend'], capacity: 100 })
    const testRun = await start([backend('a'), backend('b')], { agents: [real, simulated] })
    expect(testRun.agentsOf()).toEqual(['a sam', 'b sam'])
    expect(testRun.statuses(testRun.runId)).toEqual({ a: 'done', b: 'done' })
  })

  it('has a generic agent for unknown skills, also for assigned and selected real agents', async () => {
    const real = agentOf('ann', { skills: ['flying'] })
    const tasks = [taskOf('a', { requiredSkills: ['flying'] }), taskOf('b', { pin: 'ann' }), taskOf('c')]
    const testRun = await start(tasks, { agents: [real], plan: { crew: ['ann'] } })
    expect(testRun.agentsOf()).toEqual([`a ${standIn.id}`, `b ${standIn.id}`, `c ${standIn.id}`])
    expect(testRun.store.runs.find(testRun.runId)?.status).toBe('done')
  })

  it('keeps a task for its busy simulated agent', async () => {
    const busy = { ...simulated, capacity: 1 }
    const testRun = await start([backend('a'), backend('b')], { agents: [busy] })
    expect(testRun.agentsOf()).toEqual(['a sam', 'b sam'])
  })

  it('asks people at gates and for their own tasks', async () => {
    const person = agentOf('pat', { kind: 'person', skills: ['signing'] })
    const testRun = await start(
      [taskOf('a', { requiredSkills: ['signing'] }), backend('b', { requiresApproval: true })],
      {
        agents: [person, simulated],
      },
    )
    expect(testRun.agentsOf()).toEqual(['a pat', 'b sam'])
    expect(testRun.statuses(testRun.runId).b).toBe('awaiting_approval')
  })

  it('moves no money and ignores budgets', async () => {
    const testRun = await start([backend('a', { cost: eur(500) })], {
      agents: [{ ...simulated, price: eur(900) }],
      plan: { budget: eur(100), projectId: 'shop' },
    })
    expect(testRun.statuses(testRun.runId)).toEqual({ a: 'done' })
    expect(eventsOf(testRun, 'attempt.started')).toMatchObject([{ reserved: null }])
    expect(testRun.store.budgets.listAccounts()).toMatchObject([{ reservedMinor: 0, settledMinor: 0 }])
  })

  it('does not change the learned competence', async () => {
    const testRun = await start([backend('a')])
    expect(testRun.store.skills.listCompetences()).toEqual([])
  })

  it('verifies no result, and each check says so', async () => {
    const doneWhen = [{ kind: 'command', agent: 'tool' } as const]
    const testRun = await start([backend('a', { doneWhen })])
    expect(testRun.statuses(testRun.runId)).toEqual({ a: 'done' })
    const [attempt] = testRun.store.attempts.listOfTask(testRun.runId, 'a')
    expect(attempt?.result?.checks).toMatchObject([{ evidence: 'Not checked: the run is a simulation.' }])
  })

  it('is unchanged after a restart', async () => {
    const testRun = await start([backend('a', { requiresApproval: true })])
    await testRun.close()
    const again = createHarness({ dataDir: testRun.dataDir })
    expect(again.engine.state.runs.get(testRun.runId)?.isSimulated).toBe(true)
  })
})
