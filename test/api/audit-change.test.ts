import { expect, it } from 'vitest'
import { serveTestApp } from '../support/app.ts'

it('an audit entry of an edited task shows the old and the new value of each field', async () => {
  const { client } = (await serveTestApp()).app
  const task = { task_id: 'a', title: 'Paint', description: 'Paint it', required_skills: ['nobody'] }
  const { runId } = await client.runs.start({ request: { plan_id: 'p', tasks: [task] } })
  await client.runs.editTask({ runId, taskKey: 'a', title: 'Paint it red', priority: 'high' })
  await client.runs.editTask({ runId, taskKey: 'a', title: 'Paint it blue' })
  const { entries } = await client.audit.listOlder({ filter: { type: ['task.edited'] } })
  const changes = await Promise.all(
    entries.map(async ({ seq }) => (await client.audit.getEntry({ seq })).change),
  )
  expect(changes).toEqual([
    { before: { title: 'Paint it red' }, after: { title: 'Paint it blue' }, beforeSeq: null },
    {
      before: { title: 'Paint', priority: 'medium' },
      after: { title: 'Paint it red', priority: 'high' },
      beforeSeq: null,
    },
  ])
})
