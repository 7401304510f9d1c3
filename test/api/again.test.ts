import { describe, expect, it } from 'vitest'
import { bootTestApp } from '../support/app.ts'

const steps = {
  good: { durationMs: 10 },
  bad: { durationMs: 10, fail: { message: 'No.' } },
  slow: { durationMs: 60_000 },
}
const agent = { id: 'hand', name: 'Hand', kind: 'scripted' as const, skills: [], config: { byKey: steps } }
const task = (id: keyof typeof steps) => ({ task_id: id, description: `Do ${id}`, required_skills: [] })

async function startWith(...ids: (keyof typeof steps)[]) {
  const { client } = await bootTestApp()
  const { runId } = await client.runs.start({
    request: { plan_id: 'p', tasks: ids.map(task) },
    simulate: true,
    roster: [agent],
  })
  return { client, runId }
}

type Client = Awaited<ReturnType<typeof bootTestApp>>['client']

async function waitUntilOver(client: Client, runId: string) {
  for await (const { run } of await client.runs.watch({ runId })) if (run.endedAt !== null) return run
}

describe('runs.start with reused results', () => {
  it('requires the run whose results are reused', async () => {
    const { client } = await startWith('good')
    await expect(client.runs.start({ sampleId: 'onboarding', redo: 'failed' })).rejects.toMatchObject({
      code: 'E_REQUIRED',
    })
  })

  it('is refused while that run is active', async () => {
    const { client, runId } = await startWith('slow')
    await expect(client.runs.start({ againRunId: runId, redo: 'failed' })).rejects.toMatchObject({
      code: 'E_STATE',
      message: 'The run is not finished.',
    })
    await client.runs.cancel({ runId })
  })

  it('is refused if all tasks are done, and repeats a named task', async () => {
    const { client, runId } = await startWith('good')
    await waitUntilOver(client, runId)
    await expect(client.runs.start({ againRunId: runId, redo: 'failed' })).rejects.toMatchObject({
      code: 'E_STATE',
      message: 'All tasks of the run are done.',
    })
    const again = await client.runs.start({ againRunId: runId, fromTasks: ['good'] })
    expect(await waitUntilOver(client, again.runId)).toMatchObject({ status: 'done' })
    expect((await client.runs.getTask({ runId: again.runId, taskKey: 'good' })).attempts).toHaveLength(1)
  })

  it('is refused for an unknown task', async () => {
    const { client, runId } = await startWith('good')
    await waitUntilOver(client, runId)
    await expect(client.runs.start({ againRunId: runId, fromTasks: ['ghost'] })).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
      message: 'Task not found: ghost',
    })
  })

  it('reuses finished tasks and retries failed tasks', async () => {
    const { client, runId } = await startWith('good', 'bad')
    expect(await waitUntilOver(client, runId)).toMatchObject({ status: 'failed' })
    const again = await client.runs.start({ againRunId: runId, redo: 'failed' })
    await waitUntilOver(client, again.runId)
    const read = (taskKey: string) => client.runs.getTask({ runId: again.runId, taskKey })
    expect(await read('good')).toMatchObject({ task: { status: 'done' }, attempts: [] })
    expect((await read('bad')).attempts).toHaveLength(1)
  })
})

describe('runs.start with edited instructions', () => {
  it('runs the edited task, reuses the others, and leaves the earlier run unchanged', async () => {
    const { client, runId } = await startWith('good', 'bad')
    await waitUntilOver(client, runId)
    const edits = [{ taskKey: 'bad', title: 'Better', description: 'Do it otherwise' }]
    const again = await client.runs.start({ againRunId: runId, edits })
    await waitUntilOver(client, again.runId)
    const read = async (id: string, taskKey: string) =>
      (await client.runs.getTask({ runId: id, taskKey })).task
    expect(await read(again.runId, 'bad')).toMatchObject({
      title: 'Better',
      description: 'Do it otherwise',
      attempts: 1,
    })
    expect(await read(again.runId, 'good')).toMatchObject({ status: 'done', attempts: 0 })
    expect(await read(runId, 'bad')).toMatchObject({ description: 'Do bad' })
  })

  it('repeats a finished task with new instructions', async () => {
    const { client, runId } = await startWith('good')
    await waitUntilOver(client, runId)
    const again = await client.runs.start({ againRunId: runId, edits: [{ taskKey: 'good', title: 'Anew' }] })
    expect(await waitUntilOver(client, again.runId)).toMatchObject({ status: 'done', planId: null })
    const { task } = await client.runs.getTask({ runId: again.runId, taskKey: 'good' })
    expect(task).toMatchObject({ title: 'Anew', description: 'Do good', attempts: 1 })
  })

  it('is refused for a task that is not in the plan', async () => {
    const { client, runId } = await startWith('good')
    await waitUntilOver(client, runId)
    const edits = [{ taskKey: 'ghost', title: 'Boo' }]
    await expect(client.runs.start({ againRunId: runId, edits })).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
    })
  })
})

describe('runs.hurryTask', () => {
  it('refuses a task that does not wait for a retry', async () => {
    const { client, runId } = await startWith('slow')
    await expect(client.runs.hurryTask({ runId, taskKey: 'slow' })).rejects.toMatchObject({
      code: 'E_STATE',
      message: 'Task slow is not waiting for a retry.',
    })
    await client.runs.cancel({ runId })
  })

  it('refuses a finished task', async () => {
    const { client, runId } = await startWith('good')
    await waitUntilOver(client, runId)
    await expect(client.runs.hurryTask({ runId, taskKey: 'good' })).rejects.toMatchObject({ code: 'E_STATE' })
  })

  it('refuses an unknown task', async () => {
    const { client, runId } = await startWith('slow')
    await expect(client.runs.hurryTask({ runId, taskKey: 'ghost' })).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
    })
    await client.runs.cancel({ runId })
  })
})
