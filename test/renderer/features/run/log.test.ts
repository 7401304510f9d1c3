import { describe, expect, it } from 'vitest'
import { partsOf, piecesOf, plainText } from '../../../../src-renderer/features/run/log/ansi.ts'
import {
  lineAt,
  listMissing,
  noPages,
  pageSize,
  withAppended,
  withPage,
} from '../../../../src-renderer/features/run/log/log-pages.ts'
import { placeIn } from '../../../../src-renderer/features/run/log/place.ts'
import type { PlacedLine } from '../../../../src-shared/contract/run-log.ts'

const line = (number: number): PlacedLine => ({
  ...{ seq: number, line: 0, at: number, taskKey: 'a', attempt: 1, level: 'info' },
  ...{ text: `line ${number}`, length: 6 },
})
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => line(from + at))

describe('the pages of a log', () => {
  it('are here as far as they were read', () => {
    const log = withPage(noPages, 0, { lines: lines(0, pageSize), count: 1200 })
    expect(lineAt(log, 3)?.text).toBe('line 3')
    expect(lineAt(log, 600)).toBeUndefined()
    expect(listMissing(log, 480, 1199)).toEqual([1, 2])
    expect(listMissing(log, 0, 10)).toEqual([])
  })
  it('grow with what comes at the end, where the end was read', () => {
    const log = withAppended(withPage(noPages, 0, { lines: lines(0, 499), count: 499 }), lines(499, 502))
    expect(log.count).toBe(502)
    expect([lineAt(log, 499)?.text, lineAt(log, 501)?.text]).toEqual(['line 499', 'line 501'])
    expect(listMissing(log, 0, 501)).toEqual([])
  })
  it('do not put what came last in the place of what was not read', () => {
    const log = withAppended(withPage(noPages, 0, { lines: lines(0, pageSize), count: 700 }), lines(700, 701))
    expect(lineAt(log, 700)).toBeUndefined()
    expect(listMissing(log, 700, 700)).toEqual([1])
  })
  it('keep what came while a page was on its way', () => {
    const grown = withAppended(withPage(noPages, 0, { lines: lines(0, 2), count: 2 }), lines(2, 4))
    expect(withPage(grown, 0, { lines: lines(0, 3), count: 3 })).toEqual(grown)
  })
})

describe('the text of a line', () => {
  const sign = String.fromCharCode(27)
  it('has the colours of a terminal and none of its signs', () => {
    const text = `${sign}[1;31mred${sign}[0m and ${sign}[2Kplain`
    expect(piecesOf(text).map(({ text: piece, className }) => [piece, className])).toEqual([
      ['red', 'ansi-red-fg ansi-bold'],
      [' and ', ''],
      ['plain', ''],
    ])
    expect(plainText(`${sign}[31mred${sign}[0m`)).toBe('red')
  })
  it('is told apart in what was looked for and the rest', () => {
    expect(partsOf('An error, no Error', 'error')).toEqual([
      { text: 'An ', isFound: false },
      { text: 'error', isFound: true },
      { text: ', no ', isFound: false },
      { text: 'Error', isFound: true },
    ])
    expect(partsOf('nothing', '')).toEqual([{ text: 'nothing', isFound: false }])
  })
  it('is found again by the place in an address', () => {
    expect(placeIn({ line: '12.3' })).toEqual({ seq: 12, line: 3 })
    expect(placeIn({})).toBeNull()
  })
})
