import { describe, expect, it } from 'vitest'
import { listChanges } from '../../../../src-renderer/entities/approvals/changes.tsx'
import { listGiven } from '../../../../src-renderer/entities/approvals/closed-approval.tsx'
import { gate, moneySubject, taskSubject, vote } from './approvals.ts'

describe('listChanges', () => {
  it('names visible differences only', () => {
    const before = gate('task_gate', { subject: taskSubject })
    const after = gate('task_gate', { subject: { ...taskSubject, title: 'Send both' }, hash: 'h2' })
    expect(listChanges(before, after)).toEqual([{ name: 'Title', before: 'Send it', after: 'Send both' }])
  })

  it('names another remote agent', () => {
    const before = gate('task_gate', { subject: { ...taskSubject, remote: { url: 'https://a' } } })
    const after = gate('task_gate', { subject: { ...taskSubject, remote: { url: 'https://b' } }, hash: 'h2' })
    expect(listChanges(before, after)).toMatchObject([{ name: 'Remote agent' }])
  })

  it('does not count a vote or another assignee as a change of the content', () => {
    const before = gate('task_gate', { subject: taskSubject })
    expect(listChanges(before, { ...before, votes: [vote('ann')], assignee: 'bob' })).toEqual([])
  })
})

describe('listGiven', () => {
  it('shows the values of the form with their labels', () => {
    const form = [
      { key: 'tone', label: 'Tone', type: 'choice' as const, options: ['warm'], required: true },
      { key: 'sign', label: 'Signed', type: 'boolean' as const, required: false },
      { key: 'to', label: 'To', type: 'text' as const, required: false },
    ]
    const approval = gate('agent_question', { form, response: { tone: 'warm', sign: false } })
    expect(listGiven(approval)).toEqual([
      ['Tone', 'warm'],
      ['Signed', 'No'],
    ])
  })

  it('shows the granted amount and the changes', () => {
    const money = gate('budget_top_up', { subject: moneySubject, response: { amountMinor: 350 } })
    expect(listGiven(money)).toEqual([['Budget increase', '3.50 EUR']])
    const task = gate('task_gate', { subject: taskSubject, response: { title: 'Send both' } })
    expect(listGiven(task)).toEqual([['New title', 'Send both']])
  })
})
