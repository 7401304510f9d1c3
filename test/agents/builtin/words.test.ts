import { describe, expect, it } from 'vitest'
import { listQueryWords, listTerms, listWords, stem } from '../../../src-main/agents/builtin/text/words.ts'

describe('words', () => {
  it('are lower case, without accents of Latin letters, in any script', () => {
    expect(listWords('Café RÉSUMÉ, don’t_stop 3.5')).toEqual(['cafe', 'resume', "don't", 'stop', '3', '5'])
    expect(listWords('Завтра στο हिन्दी')).toEqual(['завтра', 'στο', 'हिन्दी'])
  })

  it('are told apart where a script puts no space between them', () => {
    expect(listWords('今日は晴れです').length).toBeGreaterThan(1)
  })

  it('are the same whether a text is plain ASCII or not', () => {
    const text = "It's the team's second test-run of v1.2, isn't it?"
    expect(listWords(`${text} é`)).toEqual([...listWords(text), 'e'])
  })

  it('lose the plural, and nothing else', () => {
    const words = ['logs', 'stories', 'class', 'status', 'databases', "team's", 'gas']
    expect(words.map(stem)).toEqual(['log', 'story', 'class', 'status', 'database', 'team', 'gas'])
  })

  it('without meaning of their own are no terms', () => {
    expect(listTerms('The logs of the week are with them')).toEqual(['log', 'week'])
  })

  it('that only say what to do are not looked for, unless there is nothing else', () => {
    expect(listQueryWords('Summarize project onboarding logs')).toEqual(['project', 'onboarding', 'logs'])
    expect(listQueryWords('Find it')).toEqual(['find'])
    expect(listQueryWords('')).toEqual([])
  })
})
