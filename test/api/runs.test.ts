import { describe, expect, it } from 'vitest'
import { runChangeSchema } from '#shared/contract/runs/runs.ts'
import { boot } from '../../src-main/boot/boot.ts'
import { bootTestApp, serveTestApp, testConfig } from '../support/app.ts'

const scripted = (id: string, config: object = {}) => ({
  id,
  name: id,
  kind: 'scripted' as const,
  skills: [],
  ...config,
})
const task = (id: string, more: object = {}) => ({
  task_id: id,
  description: `Do ${id}`,
  required_skills: [],
  ...more,
})

describe('runs.start', () => {
  it('registers the given roster, and only its agents take part', async () => {
    const { client } = await bootTestApp()
    const { runId, build } = await client.runs.start({
      request: { plan_id: 'p', tasks: [task('a')] },
      simulate: true,
      roster: [scripted('only')],
    })
    expect(build.delegated_tasks).toMatchObject([{ assigned_agent: 'only' }])
    expect((await client.agents.list()).map(({ id }) => id)).toContain('only')
    expect((await client.runs.get({ runId })).run.taskCount).toBe(1)
  })

  it('registers no agents if the plan is refused', async () => {
    const { client } = await bootTestApp()
    const { seq } = await client.system.info()
    const cyclic = [task('a', { depends_on: ['b'] }), task('b', { depends_on: ['a'] })]
    await expect(
      client.runs.start({
        request: { plan_id: 'p', tasks: cyclic },
        simulate: true,
        roster: [scripted('only')],
      }),
    ).rejects.toMatchObject({ code: 'E_DEP_CYCLE' })
    expect((await client.system.info()).seq).toBe(seq)
  })

  it('refuses unknown agents for the run', async () => {
    const { client } = await bootTestApp()
    await expect(
      client.runs.start({ request: { plan_id: 'p', tasks: [task('a')] }, crew: ['ghost'] }),
    ).rejects.toMatchObject({ code: 'E_NOT_FOUND', message: 'Agent not found: ghost' })
  })

  it('refuses a relative project folder', async () => {
    const { client } = await bootTestApp()
    const request = { plan_id: 'p', tasks: [task('a')], project_folder: '../..' }
    await expect(client.runs.start({ request })).rejects.toMatchObject({ code: 'E_TYPE' })
  })
})

describe('a project folder', () => {
  it('is refused if it is missing', async () => {
    const { client } = await bootTestApp()
    const request = { plan_id: 'p', tasks: [task('a')], project_folder: '/nowhere/at/all' }
    await expect(client.runs.start({ request })).rejects.toMatchObject({ code: 'E_FILE' })
  })

  it('that contains the data folder exposes neither its lock nor its token', async () => {
    const app = await bootTestApp()
    const request = {
      plan_id: 'p',
      tasks: [task('a', { required_skills: ['context_analysis'] })],
      project_folder: app.dataDir,
    }
    const { runId } = await app.client.runs.start({ request })
    for await (const { run } of await app.client.runs.watch({ runId })) if (run.status === 'done') break
    const second = await boot(testConfig(app.dataDir), { host: 'cli' })
    expect(second).toMatchObject({ ok: false, error: { code: 'E_DB_IN_USE' } })
  })
})

describe('a roster', () => {
  it('has a size limit, and a scorecard keeps the best candidates and counts the others', async () => {
    const { client } = await bootTestApp()
    const shipped = (await client.agents.list()).filter(({ kind }) => kind === 'scripted').length
    const agents = Array.from({ length: 900 }, (_, n) => scripted(`agent-${n}`, { skills: [`skill_${n}`] }))
    await client.agents.register({ agents })
    const more = Array.from({ length: 200 }, (_, n) => scripted(`more-${n}`))
    await expect(client.agents.register({ agents: more })).rejects.toMatchObject({ code: 'E_RANGE' })
    const tasks = [task('a', { required_skills: ['skill_7'] })]
    const { runId } = await client.runs.start({ request: { plan_id: 'p', tasks }, simulate: true })
    const { scorecard } = await client.runs.getTask({ runId, taskKey: 'a' })
    expect(scorecard).toMatchObject({ chosen: 'agent-7', others: shipped + 900 - 20 })
    expect(scorecard?.candidates).toHaveLength(20)
  })
})

describe('runs.watch', () => {
  it('sends each change as documented', async () => {
    const { client } = await bootTestApp()
    const { runId } = await client.runs.start({
      request: { plan_id: 'p', tasks: [task('a'), task('b', { depends_on: ['a'] })] },
      simulate: true,
      roster: [scripted('only')],
    })
    for await (const change of await client.runs.watch({ runId })) {
      expect(runChangeSchema.parse(change)).toEqual(change)
      if (change.run.status === 'done') break
    }
  })

  it('sends a new waiting reason of a ready task that changes because of other tasks', async () => {
    const { client } = await bootTestApp()
    const config = { byKey: { a: { durationMs: 200 }, x: { durationMs: 60_000 } } }
    const { runId } = await client.runs.start({
      request: { plan_id: 'p', parallel_limit: 1, tasks: [task('a'), task('b')] },
      simulate: true,
      roster: [scripted('slow', { capacity: 1, config })],
    })
    const urgent = { plan_id: 'q', tasks: [task('x', { priority: 'CRITICAL' })] }
    const other = await client.runs.start({ request: urgent, crew: ['slow'], simulate: true })
    const reasons: (string | undefined)[] = []
    const leave = new AbortController()
    for await (const { tasks } of await client.runs.watch({ runId }, { signal: leave.signal })) {
      for (const { key, reason } of tasks) if (key === 'b') reasons.push(reason?.message)
      if (reasons.at(-1) === 'Waiting until slow has finished another task.') break
    }
    leave.abort()
    expect(reasons).toEqual([
      'The run has reached its limit of 1 parallel task.',
      'Waiting until slow has finished another task.',
    ])
    await client.runs.cancel({ runId: other.runId })
  })
})

describe('a repeated Idempotency-Key', () => {
  it('imports a file once', async () => {
    const { app, call } = await serveTestApp()
    const text = JSON.stringify({ tasks: [{ id: 1, title: 'One' }] })
    const once = () =>
      call('POST', '/api/v1/plans/import', { text, fileName: 'tasks.json' }, { 'idempotency-key': 'i' })
    const [first, again] = [await once(), await once()]
    expect(again.body.plans[0].planId).toBe(first.body.plans[0].planId)
    expect(await app.client.plans.list()).toHaveLength(1)
  })
})
