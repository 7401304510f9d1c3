import { describe, expect, it } from 'vitest'
import { groupItems } from '../../../../src-renderer/entities/approvals/inbox-order.ts'
import type { InboxItem } from '../../../../src-shared/model/inbox.ts'

const hour = 3_600_000
const item = (approvalId: string, over: Partial<InboxItem> = {}): InboxItem => ({
  ...{ approvalId, kind: 'task_gate', runId: 'run_1', taskKey: approvalId, question: '?', hash: 'h' },
  ...{ allows: ['approve', 'reject'], hasForm: false, assignee: null, quorum: 1, voters: [] },
  ...{ postedAt: 0, expiresAt: null, cost: null, risk: { tier: 'reversible', causes: ['works_here'] } },
  ...{ runTitle: 'Letters', projectId: null, isSimulated: false, taskTitle: 'Task', agent: null },
  delay: {
    ...{ score: 1, held: 0, isHeldAtLeast: false, priority: 'medium', dueAt: null, due: null, cost: null },
  },
  ...over,
})

describe('open requests', () => {
  it("have one order everywhere: expiring soon, then the person's by cost of delay, then others’", () => {
    const items = [
      item('dear'),
      item('ann', { assignee: 'Ann' }),
      item('cheap'),
      item('later', { expiresAt: 1.1 * hour }),
      item('voted', { quorum: 2, voters: ['Kim'] }),
      item('sooner', { expiresAt: hour }),
    ]
    const groups = groupItems(items, { me: 'Kim', now: 0.95 * hour })
    expect(groups.map(({ group, items: own }) => [group, own.map(({ approvalId }) => approvalId)])).toEqual([
      ['expiring', ['sooner', 'later']],
      ['yours', ['dear', 'cheap']],
      ['others', ['ann', 'voted']],
    ])
  })

  it('all belong to a person without a stored name, whatever their assignee', () => {
    const items = [item('any'), item('ann', { assignee: 'Ann' })]
    expect(groupItems(items, { me: 'me', now: 0 }).map(({ group }) => group)).toEqual(['yours'])
  })

  it('have no empty group', () => expect(groupItems([], { me: 'me', now: 0 })).toEqual([]))
})
