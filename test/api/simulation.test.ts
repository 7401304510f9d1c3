import { describe, expect, it } from 'vitest'
import { isRunOver } from '#shared/model/runs/run.ts'
import { standIn } from '../../src-main/assignment/simulation.ts'
import { bootTestApp } from '../support/app.ts'
import { openReceiver } from '../webhooks/receiver.ts'
import { serveRest } from './rest.ts'

type Client = Awaited<ReturnType<typeof bootTestApp>>['client']

const task = { task_id: 'a', description: 'Build the endpoint', required_skills: ['backend'] }
const plan = { plan_id: 'p', tasks: [task] }

async function settled(client: Client, runId: string) {
  for await (const { run, tasks } of await client.runs.watch({ runId })) {
    for (const { approvalId, status } of tasks) {
      if (status !== 'awaiting_approval' || approvalId === null) continue
      const { approval } = await client.runs.getApproval({ approvalId })
      await client.runs.answerApproval({ approvalId, hash: approval.hash, answer: 'approve' })
    }
    if (isRunOver(run.status)) return run
  }
  throw new Error('It did not settle.')
}

async function buildBackend(rest: Awaited<ReturnType<typeof serveRest>>) {
  const { body } = await rest.call('POST', '/api/modules/orchestrator/build', plan)
  const { body: log } = await rest.call('GET', `/api/modules/memory/read?memory_id=${body.memory_id}`)
  return { status: body.status, delegated: body.delegated_tasks, unassigned: log.content.unassigned_tasks }
}

describe('a build with a skill that only simulated agents have', () => {
  it('leaves the task unassigned with the reason, before and after the demo', {
    timeout: 60_000,
  }, async () => {
    const rest = await serveRest()
    const { client } = rest.app
    const fresh = await buildBackend(rest)
    const reason = expect.stringMatching(/^No qualified agent found: Agent lacks required skills: backend\.$/)
    expect(fresh).toEqual({ status: 'failed', delegated: [], unassigned: [{ task_id: 'a', reason }] })
    const { runId } = await client.runs.start({ sampleId: 'hello-web-app' })
    expect(await settled(client, runId)).toMatchObject({ isSimulated: true, status: 'done' })
    expect(await buildBackend(rest)).toEqual(fresh)
  })

  it('runs simulated if the request asks for a simulation', async () => {
    const rest = await serveRest()
    const { body } = await rest.call('POST', '/api/modules/orchestrator/build', { ...plan, simulate: true })
    expect(body.delegated_tasks).toMatchObject([{ assigned_agent: 'sam' }])
    const [run] = await rest.app.client.runs.list({})
    expect(run?.isSimulated).toBe(true)
  })
})

describe('simulated agents outside simulations', () => {
  it('are excluded from matching, the skill gap, the check and the dry run of a plan', async () => {
    const { client } = await bootTestApp()
    const matched = await client.skills.match({ skills: ['backend'] })
    expect(matched.chosen).toBeNull()
    expect(matched.candidates.map(({ agentId }) => agentId)).not.toContain('sam')
    const gaps = await client.skills.findGapsOf(plan)
    expect(gaps.gaps).toMatchObject([{ missingSkills: ['backend'], taskKeys: ['a'] }])
    const { findings } = await client.plans.check({ request: plan })
    expect(findings.map(({ code }) => code)).toContain('unknown_skill')
    const { planIds } = await client.plans.publish({ documents: [await documentOf(client)] })
    const { document } = await client.plans.get({ planId: planIds[0] ?? '' })
    expect((await client.plans.dryRun({ document })).tasks).toMatchObject([{ agentId: null }])
    expect((await client.plans.dryRun({ document, simulate: true })).tasks).toMatchObject([
      { agentId: 'sam' },
    ])
  })

  it('are named as a problem if a plan assigns one', async () => {
    const { client } = await bootTestApp()
    const pinned = { ...plan, tasks: [{ ...task, pin: 'sam' }] }
    const { findings } = await client.plans.check({ request: pinned })
    expect(findings).toContainEqual(expect.objectContaining({ code: 'simulated_pin', severity: 'warning' }))
  })

  it('are refused as the only agents of a real run', async () => {
    const { client } = await bootTestApp()
    await expect(client.runs.start({ request: plan, crew: ['sam'] })).rejects.toMatchObject({
      code: 'E_STATE',
      message: expect.stringContaining('work in simulations only'),
    })
    const { runId } = await client.runs.start({ request: plan, crew: ['sam'], simulate: true })
    expect((await client.runs.get({ runId })).run.isSimulated).toBe(true)
  })

  it('cannot take the id of a shipped agent', async () => {
    const { client } = await bootTestApp()
    const agent = { id: 'ash', name: 'Ash', kind: 'scripted' as const, skills: [] }
    await expect(client.agents.register({ agents: [agent] })).rejects.toMatchObject({ code: 'E_STATE' })
  })
})

describe('a simulation', () => {
  it('is excluded from statistics by default', { timeout: 60_000 }, async () => {
    const { client } = await bootTestApp()
    const { runId } = await client.runs.start({ request: plan, simulate: true })
    await settled(client, runId)
    expect((await client.insight.stats({})).byAgent).toEqual([])
    expect((await client.insight.stats({ simulated: true })).byAgent).toMatchObject([{ done: 1 }])
    expect((await client.insight.stats({ runId })).byAgent).toMatchObject([{ done: 1 }])
  })

  it('is marked in its requests, open and answered', async () => {
    const { client } = await bootTestApp()
    const gated = { plan_id: 'p', tasks: [{ ...task, requires_approval: true }] }
    const { runId } = await client.runs.start({ request: gated, simulate: true })
    const [open] = await client.inbox.list()
    if (open === undefined) throw new Error('No question is open.')
    expect(open.isSimulated).toBe(true)
    const { approvalId } = open
    expect((await client.inbox.get({ approvalId })).isSimulated).toBe(true)
    await settled(client, runId)
    expect((await client.inbox.history()).items).toMatchObject([{ approvalId, isSimulated: true }])
  })

  it('is marked in each webhook message', async () => {
    const { url, place, received, untilReceived } = await openReceiver()
    const { client } = await bootTestApp({ config: { webhookAllow: [place] } })
    await client.webhooks.create({ url, events: ['run.created', 'run.settled'] })
    const ids: string[] = []
    for (const simulate of [true, false]) {
      const { runId } = await client.runs.start({ request: plan, simulate })
      if (!simulate) await client.runs.cancel({ runId })
      ids.push(runId)
    }
    await untilReceived(4)
    const marks = received.map(({ body }): { runId: string; simulated?: boolean } => JSON.parse(body))
    for (const { runId, simulated } of marks) expect(simulated).toBe(runId === ids[0] ? true : undefined)
  })

  it('is simulated again when it is run again', async () => {
    const { client } = await bootTestApp()
    const { runId } = await client.runs.start({ request: plan, simulate: true })
    await settled(client, runId)
    const again = await client.runs.start({ againRunId: runId })
    expect((await client.runs.get({ runId: again.runId })).run.isSimulated).toBe(true)
  })

  it('of a plan with unknown skills uses the generic simulated agents', async () => {
    const { client } = await bootTestApp()
    const request = { plan_id: 'p', tasks: [{ ...task, required_skills: ['flying'] }] }
    const { build } = await client.runs.start({ request, simulate: true })
    expect(build.delegated_tasks).toMatchObject([{ assigned_agent: standIn.id }])
  })
})

async function documentOf(client: Client) {
  const samples = await client.plans.listSamples()
  const sample = samples.find(({ id }) => id === 'hello-web-app')
  if (sample === undefined) throw new Error('There is no demo.')
  expect(sample.isSimulation).toBe(true)
  const [first] = sample.document.tasks.filter(({ requiredSkills }) => requiredSkills.includes('backend'))
  if (first === undefined) throw new Error('The demo has no such task.')
  return { ...sample.document, tasks: [{ ...first, dependsOn: [] }] }
}
