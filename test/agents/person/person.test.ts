import { describe, expect, it } from 'vitest'
import { isRunOver } from '#shared/model/runs/run.ts'
import { present } from '../../../src-shared/assert.ts'
import { bootTestApp } from '../../support/app.ts'

const form = [
  { key: 'risk', label: 'Risk', type: 'choice', options: ['low', 'high'], required: true },
] as const

async function runWithPerson(config: object = {}, more: { gate?: { when: 'after' } } = {}) {
  const { client } = await bootTestApp()
  await client.agents.register({
    agents: [
      {
        id: 'ann',
        name: 'Ann',
        kind: 'person',
        skills: ['legal_review'],
        config: JSON.parse(JSON.stringify(config)),
      },
    ],
  })
  const { delegated_tasks } = await client.seed.build({
    plan_id: 'contract',
    tasks: [
      {
        task_id: 'draft',
        title: 'Summarize the contract',
        description: 'Summarize: The tenant pays monthly. The landlord repairs the roof.',
        required_skills: ['summarization'],
      },
      {
        task_id: 'review',
        title: 'Review it',
        description: 'Read the draft.',
        required_skills: ['legal_review'],
        depends_on: ['draft'],
        ...more,
      },
    ],
  })
  expect(delegated_tasks[1]?.assigned_agent).toBe('ann')
  const runId = present((await client.runs.list({}))[0], 'run').id
  const settled = async () => {
    for await (const { run, tasks } of await client.runs.watch({ runId })) {
      const isAsked = tasks.some(
        ({ status }) => status === 'awaiting_input' || status === 'awaiting_approval',
      )
      if (isRunOver(run.status) || isAsked) return run.status
    }
    throw new Error('The stream ended')
  }
  return { client, runId, settled }
}

describe('a person', () => {
  it('is refused at registration if the form or the working hours are invalid, with the field', async () => {
    const configs: [object, string][] = [
      [{ form: [{ name: 'risk', label: 'Risk', type: 'text' }] }, 'agents[0].config.form[0].'],
      [
        { hours: [{ timeZone: 'Mars', days: ['mon'], from: '09:00', to: '17:00' }] },
        'agents[0].config.hours[0].',
      ],
    ]
    for (const [config, field] of configs) {
      await expect(runWithPerson(config)).rejects.toMatchObject({
        data: { field: expect.stringContaining(field) },
      })
    }
  })

  it('finds a task in the Inbox with its instructions and earlier results, and completes it', async () => {
    const { client, runId, settled } = await runWithPerson({ form })
    expect(await settled()).toBe('waiting')
    const [gate] = await client.runs.listApprovals()
    expect(gate?.question).toMatch(/^For Ann: Review it\n\nRead the draft\.\n\nSummarize the contract:\n/)
    expect(gate?.form).toEqual(form)
    await client.runs.answerApproval({
      approvalId: gate?.id ?? '',
      hash: gate?.hash ?? '',
      answer: 'respond',
      by: 'Ann',
      note: 'Clause 4 must go.',
      response: { risk: 'high' },
    })
    expect(await settled()).toBe('done')
    const { attempts } = await client.runs.getTask({ runId, taskKey: 'review' })
    expect(attempts.at(-1)?.result).toEqual({
      text: 'Clause 4 must go.',
      data: { by: 'ann', answer: { risk: 'high' } },
    })
  })

  it('declines with a reason, which fails the task', async () => {
    const { client, runId, settled } = await runWithPerson()
    await settled()
    const [gate] = await client.runs.listApprovals()
    await client.runs.answerApproval({
      approvalId: gate?.id ?? '',
      hash: gate?.hash ?? '',
      answer: 'reject',
      by: 'Ann',
      note: 'It is no contract.',
    })
    expect(await settled()).toBe('failed')
    const { task } = await client.runs.getTask({ runId, taskKey: 'review' })
    expect(task.status).toBe('failed')
  })

  it('hands a task back, and another matching agent does it', async () => {
    const { client, runId, settled } = await runWithPerson()
    await settled()
    const zoe = { id: 'zoe', name: 'Zoe', kind: 'person' as const, skills: ['legal_review'], config: {} }
    await client.agents.register({ agents: [zoe] })
    const answer = async (by: string, facts: { answer: 'hand_back' | 'respond'; note: string }) => {
      const [gate] = await client.runs.listApprovals()
      expect(gate?.question).toMatch(new RegExp(`^For ${by}: Review it`))
      const { id: approvalId = '', hash = '' } = gate ?? {}
      return client.runs.answerApproval({ approvalId, hash, by, ...facts })
    }
    const given = await answer('Ann', { answer: 'hand_back', note: 'I am on leave.' })
    expect(given).toMatchObject({ answer: 'hand_back', answeredBy: 'Ann', note: 'I am on leave.' })
    expect(await settled()).toBe('waiting')
    await answer('Zoe', { answer: 'respond', note: 'All is well.' })
    expect(await settled()).toBe('done')
    const { attempts } = await client.runs.getTask({ runId, taskKey: 'review' })
    expect(attempts.at(-1)).toMatchObject({ agentId: 'zoe', result: { text: 'All is well.' } })
  })

  it('is asked again when the result is sent back', async () => {
    const { client, settled } = await runWithPerson({}, { gate: { when: 'after' } })
    await settled()
    const answer = async (facts: { answer: 'respond' | 'run_again'; note?: string; by?: string }) => {
      const [gate] = await client.runs.listApprovals()
      const { id: approvalId = '', hash = '' } = gate ?? {}
      await client.runs.answerApproval({ approvalId, hash, ...facts })
    }
    await answer({ answer: 'respond', by: 'Ann', note: 'First.' })
    await settled()
    await answer({ answer: 'run_again' })
    await settled()
    expect(await client.runs.listApprovals()).toMatchObject([{ kind: 'agent_question', assignee: 'Ann' }])
    await answer({ answer: 'respond', by: 'Ann', note: 'Second.' })
    await settled()
    expect(await client.runs.listApprovals()).toMatchObject([{ subject: { text: 'Second.' } }])
  })
})
