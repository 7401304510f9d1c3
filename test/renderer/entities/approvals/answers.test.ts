import { describe, expect, it } from 'vitest'
import type { Consequences } from '#shared/contract/approvals.ts'
import { approvalKinds } from '#shared/model/approval.ts'
import {
  describeEffect,
  listAnswers,
  lookOfAnswer,
} from '../../../../src-renderer/entities/approvals/answer/answers.ts'
import { gate, vote } from './approvals.ts'

const consequences: Consequences = {
  approve: {
    frees: ['a', 'b'],
    leadsTo: 12,
    longestPathMs: 3 * 3_600_000,
    cost: { amountMinor: 400, currency: 'EUR' },
    unknownCosts: 2,
  },
  reject: { skips: ['a', 'b'], skipsCount: 12 },
}
const graph = { consequences, nameOf: (key: string) => `Task ${key}` }
const nothingFollows: Consequences = {
  approve: { frees: [], leadsTo: 0, longestPathMs: 1, cost: null, unknownCosts: 1 },
  reject: { skips: [], skipsCount: 0 },
}

describe('describeEffect', () => {
  it('describes the freed tasks, their number, duration and cost', () => {
    expect(describeEffect(gate('task_gate'), 'approve', graph)).toBe(
      'The task starts; unblocks Task a, Task b; 12 tasks follow; about 3 h; costs 4.00 EUR, 2 unknown.',
    )
  })

  it('explains that a returned task has not failed', () => {
    expect(describeEffect(gate('agent_question'), 'hand_back', graph)).toBe(
      'Another matching agent gets the task, or the task waits for a match.',
    )
    expect(lookOfAnswer('agent_question', 'hand_back')).toMatchObject({ word: 'Hand back' })
  })

  it('names the charged amount if a worker reports more than its limit', () => {
    const excess = { cost: { amountMinor: 500, currency: 'EUR' }, attempt: 1, agentId: 'ext' }
    const review = gate('result_review', { subject: { text: 'red', data: null, excess } })
    const none = { ...graph, consequences: null }
    expect(describeEffect(review, 'approve', none)).toBe('The result is used; 5.00 EUR more is charged.')
    expect(describeEffect(review, 'run_again', none)).toBe('The task runs again.')
  })

  it('names the number of tasks that a rejection skips', () => {
    expect(describeEffect(gate('task_gate'), 'reject', graph)).toBe(
      'The task is cancelled; 12 tasks are skipped.',
    )
  })

  it('omits unknown costs and missing dependents', () => {
    const bare = { ...graph, consequences: nothingFollows }
    expect(describeEffect(gate('task_gate'), 'approve', bare)).toBe('The task starts; about 1 min.')
    expect(describeEffect(gate('task_gate'), 'reject', bare)).toBe('The task is cancelled.')
  })

  it('does not count finished work', () => {
    const said = describeEffect(gate('result_review'), 'approve', graph)
    expect(said).toContain('12 tasks follow')
    expect(said).not.toMatch(/EUR| h/)
  })

  it('names the other required approvers', () => {
    const approval = gate('task_gate', { quorum: 3, votes: [vote('ann')] })
    expect(describeEffect(approval, 'approve', graph)).toMatch(/^1 more person must approve/)
  })

  it('names three tasks at most', () => {
    const many = { ...consequences, approve: { ...consequences.approve, frees: ['a', 'b', 'c', 'd', 'e'] } }
    const said = describeEffect(gate('task_gate'), 'approve', { ...graph, consequences: many })
    expect(said).toContain('unblocks Task a, Task b, Task c and 2 more')
  })

  it.each(approvalKinds)('has a label and an effect for every answer to a gate of kind %s', (kind) => {
    for (const answer of listAnswers(gate(kind))) {
      expect(lookOfAnswer(kind, answer).word).not.toBe('')
      expect(describeEffect(gate(kind), answer, { ...graph, consequences: null })).toMatch(/^[A-Z].+\.$/)
    }
  })
})

describe('listAnswers', () => {
  it('offers no edit that would bypass the form', () => {
    const form = [{ key: 'why', label: 'Why', type: 'text' as const, required: true }]
    expect(listAnswers(gate('task_gate', { form }))).toEqual(['approve', 'reject'])
  })

  it('offers an edit only to the last of several voters', () => {
    expect(listAnswers(gate('task_gate', { quorum: 2 }))).not.toContain('edit')
    expect(listAnswers(gate('task_gate', { quorum: 2, votes: [vote('ann')] }))).toContain('edit')
  })
})
