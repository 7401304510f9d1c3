import { expect, it } from 'vitest'
import { isRunOver } from '#shared/model/runs/run.ts'
import { bootTestApp } from '../support/app.ts'

it('a task of a built-in agent without input fails once, is not retried, and fails its run', async () => {
  const { client } = await bootTestApp()
  const retry = { max_attempts: 3, first_ms: 1 }
  const summary = { task_id: 'a', description: 'Summarize it', required_skills: ['summarization'], retry }
  const { runId } = await client.runs.start({ request: { plan_id: 'p', tasks: [summary] } })
  for await (const { run } of await client.runs.watch({ runId })) {
    if (!isRunOver(run.status)) continue
    expect(run).toMatchObject({ status: 'failed', outcome: 'failed' })
    break
  }
  const { task, attempts } = await client.runs.getTask({ runId, taskKey: 'a' })
  expect(task.status).toBe('failed')
  expect(attempts.map(({ failure }) => failure)).toEqual([
    {
      reason: 'nothing_to_do',
      message: expect.stringMatching(/^Text to summarize is missing\. Add a description/),
    },
  ])
})
