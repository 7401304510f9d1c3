import { describe, expect, it } from 'vitest'
import {
  isList,
  linesOf,
  tasksOfList,
  textOfTasks,
} from '../../../../src-renderer/features/designer/clipboard/pasted-text.ts'
import { parseDuration, writeDuration } from '../../../../src-renderer/ui/text/duration-text.ts'
import { parseMoney } from '../../../../src-renderer/ui/text/money-text.ts'
import { planOfRequest } from '../../../../src-shared/plan-file/read-plan.ts'
import { formatMoney } from '../../../../src-shared/text/format-money.ts'
import { club } from '../../entities/plans/edits/plans.ts'

describe('a typed duration', () => {
  it('is parsed in common units, and formatted exactly', () => {
    const read: readonly (readonly [string, number])[] = [
      ['90 s', 90_000],
      ['5 min', 300_000],
      ['1h 30m', 5_400_000],
      ['2 days', 172_800_000],
      ['1.5 h', 5_400_000],
      ['250ms', 250],
    ]
    for (const [text, ms] of read) {
      expect(parseDuration(text)).toBe(ms)
      expect(parseDuration(writeDuration(ms))).toBe(ms)
    }
    expect(writeDuration(5_400_000)).toBe('1 h 30 min')
    expect(writeDuration(0)).toBe('0 s')
  })

  it('is invalid without a unit or with an unknown unit', () => {
    expect(['5', 'soon', '5 bananas', '', 'h 5'].map(parseDuration)).toEqual([null, null, null, null, null])
  })
})

describe('a typed amount', () => {
  it('is parsed with its currency before or after it, or the default currency', () => {
    expect(parseMoney('12.50 EUR', 'USD')).toEqual({ amountMinor: 1250, currency: 'EUR' })
    expect(parseMoney('$5', 'EUR')).toEqual({ amountMinor: 500, currency: 'USD' })
    expect(parseMoney('3,2 €', 'USD')).toEqual({ amountMinor: 320, currency: 'EUR' })
    expect(parseMoney('7', 'CHF')).toEqual({ amountMinor: 700, currency: 'CHF' })
    expect(formatMoney({ amountMinor: 1250, currency: 'EUR' })).toBe('12.50 EUR')
  })

  it('is invalid if it is no amount', () => {
    expect(['much', '1.234 EUR', 'EUR 5 USD', '-3'].map((text) => parseMoney(text, 'EUR'))).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})

describe('pasted text', () => {
  it('is a task for each line, without its bullet, checkbox or number', () => {
    expect(linesOf('- [ ] Sing\n* Dance\r\n\n3. Hum\n  Clap')).toEqual(['Sing', 'Dance', 'Hum', 'Clap'])
  })

  it('keeps headings, nesting and checkmarks of a list', () => {
    const listed = tasksOfList(
      '# Trip\n- [x] Book\n- [ ] Pack\n\t- [X] Tent\n\t- Stove\n## Lake\n1. [ ] Swim\n',
    )
    expect(listed.map(({ title, kind, parent, isDone }) => [title, kind, parent, isDone ?? false])).toEqual([
      ['Trip', 'group', null, false],
      ['Book', 'task', 'task-001', true],
      ['Pack', 'group', 'task-001', false],
      ['Tent', 'task', 'task-003', true],
      ['Stove', 'task', 'task-003', false],
      ['Lake', 'group', 'task-001', false],
      ['Swim', 'task', 'task-006', false],
    ])
    expect(tasksOfList('Sing\nDance').map(({ parent }) => parent)).toEqual([null, null])
  })

  it('is distinguished from a file of a plan or of another tool', () => {
    expect(['Sing\nDance', '- [ ] Sing', '[x] Sing'].map(isList)).toEqual([true, true, true])
    expect(['{"tasks": []}', 'plan_id: a\ntasks:', 'graph TD\n a-->b'].map(isList)).toEqual([
      false,
      false,
      false,
    ])
  })
})

describe('copied tasks', () => {
  it('are a plan file that is parsed back unchanged', () => {
    const read = planOfRequest(JSON.parse(textOfTasks(club, club.tasks)), null)
    expect(read.tasks).toEqual(club.tasks)
  })
})
