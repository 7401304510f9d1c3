import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { budgetOf, summarize } from '../../../src-main/agents/builtin/summarization.ts'
import { handbook, onboardingLog } from '../builders.ts'

const sources = [
  { source: 'log', text: onboardingLog },
  { source: 'handbook', text: handbook },
]
const within = (sentences: number, characters = 2000) => ({
  topic: [],
  budgetOf: () => ({ sentences, characters }),
})

describe('summarize', () => {
  it('picks the most frequent topics, in the order of the text', () => {
    const { picked, total } = summarize(sources, within(4))
    expect(total).toBe(13)
    expect(picked.map(({ source }) => source)).toEqual(['log', 'log', 'log', 'handbook'])
    expect(picked.map(({ text }) => text).join(' ')).toContain('access request needs a second approver')
  })

  it('is deterministic', () => {
    expect(summarize(sources, within(3))).toEqual(summarize(sources, within(3)))
  })

  it('avoids repetition, also with other punctuation or almost the same words', () => {
    const text =
      'The api is down today again.\n\n- **The api** is down today again.\n- The api is down today.\n- Lunch was very good.'
    const { picked } = summarize([{ source: 'a', text }], within(10))
    expect(picked.map((each) => each.text)).toEqual(['The api is down today again.', 'Lunch was very good.'])
  })

  it('prefers the topic', () => {
    const text =
      'The disk of the server is full.\n\nThe cat of the office sleeps.\n\nThe rent of the office is due.'
    const { picked } = summarize([{ source: 'a', text }], {
      topic: ['cat'],
      budgetOf: () => ({ sentences: 1, characters: 500 }),
    })
    expect(picked.map((each) => each.text)).toEqual(['The cat of the office sleeps.'])
  })

  it('respects the length limit', () => {
    const { picked } = summarize(sources, within(10, 120))
    expect(picked.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(120)
    expect(picked).not.toEqual([])
  })

  it('returns nothing for an empty text', () => {
    expect(summarize([], within(3))).toEqual({ picked: [], total: 0 })
    expect(summarize([{ source: 'a', text: '' }], within(3))).toEqual({ picked: [], total: 0 })
  })

  it('only quotes, each sentence once, for any text', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }), { maxLength: 5 })
    fc.assert(
      fc.property(texts, (all) => {
        const whole = all.join('\n').replace(/[\s\p{Cc}]+/gu, '')
        const { picked } = summarize(
          all.map((text) => ({ source: 'x', text })),
          within(5),
        )
        expect(picked.length).toBeLessThanOrEqual(5)
        expect(new Set(picked.map(({ text }) => text)).size).toBe(picked.length)
        const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
        for (const { text } of picked) expect(letters(whole)).toContain(letters(text))
      }),
    )
  })
})

describe('the length of a summary', () => {
  it('is the length that the task requests', () => {
    expect(budgetOf('Summarize in two sentences', 40).sentences).toBe(2)
    expect(budgetOf('Give me 12 bullet points', 40).sentences).toBe(12)
    expect(budgetOf('five short lines please', 40).sentences).toBe(5)
  })

  it('is a quarter by default, within bounds', () => {
    expect([1, 16, 400].map((count) => budgetOf('Summarize', count).sentences)).toEqual([3, 4, 8])
  })
})
