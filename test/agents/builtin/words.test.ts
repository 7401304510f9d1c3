import { describe, expect, it } from 'vitest'
import { listQueryWords, listTerms, listWords, stem } from '../../../src-main/agents/builtin/text/words.ts'

describe('words', () => {
  it('are lower case, without accents of Latin letters, in any script', () => {
    expect(listWords('Café RÉSUMÉ, don’t_stop 3.5')).toEqual(['cafe', 'resume', "don't", 'stop', '3', '5'])
    expect(listWords('Завтра στο हिन्दी')).toEqual(['завтра', 'στο', 'हिन्दी'])
  })

  it('are separated in scripts without spaces', () => {
    expect(listWords('今日は晴れです').length).toBeGreaterThan(1)
  })

  it('are the same on the fast path for ASCII and on the general path', () => {
    const text = "It's the team's second test-run of v1.2, isn't it?"
    expect(listWords(`${text} é`)).toEqual([...listWords(text), 'e'])
  })

  it('lose only the plural', () => {
    const words = ['logs', 'stories', 'class', 'status', 'databases', "team's", 'gas']
    expect(words.map(stem)).toEqual(['log', 'story', 'class', 'status', 'database', 'team', 'gas'])
  })

  it('without a meaning of their own are excluded', () => {
    expect(listTerms('The logs of the week are with them')).toEqual(['log', 'week'])
  })

  it('of instructions are excluded, unless no other words exist', () => {
    expect(listQueryWords('Summarize project onboarding logs')).toEqual(['project', 'onboarding', 'logs'])
    expect(listQueryWords('Find it')).toEqual(['find'])
    expect(listQueryWords('')).toEqual([])
  })
})
