import { expect, it } from 'vitest'
import { serveWorker, work } from './worker.ts'

const done = (output: unknown) => ({ status: 'completed', output })

async function serveZoo() {
  const gated = { gate: { when: 'after' } }
  const served = await serveWorker([work('paint'), work('feed'), work('count', gated), work('open')])
  const { call, execute, complete, app } = served
  return {
    ...served,
    find: async (query: string) => (await call('GET', `/api/v1/memory?query=${query}`)).body,
    async hand(key: string, body: object, headers: Record<string, string> = {}) {
      const { token } = (await execute(key)).body
      return () => complete(key, { token, ...body }, headers)
    },
    async answer(answer: 'approve' | 'reject') {
      const [gate] = await app.client.runs.listApprovals()
      if (gate === undefined) throw new Error('No gate is open.')
      await app.client.runs.answerApproval({ approvalId: gate.id, hash: gate.hash, answer })
    },
  }
}

it('the result of a completed task is in memory during the run, and reaches other runs', async () => {
  const { app, hand, find, idOf, runId, start, call } = await serveZoo()
  const complete = await hand('paint', done('The zebras are striped'), { 'idempotency-key': 'once' })
  expect((await complete()).body).toMatchObject({ taskId: idOf('paint'), status: 'completed' })
  expect((await complete()).body).toMatchObject({ status: 'completed' })
  expect((await app.client.runs.get({ runId })).run.endedAt).toBeNull()
  const [entry, ...others] = await find('zebras')
  expect(others).toEqual([])
  expect(entry).toMatchObject({
    ...{ type: 'task_result', agentId: 'vp_123', runId, taskKey: 'paint', tags: ['task_result'] },
    content: { task_id: 'paint', title: 'Title of paint', result: 'The zebras are striped', files: [] },
  })
  const other = await start([work('again', { description: 'Look after the zebras' })])
  const { body } = await call('GET', `/api/v1/work/agents/vp_123/tasks/${other}%2Fagain/context`)
  expect(body.memory.map(({ id }: { id: string }) => id)).toContain(entry.id)
})

it('names the files of a completed task', async () => {
  const { hand, find } = await serveZoo()
  const artifacts = [{ name: 'stripes.md', text: 'black, white' }]
  await (await hand('paint', done({ text: 'The zebras are striped', artifacts })))()
  expect(await find('stripes.md')).toMatchObject([{ content: { files: ['stripes.md'] } }])
})

it('a result under review is in memory after approval', async () => {
  const { hand, find, answer } = await serveZoo()
  await (await hand('count', done('Seven zebras')))()
  expect(await find('seven')).toEqual([])
  await answer('approve')
  expect(await find('seven')).toMatchObject([{ type: 'task_result', taskKey: 'count' }])
})

it('a rejected result and a failure are not in memory', async () => {
  const { hand, find, answer } = await serveZoo()
  await (await hand('count', done('Seven zebras')))()
  await answer('reject')
  await (await hand('feed', { status: 'failed', error: 'The zebras ran away' }))()
  expect(await find('zebras')).toEqual([])
})
