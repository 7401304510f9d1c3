import { describe, expect, it } from 'vitest'
import { readSpan } from '../../../../src-renderer/ui/query/date-words.ts'
import { readQuery, valuesOf, withoutTerm, withTerm } from '../../../../src-renderer/ui/query/query.ts'

/** A Sunday, in the local time zone. */
const now = new Date(2026, 10, 22, 15, 30).getTime()
const day = (month: number, date: number) => new Date(2026, month - 1, date).getTime()
const read = (text: string) => readQuery(text, { keys: ['type', 'tag'], now })

describe('a query', () => {
  it('consists of words, and pairs of known keys', () => {
    const query = read('greenhouse type:build_log tag:"two words" page')
    expect(query.text).toBe('greenhouse page')
    expect(valuesOf(query, 'type')).toEqual(['build_log'])
    expect(valuesOf(query, 'tag')).toEqual(['two words'])
    expect(query.span).toEqual({ from: null, to: null })
  })

  it('treats a pair with an unknown key, and a phrase, as words', () => {
    expect(read('http://x 12:30 colour:red').text).toBe('http://x 12:30 colour:red')
    expect(read('"type:note" -draft').text).toBe('"type:note" -draft')
  })

  it('omits an incomplete pair', () => {
    expect(read('type: note')).toMatchObject({ text: 'type: note', terms: [] })
    expect(read('type:"')).toMatchObject({ text: '', terms: [] })
  })

  it('parses times after their keys', () => {
    expect(read('x after:2026-11-01 before:2026-11-08').span).toEqual({ from: day(11, 1), to: day(11, 8) })
    expect(read('on:yesterday').span).toEqual({ from: day(11, 21), to: day(11, 22) })
    expect(read('after:"last week"').span).toEqual({ from: day(11, 9), to: null })
  })

  it('parses times in words without a key, unless they are quoted', () => {
    const query = read('greenhouse last week')
    expect(query.text).toBe('greenhouse')
    expect(query.span).toEqual({ from: day(11, 9), to: day(11, 16) })
    expect(query.terms).toMatchObject([{ key: 'when', value: 'last week' }])
    expect(read('"last week" plan').span).toEqual({ from: null, to: null })
    expect(read('todays').text).toBe('todays')
  })

  it('reports invalid times', () => {
    expect(read('after:soon').faults).toMatchObject([{ key: 'after', value: 'soon' }])
    expect(read('after:2026-02-30').faults).toHaveLength(1)
  })

  it('is changed by adding and removing a term, and parses to the same again', () => {
    const given = withTerm('greenhouse', 'tag', 'two words')
    expect(given).toBe('greenhouse tag:"two words"')
    const [term] = read(given).terms
    expect(term === undefined ? null : withoutTerm(given, term)).toBe('greenhouse')
    const dated = read('plan last week for Ann')
    const [when] = dated.terms
    expect(when === undefined ? null : withoutTerm('plan last week for Ann', when)).toBe('plan for Ann')
  })
})

describe('a time in words', () => {
  it.each([
    ['today', day(11, 22), day(11, 23)],
    ['this week', day(11, 16), day(11, 23)],
    ['Last Week', day(11, 9), day(11, 16)],
    ['last-week', day(11, 9), day(11, 16)],
    ['last month', day(10, 1), day(11, 1)],
    ['monday', day(11, 16), day(11, 17)],
    ['sunday', day(11, 22), day(11, 23)],
    ['2026-11', day(11, 1), day(12, 1)],
    ['2026-12-31', day(12, 31), day(13, 1)],
    ['2026', day(1, 1), day(13, 1)],
  ])('%s', (text, from, to) => expect(readSpan(text, now)).toEqual({ from, to }))

  it('of a length ends now', () => {
    expect(readSpan('7d', now)).toEqual({ from: now - 7 * 86_400_000, to: null })
    expect(readSpan('24h', now)?.from).toBe(now - 86_400_000)
  })

  it.each(['', 'soon', '13', '2026-13', '2026-00-01', '99x'])('%j is invalid', (text) =>
    expect(readSpan(text, now)).toBeNull(),
  )
})
