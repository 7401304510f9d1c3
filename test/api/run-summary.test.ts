import { expect, it } from 'vitest'
import { bootTestApp } from '../support/app.ts'
import { createPlayedModel, playedOf } from '../support/played.ts'

const agent = playedOf({
  ...{ id: 'hand', name: 'Hand', skills: [] },
  price: { amountMinor: 100, currency: 'EUR' },
  config: { byKey: { good: { durationMs: 10 }, bad: { durationMs: 10, fail: { message: 'No.' } } } },
})
const task = (id: string, depends_on: string[] = []) => ({
  ...{ task_id: id, description: `Do ${id}`, required_skills: [], depends_on },
})

it('shows the outcome and the cost of an ended run, without waiting tasks', async () => {
  const { client } = await bootTestApp({ adapters: [createPlayedModel()] })
  const request = { plan_id: 'p', title: 'Plan', tasks: [task('good'), task('bad', ['good'])] }
  const { runId } = await client.runs.start({ request, roster: [agent] })
  for await (const { run } of await client.runs.watch({ runId })) if (run.endedAt !== null) break
  expect(await client.runs.getSummary({ runId })).toMatchObject({
    attempts: { done: 1, failed: 1 },
    byAgent: [
      { agentId: 'hand', tasks: 2, done: 1, failed: 1, spent: [{ amountMinor: 200, currency: 'EUR' }] },
    ],
    byPhase: [],
    firstFailure: { taskKey: 'bad', attempt: 1, agentId: 'hand', failure: { message: 'No.' } },
    gates: [],
  })
  const { work, left } = await client.runs.getProgress({ runId })
  expect(left).toBeNull()
  expect([work.doneMs > 0, work.failedMs > 0, work.openMs]).toEqual([true, true, 0])
  expect(await client.budgets.listOfRun({ runId })).toMatchObject([
    {
      key: `run:${runId}`,
      name: 'Plan',
      capMinor: null,
      settledMinor: 200,
      reservedMinor: 0,
      leftMinor: null,
    },
  ])
})

const minute = 60_000
const branch = {
  plan_id: 'p',
  tasks: [
    { ...task('check'), estimate_ms: minute },
    { ...task('fix', ['check']), condition: 'failure', estimate_ms: 60 * minute },
    { ...task('publish', ['check', 'fix']), estimate_ms: 5 * minute },
  ],
}

it('excludes a failure handler from the critical path until a task fails', async () => {
  const { client } = await bootTestApp()
  const worker = { id: 'far', name: 'Far', kind: 'external', skills: [], capacity: 9 } as const
  await client.agents.register({ agents: [{ ...worker, skills: [] }] })
  const { runId } = await client.runs.start({ request: branch })
  const { steps, left } = await client.runs.getCriticalPath({ runId })
  expect(steps.map(({ taskKey }) => taskKey)).toEqual(['check', 'publish'])
  expect(left).toMatchObject({ leastMs: 6 * minute, open: 3 })
  expect((await client.runs.getProgress({ runId })).left).toEqual(left)
})

it('includes a handler that a join waits for', async () => {
  const byKey = { check: { durationMs: 10, fail: { message: 'Red.' } }, fix: { durationMs: 10 ** 6 } }
  const played = playedOf({ ...agent, config: { byKey } })
  const { client } = await bootTestApp({ adapters: [createPlayedModel()] })
  const [check, fix, publish] = branch.tasks
  const tasks = [check, fix, { ...publish, depends_on: ['check'], join: 'none_failed' }]
  const { runId } = await client.runs.start({ request: { ...branch, tasks } as never, roster: [played] })
  for await (const { tasks } of await client.runs.watch({ runId }))
    if (tasks.some(({ key, status }) => key === 'fix' && status === 'in_progress')) break
  const { steps } = await client.runs.getCriticalPath({ runId })
  expect(steps.map(({ taskKey }) => taskKey)).toEqual(['check', 'fix', 'publish'])
})

it("lists the account of the project next to the run's own", async () => {
  const { client } = await bootTestApp({ adapters: [createPlayedModel()] })
  const request = { plan_id: 'p', project_id: 'shop', tasks: [task('good')] }
  const { runId } = await client.runs.start({ request, roster: [agent] })
  for await (const { run } of await client.runs.watch({ runId })) if (run.endedAt !== null) break
  await client.budgets.set({ kind: 'project', id: 'shop', amountMinor: 900, currency: 'EUR' })
  const keys = (await client.budgets.listOfRun({ runId })).map(({ key }) => key)
  expect(keys).toEqual([`run:${runId}`, 'project:shop'])
})

it('refuses an unknown run', async () => {
  const { client } = await bootTestApp({ adapters: [createPlayedModel()] })
  const runId = 'run_none'
  for (const asked of [client.runs.getSummary({ runId }), client.runs.getProgress({ runId })])
    await expect(asked).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
  await expect(client.budgets.listOfRun({ runId })).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
})
