import { describe, expect, it } from 'vitest'
import { present } from '../../src-shared/assert.ts'
import { bootTestApp } from '../support/app.ts'

const day = 86_400_000
const task = (id: string, more: object = {}) => ({
  ...{ task_id: id, title: `Do ${id}`, description: `Work on ${id}`, required_skills: ['writing'] },
  ...more,
})
const writer = {
  ...{ id: 'ann', name: 'Ann', kind: 'scripted' as const, skills: ['writing'] },
}
const gated = { requires_approval: true }

async function startRun(tasks: object[], title = 'Letters') {
  const app = await bootTestApp()
  const request = { plan_id: 'p', title, project_id: 'post', tasks }
  const { runId } = await app.client.runs.start({
    request: request as never,
    simulate: true,
    roster: [writer],
  })
  return { ...app, runId }
}

describe('an answer under a command id', () => {
  it('is applied once when repeated, and the id is refused for another answer', async () => {
    const { client } = await startRun([task('a', gated)])
    const { approvalId, hash } = present((await client.inbox.list())[0], 'a gate')
    const sent = { approvalId, hash, answer: 'approve', commandId: 'ui-1' } as const
    const first = await client.runs.answerApproval(sent)
    expect(first.answer).toBe('approve')
    expect(await client.runs.answerApproval(sent)).toEqual(first)
    expect(await client.runs.answerApprovals({ answers: [sent] })).toMatchObject([{ refusal: null }])
    await expect(client.runs.answerApproval({ ...sent, answer: 'reject' })).rejects.toMatchObject({
      code: 'E_IDEMPOTENCY_MISMATCH',
    })
    await expect(client.runs.answerApproval({ ...sent, commandId: 'ui-2' })).rejects.toMatchObject({
      code: 'E_APPROVAL_DECIDED',
    })
  })
})

describe('the Inbox', () => {
  it('starts with the request that blocks most tasks, and shows their number', async () => {
    const { client } = await startRun([
      task('small', gated),
      task('large', gated),
      task('next', { depends_on: ['large'] }),
      task('last', { depends_on: ['next'], due_at: new Date(Date.now() - day).toISOString() }),
    ])
    const items = await client.inbox.list()
    expect(items.map(({ taskKey }) => taskKey)).toEqual(['large', 'small'])
    expect(items[0]).toMatchObject({
      runTitle: 'Letters',
      projectId: 'post',
      taskTitle: 'Do large',
      agent: { id: 'ann', name: 'Ann' },
      risk: { tier: 'read_only', causes: ['simulation'] },
      delay: { held: 2, due: 'overdue', isHeldAtLeast: false },
    })
  })

  it('shows a gate with earlier results and the names of dependents', async () => {
    const { client, runId } = await startRun([
      task('a'),
      task('b', { ...gated, depends_on: ['a'] }),
      task('c', { depends_on: ['b'] }),
    ])
    for await (const { run } of await client.runs.watch({ runId }))
      if (run.counts.awaiting_approval === 1) break
    const item = present((await client.inbox.list())[0], 'a gate')
    const { upstream, names, consequences, taskTitle } = await client.inbox.get({
      approvalId: item.approvalId,
    })
    expect(taskTitle).toBe('Do b')
    expect(upstream).toMatchObject([{ taskKey: 'a', title: 'Do a', status: 'done', agentId: 'ann' }])
    expect(consequences?.approve.frees).toEqual(['c'])
    expect(names).toEqual({ b: 'Do b', c: 'Do c' })
  })

  it('stores answers, which are found by words of the question, the note, the person, the task and the run', async () => {
    const { client } = await startRun(
      [task('one', gated), task('two', gated), task('three', gated)],
      '50% off',
    )
    for (const { approvalId, hash, taskKey } of await client.inbox.list()) {
      await client.runs.answerApproval({
        approvalId,
        hash,
        answer: 'approve',
        by: 'Bea',
        note: `note_${taskKey}`,
      })
    }
    expect(await client.inbox.list()).toEqual([])
    const find = async (text: string) => (await client.inbox.history({ find: text })).items.length
    expect(await find('NOTE_ONE')).toBe(1)
    expect(await find('bea')).toBe(3)
    expect(await find('do three')).toBe(1)
    expect(await find('0% of')).toBe(3)
    expect(await find('_%')).toBe(0)
    expect(await find('question')).toBe(0)
  })

  it('returns the history in pages, newest first', async () => {
    const { client } = await startRun([task('one', gated), task('two', gated), task('three', gated)])
    for (const { approvalId, hash } of await client.inbox.list()) {
      await client.runs.answerApproval({ approvalId, hash, answer: 'reject' })
    }
    const first = await client.inbox.history({ limit: 2 })
    const second = await client.inbox.history({ limit: 2, after: present(first.next, 'next page') })
    const all = [...first.items, ...second.items].map(({ approvalId }) => approvalId)
    expect(new Set(all).size).toBe(3)
    expect(second.next).toBeNull()
    expect(first.items[0]).toMatchObject({ answer: 'reject', answeredBy: 'me', closed: null })
  })

  it('refuses an unknown gate', async () => {
    const { client } = await bootTestApp()
    await expect(client.inbox.get({ approvalId: 'gate_x' })).rejects.toMatchObject({
      code: 'E_APPROVAL_UNKNOWN',
    })
  })
})
