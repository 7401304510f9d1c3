import { describe, expect, it } from 'vitest'
import { levelsOf, risenLevels } from '../../../../src-renderer/entities/notices/budget-levels.ts'
import { isInView, type Notice } from '../../../../src-renderer/entities/notices/notice.ts'
import {
  addNotices,
  answerNotices,
  countUnread,
  listRead,
  readNotices,
} from '../../../../src-renderer/entities/notices/notice-list.ts'
import { describeQuestion } from '../../../../src-renderer/entities/notices/notice-words.ts'

const asked = (id: string, more: Partial<Notice> = {}): Notice => ({
  ...{ id: `approval:${id}`, kind: 'needs_you', runId: 'run_1', runTitle: 'Onboarding', taskKey: id },
  ...{
    title: describeQuestion('task_gate', `Send ${id}`, 'Onboarding'),
    at: 1,
    isRead: false,
    approvalIds: [id],
  },
  ...more,
})
const sayMany = (count: number, run: string) => `${count} in ${run}`
const titles = (list: readonly Notice[]) => list.map(({ title }) => title)

describe('notifications', () => {
  it('name their subject completely', () => {
    expect(asked('the offer').title).toBe('Approve: Send the offer — Onboarding')
    expect(describeQuestion('uncertain_outcome', 'Pay', 'Shop')).toBe('Did it finish? Pay — Shop')
  })

  it('of one run and one kind are combined until they are read, and link to the run', () => {
    const list = addNotices(addNotices([], [asked('a')], sayMany), [asked('b')], sayMany)
    expect(titles(list)).toEqual(['2 in Onboarding'])
    expect(list[0]).toMatchObject({ taskKey: null, approvalIds: ['b', 'a'] })
    const later = addNotices(readNotices(list), [asked('c')], sayMany)
    expect(titles(later)).toEqual(['Approve: Send c — Onboarding', '2 in Onboarding'])
  })

  it('that are read are stored by their ids, and by the requests of a combined one', () => {
    const two = addNotices(addNotices([], [asked('a')], sayMany), [asked('b')], sayMany)
    const list = addNotices(readNotices(two), [asked('c')], sayMany)
    expect(listRead(list)).toEqual(['approval:b', 'approval:a'])
  })

  it('of other runs and other kinds are separate, and appear once', () => {
    const two = [
      asked('a'),
      asked('b', { runId: 'run_2' }),
      asked('c', { kind: 'run_done', approvalIds: [] }),
    ]
    const list = addNotices([], two, sayMany)
    expect(list).toHaveLength(3)
    expect(addNotices(list, two, sayMany)).toBe(list)
  })

  it('are read when all their requests are answered', () => {
    const list = addNotices([], [asked('a'), asked('b')], sayMany)
    const one = answerNotices(list, new Set(['a']))
    expect(countUnread(one)).toBe(1)
    expect(countUnread(answerNotices(one, new Set(['b'])))).toBe(0)
    expect(answerNotices(list, new Set(['z']))).toBe(list)
  })

  it('are omitted for content on screen', () => {
    expect(isInView(asked('a'), '/runs/run_1')).toBe(true)
    expect(isInView(asked('a'), '/inbox')).toBe(true)
    expect(isInView(asked('a', { kind: 'run_done' }), '/inbox')).toBe(false)
    expect(isInView(asked('a'), '/runs/run_2')).toBe(false)
  })
})

describe('notifications of budgets', () => {
  const balance = (capMinor: number | null, settledMinor: number) =>
    ({
      ...{
        key: 'run:1' as const,
        capMinor,
        currency: 'EUR',
        reservedMinor: 0,
        settledMinor,
        isClosed: false,
      },
      leftMinor: null,
    }) as const

  it('appear at 80 % and at 100 %, each once', () => {
    const at = (settled: number) => levelsOf([balance(1000, settled)])
    expect(risenLevels(at(100), at(799))).toEqual([])
    expect(risenLevels(at(799), at(800))).toEqual([{ key: 'run:1', level: 'budget_80' }])
    expect(risenLevels(at(800), at(900))).toEqual([])
    expect(risenLevels(at(900), at(1000))).toEqual([{ key: 'run:1', level: 'budget_100' }])
    expect(risenLevels(at(1000), at(1001))).toEqual([])
  })

  it('have no level without a limit', () => expect(levelsOf([balance(null, 5000)]).get('run:1')).toBeNull())
})
