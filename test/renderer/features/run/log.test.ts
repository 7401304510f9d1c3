import { describe, expect, it } from 'vitest'
import { partsOf, piecesOf, plainText } from '../../../../src-renderer/features/run/log/save-log.ts'
import {
  lineAt,
  listMissing,
  noPages,
  pageSize,
  withAppended,
  withPage,
} from '../../../../src-renderer/features/run/log/use-log-pages.ts'
import { readMatches } from '../../../../src-renderer/features/run/log/use-log-search.ts'
import { placeIn } from '../../../../src-renderer/features/run/run-search.ts'
import {
  type LogPlace,
  maxMatchesAtOnce,
  type PlacedLine,
} from '../../../../src-shared/contract/runs/run-log.ts'

const line = (number: number): PlacedLine => ({
  ...{ seq: number, line: 0, at: number, taskKey: 'a', attempt: 1, level: 'info' },
  ...{ text: `line ${number}`, length: 6 },
})
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => line(from + at))

describe('the pages of a log', () => {
  it('contain the loaded part', () => {
    const log = withPage(noPages, 0, { lines: lines(0, pageSize), count: 1200 })
    expect(lineAt(log, 3)?.text).toBe('line 3')
    expect(lineAt(log, 600)).toBeUndefined()
    expect(listMissing(log, 480, 1199)).toEqual([1, 2])
    expect(listMissing(log, 0, 10)).toEqual([])
  })
  it('append new lines if the end was loaded', () => {
    const log = withAppended(withPage(noPages, 0, { lines: lines(0, 499), count: 499 }), lines(499, 502))
    expect(log.count).toBe(502)
    expect([lineAt(log, 499)?.text, lineAt(log, 501)?.text]).toEqual(['line 499', 'line 501'])
    expect(listMissing(log, 0, 501)).toEqual([])
  })
  it('do not put new lines in place of unloaded ones', () => {
    const log = withAppended(withPage(noPages, 0, { lines: lines(0, pageSize), count: 700 }), lines(700, 701))
    expect(lineAt(log, 700)).toBeUndefined()
    expect(listMissing(log, 700, 700)).toEqual([1])
  })
  it('keep lines that arrive while a page loads', () => {
    const grown = withAppended(withPage(noPages, 0, { lines: lines(0, 2), count: 2 }), lines(2, 4))
    expect(withPage(grown, 0, { lines: lines(0, 3), count: 3 })).toEqual(grown)
  })
})

describe('the text of a log line', () => {
  const sign = String.fromCharCode(27)
  it('has terminal colors without escape sequences', () => {
    const text = `${sign}[1;31mred${sign}[0m and ${sign}[2Kplain`
    expect(piecesOf(text).map(({ text: piece, className }) => [piece, className])).toEqual([
      ['red', 'ansi-red-fg ansi-bold'],
      [' and ', ''],
      ['plain', ''],
    ])
    expect(plainText(`${sign}[31mred${sign}[0m`)).toBe('red')
  })
  it('is split into matches and the rest', () => {
    expect(partsOf('An error, no Error', 'error')).toEqual([
      { text: 'An ', isFound: false },
      { text: 'error', isFound: true },
      { text: ', no ', isFound: false },
      { text: 'Error', isFound: true },
    ])
    expect(partsOf('nothing', '')).toEqual([{ text: 'nothing', isFound: false }])
  })
  it('is found by the position in an address', () => {
    expect(placeIn({ line: '12.3' })).toEqual({ seq: 12, line: 3 })
    expect(placeIn({})).toBeNull()
  })
})

describe('the matches of a search beyond the first', () => {
  const place = (seq: number): LogPlace => ({ seq, line: 0 })
  const places = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => place(from + at))
  /** A log in which all lines match. Each search covers 2,500 lines. */
  const searchIn = (count: number, asked: number[]) => async (after: LogPlace) => {
    asked.push(after.seq)
    const end = Math.min(count, after.seq + 1 + 2500)
    const matches = places(after.seq + 1, Math.min(end, after.seq + 1 + maxMatchesAtOnce))
    return { matches, count: end - after.seq - 1, next: end === count ? null : place(end - 1) }
  }

  it('are loaded as far as requested, without omissions', async () => {
    const asked: number[] = []
    const found = await readMatches(places(0, 1000), 2400, searchIn(6000, asked))
    expect(found).toEqual(places(0, 3000))
    expect(asked).toEqual([999, 1999])
  })

  it('end with the log, and are not requested again when all are known', async () => {
    const asked: number[] = []
    expect(await readMatches(places(0, 1000), 9999, searchIn(1300, asked))).toEqual(places(0, 1300))
    expect(await readMatches(places(0, 5), 3, searchIn(1300, asked))).toEqual(places(0, 5))
    expect(await readMatches([], 3, searchIn(1300, asked))).toEqual([])
    expect(asked).toEqual([999])
  })
})
