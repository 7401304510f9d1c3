import { describe, expect, it } from 'vitest'
import { rank } from '../../../src-renderer/commands/rank.ts'
import { cpuMsOf } from '../../support/cpu-time.ts'

/** Matching texts, best match first. */
const best = (query: string, texts: readonly string[]): string[] =>
  texts
    .flatMap((text) => {
      const score = rank(query, text)
      return score === null ? [] : [{ text, score }]
    })
    .sort((a, b) => b.score - a.score)
    .map(({ text }) => text)

describe('the rank of a text', () => {
  it('is best where it begins so, then where a word does, then inside, then letters in order', () => {
    const texts = ['unplanned work', 'a plan', 'plan the week', 'print last answer now', 'money']
    expect(best('plan', texts)).toEqual([
      'plan the week',
      'a plan',
      'unplanned work',
      'print last answer now',
    ])
  })

  it('wants every word that was typed, in any order', () => {
    expect(best('home go', ['go to home', 'go to money', 'home'])).toEqual(['go to home'])
  })

  it('takes first letters for words', () => {
    expect(best('gti', ['nothing', 'go to inbox'])).toEqual(['go to inbox'])
  })

  it('is none where letters are missing or only strewn', () => {
    expect(rank('xyz', 'go to inbox')).toBeNull()
    expect(rank('nest', 'a green old cat stood there')).toBeNull()
  })

  it('is quick over very many', () => {
    const texts = Array.from({ length: 50_000 }, (_, at) => `deliver the parcel number ${at} to the customer`)
    const ms = cpuMsOf(() => expect(best('parcel 4999', texts)[0]).toContain('4999'))
    expect(ms).toBeLessThan(500)
  })
})
