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
  it("is highest for a prefix, then for a word's prefix, then for a substring, then for letters in order", () => {
    const texts = ['unplanned work', 'a plan', 'plan the week', 'print last answer now', 'money']
    expect(best('plan', texts)).toEqual([
      'plan the week',
      'a plan',
      'unplanned work',
      'print last answer now',
    ])
  })

  it('requires every typed word, in any order', () => {
    expect(best('home go', ['go to home', 'go to money', 'home'])).toEqual(['go to home'])
  })

  it('accepts initials for words', () => {
    expect(best('gti', ['nothing', 'go to inbox'])).toEqual(['go to inbox'])
  })

  it('is null for missing or scattered letters', () => {
    expect(rank('xyz', 'go to inbox')).toBeNull()
    expect(rank('nest', 'a green old cat stood there')).toBeNull()
  })

  it('is quick for very many texts', () => {
    const texts = Array.from({ length: 50_000 }, (_, at) => `deliver the parcel number ${at} to the customer`)
    const ms = cpuMsOf(() => expect(best('parcel 4999', texts)[0]).toContain('4999'))
    expect(ms).toBeLessThan(500)
  })
})
