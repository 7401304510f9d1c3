import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOfToday } from '../../src-main/scheduling/today.ts'

const hour = 3_600_000
const utc = (text: string): number => Date.parse(`${text}Z`)

describe('the end of today', () => {
  it.each([
    ['UTC', '2026-05-20T10:00', '2026-05-21T00:00'],
    ['UTC', '2026-05-20T00:00', '2026-05-21T00:00'],
    ['UTC', '2026-05-20T23:59:59.999', '2026-05-21T00:00'],
    ['UTC', '1969-12-31T10:00', '1970-01-01T00:00'],
    ['Asia/Tokyo', '2026-05-20T14:59', '2026-05-20T15:00'],
    ['Asia/Tokyo', '2026-05-20T15:00', '2026-05-21T15:00'],
    ['Asia/Kolkata', '2026-05-20T10:00', '2026-05-20T18:30'],
    ['Pacific/Kiritimati', '2026-12-31T09:59', '2026-12-31T10:00'],
    ['Etc/GMT+12', '2026-12-31T11:59', '2026-12-31T12:00'],
  ])('in %s at %s is %s', (zone, now, end) => {
    expect(endOfToday(utc(now), zone)).toBe(utc(end))
  })

  it.each([
    ['a day of 23 hours', 'America/New_York', '2026-03-08T05:00', 23],
    ['a day of 25 hours', 'America/New_York', '2026-11-01T04:00', 25],
    ['a day whose clocks change by half an hour', 'Australia/Lord_Howe', '2026-04-04T13:00', 24.5],
    ['a day that began at one, without a midnight', 'America/Sao_Paulo', '2018-11-04T03:00', 23],
    ['the day before it', 'America/Sao_Paulo', '2018-11-03T03:00', 24],
    ['a day that was followed by no next date', 'Pacific/Apia', '2011-12-29T10:00', 24],
  ])('is correct for %s', (_, zone, start, hours) => {
    const [from, end] = [utc(start), utc(start) + hours * hour]
    expect(endOfToday(from - 1, zone)).toBe(from)
    for (const now of [from, from + 5 * hour, end - 1]) expect(endOfToday(now, zone)).toBe(end)
    expect(endOfToday(end, zone)).toBeGreaterThan(end)
  })

  it.each([
    // At 00:01 on the 29th, the clocks go back to 23:01 on the 28th, so the day has two midnights. The second
    // midnight ends the day.
    [
      'America/St_Johns',
      '2006-10-29T03:30',
      ['28T12:00', '29T02:29:59', '29T02:30:30', '29T02:40', '29T03:29:59.999'],
    ],
    ['America/Goose_Bay', '2006-10-29T03:00', ['28T12:00', '29T02:59:59.999']],
    [
      'America/Goose_Bay',
      '2006-10-30T04:00',
      ['29T03:00', '29T03:00:30', '29T03:30', '29T04:00', '30T03:59'],
    ],
  ])('is a single instant for a repeated date in %s: %s', (zone, end, instants) => {
    for (const now of instants) {
      endOfToday(utc('2020-01-01T12:00'), zone)
      expect(endOfToday(utc(`2006-10-${now}`), zone)).toBe(utc(end))
    }
  })

  const zones = ['America/St_Johns', 'Europe/Berlin', 'Africa/Casablanca', 'Asia/Beirut', 'Etc/UTC', 'UTC']
  const instant = fc.integer({ min: utc('1985-01-01T00:00'), max: utc('2045-01-01T00:00') })

  it('does not depend on earlier calls, and days are contiguous', () => {
    const askedBefore = fc.array(instant, { maxLength: 3 })
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, askedBefore, (zone, now, others) => {
        const end = endOfToday(now, zone)
        for (const other of others) endOfToday(other, zone)
        expect(endOfToday(now, zone)).toBe(end)
        expect(end).toBeGreaterThan(now)
        expect(end - now).toBeLessThanOrEqual(25 * hour)
        expect(endOfToday(end - 1, zone)).toBe(end)
        expect(endOfToday(end, zone)).toBeGreaterThan(end + 22 * hour)
      }),
    )
  })

  it('is the change of the date', () => {
    const dates = (zone: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
    const format = new Map(zones.map((zone) => [zone, dates(zone)]))
    const dateAt = (zone: string, now: number) => format.get(zone)?.format(now) ?? ''
    const recent = fc.integer({ min: utc('2012-01-01T00:00'), max: utc('2045-01-01T00:00') })
    fc.assert(
      fc.property(fc.constantFrom(...zones), recent, (zone, now) => {
        const end = endOfToday(now, zone)
        expect(dateAt(zone, end - 1)).toBe(dateAt(zone, now))
        expect(dateAt(zone, end) > dateAt(zone, now)).toBe(true)
      }),
    )
  })

  it('of an unknown zone is an error', () => {
    expect(() => endOfToday(0, 'Mars/Olympus')).toThrow(RangeError)
  })
})
