import { describe, expect, it } from 'vitest'
import { createDayCutter, createDayOf, dayMs, dayPartMs } from '../../src-main/base/days.ts'

describe('a day in UTC', () => {
  // Zones ahead of and behind UTC, with quarter-hour offsets, with and without summer time, and with a clock change
  // at midnight.
  it.each([
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kathmandu',
    'Pacific/Kiritimati',
    'Africa/Cairo',
  ])('begins and ends in %s at the change of date, on every day of two years', (zone) => {
    const [dayOf, cutOf] = [createDayOf(zone), createDayCutter(zone)]
    const first = Date.UTC(2026, 0, 1)
    const wrong: string[] = []
    for (let day = first; day < first + 2 * 365 * dayMs; day += dayMs) {
      const { before, at, after } = cutOf(day)
      for (const part of [day, at - dayPartMs, at, day + dayMs - dayPartMs]) {
        if (part < day) continue
        if (dayOf(part) !== (part < at ? before : after)) wrong.push(new Date(part).toISOString())
      }
    }
    expect(wrong).toEqual([])
  })
})
