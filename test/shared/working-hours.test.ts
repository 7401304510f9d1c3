import { describe, expect, it } from 'vitest'
import { type WorkingHours, workingHoursSchema } from '../../src-shared/model/agents/person-agent.ts'
import { describeAbsence, isIn, nextIn } from '../../src-shared/working-hours.ts'

const berlin: WorkingHours = {
  timeZone: 'Europe/Berlin',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  from: '09:00',
  to: '17:00',
}
const at = (text: string) => Date.parse(text)
const next = (hours: WorkingHours[], text: string) => {
  const found = nextIn(hours, at(text))
  return found === null ? null : new Date(found).toISOString()
}

describe('working hours', () => {
  it.each([
    ['2026-01-05T07:59:59Z', false],
    ['2026-01-05T08:00:00Z', true],
    ['2026-01-05T15:59:59Z', true],
    ['2026-01-05T16:00:00Z', false],
    // During summer time in the person's zone.
    ['2026-07-06T07:00:00Z', true],
    ['2026-01-04T12:00:00Z', false],
  ])('follow the clock of the person: %s %s', (text, expected) => {
    expect(isIn([berlin], at(text))).toBe(expected)
  })

  it('are always if none are set', () => {
    expect(isIn([], 0)).toBe(true)
    expect(nextIn([], 0)).toBeNull()
  })

  it.each([
    ['2026-01-05T10:00:00Z', '2026-01-05T10:00:00.000Z'],
    ['2026-01-05T03:00:00Z', '2026-01-05T08:00:00.000Z'],
    ['2026-01-05T16:00:00Z', '2026-01-06T08:00:00.000Z'],
    ['2026-01-09T16:30:00Z', '2026-01-12T08:00:00.000Z'],
    // Clocks go forward on the Sunday in between.
    ['2026-03-27T16:30:00Z', '2026-03-30T07:00:00.000Z'],
    ['2026-10-23T15:30:00Z', '2026-10-26T08:00:00.000Z'],
  ])('begin next after %s at %s', (from, expected) => {
    expect(next([berlin], from)).toBe(expected)
  })

  it('of several entries begin with the first, also over midnight', () => {
    const night: WorkingHours[] = [
      { timeZone: 'Asia/Kolkata', days: ['mon'], from: '22:00', to: '24:00' },
      { timeZone: 'Asia/Kolkata', days: ['tue'], from: '00:00', to: '06:00' },
    ]
    expect(isIn(night, at('2026-01-05T16:30:00Z'))).toBe(true)
    expect(isIn(night, at('2026-01-05T18:29:59Z'))).toBe(true)
    expect(isIn(night, at('2026-01-05T18:30:00Z'))).toBe(true)
    expect(isIn(night, at('2026-01-06T00:30:00Z'))).toBe(false)
    expect(next([...night, berlin], '2026-01-05T16:00:00Z')).toBe('2026-01-05T16:30:00.000Z')
  })

  it('in an hour skipped by the clock begin after it', () => {
    const skipped: WorkingHours = { ...berlin, days: ['sun'], from: '02:30', to: '04:00' }
    expect(next([skipped], '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:30:00.000Z')
  })

  it('are formatted in words', () => {
    const ann = { name: 'Ann' }
    expect(describeAbsence(ann, [berlin], at('2026-01-09T16:30:00Z'))).toBe(
      'Ann is away until 2026-01-12 at 09:00 (Europe/Berlin).',
    )
    expect(describeAbsence(ann, [berlin], at('2026-01-09T12:00:00Z'))).toBe('')
  })

  it.each([
    { ...berlin, from: '17:00', to: '09:00' },
    { ...berlin, from: '9:00' },
    { ...berlin, to: '24:01' },
    { ...berlin, days: [] },
    { ...berlin, days: ['monday'] },
    { ...berlin, timeZone: 'Berlin' },
  ])('are refused as %j', (hours) => {
    expect(workingHoursSchema.safeParse(hours).success).toBe(false)
  })
})
