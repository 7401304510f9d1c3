import { describe, expect, it } from 'vitest'
import { isRunOver } from '#shared/model/runs/run.ts'
import { post } from './requests.ts'
import { type Rest, serveRest } from './rest.ts'

const message = { title: 'Chores', user_message: 'research best laptops and interview customers' }

async function answer({ app }: Rest, given: 'approve' | 'reject') {
  const [gate] = await app.client.runs.listApprovals()
  const { id: approvalId = '', hash = '' } = gate ?? {}
  await app.client.runs.answerApproval({ approvalId, hash, answer: given })
}

async function ended({ app: { client } }: Rest) {
  const [run] = await client.runs.list({})
  for await (const { run: now } of await client.runs.watch({ runId: run?.id ?? '' })) {
    if (isRunOver(now.status)) return now
  }
  throw new Error('The stream ended')
}

describe('a message with a part that no task covers', () => {
  it('shows the part and asks before work starts', async () => {
    const rest = await serveRest()
    const { body } = await post(rest, message, {})
    expect(body).toMatchObject({ status: 'PENDING', result: null })
    const [gate] = await rest.app.client.runs.listApprovals()
    expect(gate).toMatchObject({
      kind: 'task_gate',
      question: 'Parts of the request have no place in the work. Start without them?',
      description: expect.stringContaining('- interview customers'),
    })
  })

  it('ends with a gap that names the part if a person starts the run', async () => {
    const rest = await serveRest()
    await post(rest, message, {})
    await answer(rest, 'approve')
    const { id: runId, outcome } = await ended(rest)
    expect(outcome).toBe('succeeded_with_gaps')
    const { gaps } = await rest.app.client.runs.getSummary({ runId })
    expect(gaps).toMatchObject([{ name: 'interview customers', message: 'No task covers this part.' }])
  })

  it('starts nothing if a person rejects it', async () => {
    const rest = await serveRest()
    await post(rest, message, {})
    await answer(rest, 'reject')
    expect(await ended(rest)).toMatchObject({ outcome: 'rejected' })
  })

  it('with several steps asks before the first step', async () => {
    const rest = await serveRest()
    const user_message = 'research phones and interview customers and email bob@example.com'
    const { body } = await post(rest, { title: 'Chores', user_message }, {})
    expect(body.subtasks.map(({ status }: { status: string }) => status)).toEqual(['PENDING', 'PENDING'])
    const [gate] = await rest.app.client.runs.listApprovals()
    expect(gate?.description).toContain('- interview customers')
  })
})
