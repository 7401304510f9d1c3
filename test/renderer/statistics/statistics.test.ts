import { describe, expect, it } from 'vitest'
import { barsOfTrend, rateOf } from '../../../src-renderer/features/statistics/numbers.ts'
import {
  askedBefore,
  askedOf,
  changed,
  parseStatisticsSearch,
  readDrill,
  writeDrill,
} from '../../../src-renderer/features/statistics/statistics-search.ts'
import { wilson } from '../../../src-renderer/ui/charts/wilson.ts'

describe('a success rate', () => {
  it('is uncertain with few cases, and within possible bounds', () => {
    expect(wilson(0, 0)).toBeNull()
    expect(wilson(1, 1)?.low).toBeCloseTo(0.2065, 3)
    expect(wilson(1, 1)?.high).toBe(1)
    expect(wilson(0, 10)?.low).toBe(0)
    expect(wilson(80, 100)?.low).toBeCloseTo(0.7112, 3)
    expect(wilson(80, 100)?.high).toBeCloseTo(0.8666, 3)
  })

  it('is missing without finished and failed work', () => {
    expect(rateOf({ done: 0, failed: 0 })).toBeNull()
    expect(rateOf({ done: 3, failed: 1 })).toMatchObject({ rate: 0.75, cases: 4 })
  })
})

describe('outcomes by day', () => {
  it('have a bar for each day, also without ended work', () => {
    const counts = { done: 1, failed: 0, skipped: 0, cancelled: 2 }
    const bars = barsOfTrend({
      days: [
        { day: '2026-11-30', counts },
        { day: '2026-12-02', counts },
      ],
    })
    expect(bars.map(({ label }) => label)).toEqual(['Nov 30', 'Dec 1', 'Dec 2'])
    expect(bars[1]?.values).toEqual({ done: 0, failed: 0, skipped: 0, cancelled: 0 })
    expect(barsOfTrend({ days: [] })).toEqual([])
  })
})

describe('the span of the statistics', () => {
  const noon = new Date(2026, 10, 22, 12).getTime()
  const midnight = (day: number) => new Date(2026, 10, day).toISOString()

  it('consists of complete local days, including today', () => {
    expect(askedOf({ span: 'today' }, noon)).toEqual({ start: midnight(22) })
    expect(askedOf({}, noon)).toEqual({ start: midnight(16) })
    expect(askedOf({ span: 'all', run: 'run_1' }, noon)).toEqual({ runId: 'run_1' })
    expect(askedOf({ span: 'custom', from: '2026-11-01', to: '2026-11-02' }, noon)).toEqual({
      ...{ start: midnight(1), end: midnight(3) },
    })
  })

  it('is compared with the preceding span of equal length, if it has a start', () => {
    expect(
      askedBefore(askedOf({ span: 'custom', from: '2026-11-03', to: '2026-11-04' }, noon), noon),
    ).toEqual({
      ...{ start: midnight(1), end: midnight(3) },
    })
    expect(askedBefore(askedOf({ span: 'all' }, noon), noon)).toBeNull()
  })

  it('names the list behind a number in the address, and drops unknown lists', () => {
    const drill = { of: 'attempts', agent: 'ada', status: 'done' } as const
    expect(readDrill(writeDrill(drill))).toEqual(drill)
    expect([undefined, '', '{"of":"nothing"}', '[', '7'].map(readDrill)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
  })

  it('survives an address with an invalid part', () => {
    expect(parseStatisticsSearch({ span: 'ages', project: 'shop', drill: 7 })).toEqual({
      project: 'shop',
    })
    expect(changed({ span: '30', drill: '{}' }, { drill: undefined })).toEqual({ span: '30' })
  })
})
