import { describe, expect, it } from 'vitest'
import type { InboxItem } from '#shared/model/inbox.ts'
import { expiryOf } from '../../../src-renderer/entities/approvals/inbox-order.ts'
import { endOfSnooze, withSnoozed } from '../../../src-renderer/entities/approvals/snoozed.ts'
import {
  afterGone,
  canBatch,
  type InboxLine,
  listLines,
  moveTo,
} from '../../../src-renderer/features/inbox/inbox-lines.ts'

const hour = 3_600_000
const item = (approvalId: string, over: Partial<InboxItem> = {}): InboxItem => ({
  ...{
    approvalId,
    kind: 'task_gate',
    runId: 'run_1',
    taskKey: approvalId,
    question: `May ${approvalId} start?`,
  },
  ...{
    hash: 'h',
    allows: ['approve', 'edit', 'reject'],
    hasForm: false,
    assignee: null,
    quorum: 1,
    voters: [],
  },
  ...{ postedAt: 0, expiresAt: null, cost: null, risk: { tier: 'reversible', causes: ['works_here'] } },
  ...{
    runTitle: 'Letters',
    projectId: null,
    isSimulated: false,
    taskTitle: `Task ${approvalId}`,
    agent: null,
  },
  delay: {
    ...{ score: 1, held: 0, isHeldAtLeast: false, priority: 'medium', dueAt: null, due: null, cost: null },
  },
  ...over,
})
const look = (over: Partial<Parameters<typeof listLines>[1]> = {}) => ({
  ...{ me: 'Kim', now: 0, find: '', projectId: null, held: new Set<string>() },
  ...over,
})
const said = (lines: readonly InboxLine[]) =>
  lines.map((line) => (line.type === 'group' ? `${line.group} ${line.count}` : line.item.approvalId))

describe('the rows of the Inbox', () => {
  it('are grouped: expiring requests by their end, the rest in order of arrival', () => {
    const items = [
      item('plain'),
      item('far', { expiresAt: 100 * 24 * hour }),
      item('later', { expiresAt: 2 * hour }),
      item('first', { expiresAt: hour + 1 }),
      item('anns', { assignee: 'Ann' }),
      item('voted', { quorum: 2, voters: ['Kim'] }),
    ]
    expect(said(listLines(items, look({ now: hour })))).toEqual([
      ...['expiring 2', 'first', 'later', 'yours 2', 'plain', 'far', 'others 2', 'anns', 'voted'],
    ])
    expect(said(listLines(items, look({ me: 'Ann' })))).toContain('anns')
  })

  it('end with snoozed requests, until their time or shortly before they expire', () => {
    const items = [item('off'), item('plain'), item('ending', { expiresAt: 2 * hour })]
    const snoozed = { off: 2 * hour, ending: 2 * hour }
    expect(said(listLines(items, look({ snoozed, now: hour })))).toEqual([
      ...['expiring 1', 'ending', 'yours 1', 'plain', 'snoozed 1', 'off'],
    ])
    expect(said(listLines(items.slice(0, 2), look({ snoozed, now: 2 * hour })))).toEqual([
      ...['yours 2', 'off', 'plain'],
    ])
  })

  it('exclude answered requests, and requests without all words', () => {
    const items = [item('a'), item('b', { runTitle: 'Summer fair' }), item('c', { projectId: 'garden' })]
    expect(said(listLines(items, look({ held: new Set(['a', 'c']) })))).toEqual(['yours 1', 'b'])
    expect(said(listLines(items, look({ find: 'FAIR may' })))).toEqual(['yours 1', 'b'])
    expect(said(listLines(items, look({ projectId: 'garden' })))).toEqual(['yours 1', 'c'])
    expect(listLines(items, look({ find: 'winter' }))).toEqual([])
  })
})

describe('a snoozed request', () => {
  const friday = new Date(2026, 10, 20, 17, 30).getTime()

  it('returns after an hour, or in the morning of the selected day', () => {
    expect(endOfSnooze('hour', friday)).toBe(friday + hour)
    expect(endOfSnooze('tomorrow', friday)).toBe(new Date(2026, 10, 21, 9).getTime())
    expect(endOfSnooze('monday', friday)).toBe(new Date(2026, 10, 23, 9).getTime())
    const monday = new Date(2026, 10, 23, 8).getTime()
    expect(endOfSnooze('monday', monday)).toBe(new Date(2026, 10, 30, 9).getTime())
    const sunday = new Date(2026, 10, 22, 8).getTime()
    expect(endOfSnooze('monday', sunday)).toBe(new Date(2026, 10, 23, 9).getTime())
  })

  it('is removed when its time has come, and when it is restored', () => {
    const one = withSnoozed({}, 'a', { until: 10, now: 0 })
    const both = withSnoozed(one, 'b', { until: 20, now: 5 })
    expect(both).toEqual({ a: 10, b: 20 })
    expect(withSnoozed(both, 'c', { until: 30, now: 15 })).toEqual({ b: 20, c: 30 })
    expect(withSnoozed(both, 'b', { until: null, now: 5 })).toEqual({ a: 10 })
  })
})

describe('answering several requests', () => {
  it('is possible for one kind with low risk, without a form and other required people', () => {
    const grave = { tier: 'spends_or_sends' as const, causes: ['costs' as const] }
    expect(canBatch([item('a'), item('b')])).toBe(true)
    expect(canBatch([])).toBe(false)
    expect(canBatch([item('a'), item('b', { kind: 'result_review' })])).toBe(false)
    expect(canBatch([item('a'), item('b', { risk: grave })])).toBe(false)
    expect(canBatch([item('a', { hasForm: true })])).toBe(false)
    expect(canBatch([item('a', { quorum: 2 })])).toBe(false)
    expect(canBatch([item('a', { kind: 'agent_question', allows: ['respond', 'reject'] })])).toBe(false)
  })
})

describe('moving through the list', () => {
  it('stops at the ends, starts at the first row, and continues after a removed row', () => {
    expect(moveTo(['a', 'b'], null, 1)).toBe('a')
    expect(moveTo(['a', 'b'], 'b', 1)).toBe('b')
    expect(moveTo(['a', 'b'], 'b', -1)).toBe('a')
    expect(moveTo([], null, 1)).toBeNull()
    expect(afterGone(['a', 'b', 'c'], 'b')).toBe('c')
    expect(afterGone(['a', 'b'], 'b')).toBe('a')
    expect(afterGone(['a'], 'a')).toBeNull()
  })
})

describe('the time for an answer', () => {
  it('causes warnings after half and after nine tenths', () => {
    const gate = { postedAt: 0, expiresAt: 1000 }
    expect([0, 499, 500, 899, 900, 2000].map((now) => expiryOf(gate, now))).toEqual([
      ...['far', 'far', 'half', 'half', 'end', 'end'],
    ])
    expect(expiryOf({ postedAt: 0, expiresAt: null }, 9)).toBe('none')
  })
})
