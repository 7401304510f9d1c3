import { describe, expect, it } from 'vitest'
import { standIn } from '../../src-main/assignment/simulation.ts'
import { approvalIdSchema } from '../../src-shared/ids.ts'
import { agentOf, createHarness, planOf, taskOf } from '../support/engine.ts'
import { assignmentsOf, eventsOf } from './scene.ts'
import { eur } from './stage.ts'

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
    const scene = await start([backend('a')], { isSimulated: false })
    expect(scene.agentsOf()).toEqual([])
    expect(scene.store.tasks.find(scene.runId, 'a')?.reason?.message).toMatch(/^No qualified agent found: /)
    expect(scene.store.runs.find(scene.runId)?.isSimulated).toBe(false)
  })

  it('takes no task that is pinned to it, and the reason says why', async () => {
    const scene = await start([backend('a', { pin: 'sam' })], { isSimulated: false })
    expect(scene.store.tasks.find(scene.runId, 'a')?.reason?.message).toContain('work in simulations only')
  })

  it('loses what an earlier version promised it', async () => {
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
  it('says so in its event, its row and its build log', async () => {
    const scene = await start([backend('a')])
    expect(eventsOf(scene, 'run.created')).toMatchObject([{ isSimulated: true }])
    const row = scene.store.runs.find(scene.runId)
    expect(row?.isSimulated).toBe(true)
    const log = scene.store.memory.find(row?.buildLogId ?? '')
    expect(log).toMatchObject({ content: { simulated: true }, tags: expect.arrayContaining(['simulation']) })
  })

  it('gives work to simulated agents alone, whoever else has the skill', async () => {
    const real = agentOf('ann', { skills: ['backend'], capacity: 100 })
    const scene = await start([backend('a'), backend('b')], { agents: [real, simulated] })
    expect(scene.agentsOf()).toEqual(['a sam', 'b sam'])
    expect(scene.statuses(scene.runId)).toEqual({ a: 'done', b: 'done' })
  })

  it('has a stand-in for what no simulated agent can do, also for a pin and a crew of real agents', async () => {
    const real = agentOf('ann', { skills: ['flying'] })
    const tasks = [taskOf('a', { requiredSkills: ['flying'] }), taskOf('b', { pin: 'ann' }), taskOf('c')]
    const scene = await start(tasks, { agents: [real], plan: { crew: ['ann'] } })
    expect(scene.agentsOf()).toEqual([`a ${standIn.id}`, `b ${standIn.id}`, `c ${standIn.id}`])
    expect(scene.store.runs.find(scene.runId)?.status).toBe('done')
  })

  it('keeps a task for its simulated agent while that one is busy', async () => {
    const busy = { ...simulated, capacity: 1 }
    const scene = await start([backend('a'), backend('b')], { agents: [busy] })
    expect(scene.agentsOf()).toEqual(['a sam', 'b sam'])
  })

  it('asks people at their gates and for their own tasks', async () => {
    const person = agentOf('pat', { kind: 'person', skills: ['signing'] })
    const scene = await start(
      [taskOf('a', { requiredSkills: ['signing'] }), backend('b', { requiresApproval: true })],
      {
        agents: [person, simulated],
      },
    )
    expect(scene.agentsOf()).toEqual(['a pat', 'b sam'])
    expect(scene.statuses(scene.runId).b).toBe('awaiting_approval')
  })

  it('moves no money and stays under no cap', async () => {
    const scene = await start([backend('a', { cost: eur(500) })], {
      agents: [{ ...simulated, price: eur(900) }],
      plan: { budget: eur(100), projectId: 'shop' },
    })
    expect(scene.statuses(scene.runId)).toEqual({ a: 'done' })
    expect(eventsOf(scene, 'attempt.started')).toMatchObject([{ reserved: null }])
    expect(scene.store.budgets.listAccounts()).toMatchObject([{ reservedMinor: 0, settledMinor: 0 }])
  })

  it('teaches nothing about its agents', async () => {
    const scene = await start([backend('a')])
    expect(scene.store.skills.listCompetences()).toEqual([])
  })

  it('checks no result, and each check says so', async () => {
    const doneWhen = [{ kind: 'command', agent: 'tool' } as const]
    const scene = await start([backend('a', { doneWhen })])
    expect(scene.statuses(scene.runId)).toEqual({ a: 'done' })
    const [attempt] = scene.store.attempts.listOfTask(scene.runId, 'a')
    expect(attempt?.result?.checks).toMatchObject([{ evidence: 'Not checked: the run is a simulation.' }])
  })

  it('is the same again after a restart', async () => {
    const scene = await start([backend('a', { requiresApproval: true })])
    await scene.close()
    const again = createHarness({ dataDir: scene.dataDir })
    expect(again.engine.state.runs.get(scene.runId)?.isSimulated).toBe(true)
  })
})
