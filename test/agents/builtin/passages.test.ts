import { describe, expect, it } from 'vitest'
import { splitPassages } from '../../../src-main/agents/builtin/text/passages.ts'
import { createBm25 } from '../../../src-shared/text/bm25.ts'
import { onboardingLog } from '../builders.ts'

describe('splitPassages', () => {
  it('splits Markdown at its headings, with the line and the parent headings', () => {
    const passages = splitPassages('log.md', onboardingLog)
    expect(passages.map(({ line, headings }) => [line, headings])).toEqual([
      [5, ['Onboarding log, March 2026', 'Week 1']],
      [11, ['Onboarding log, March 2026', 'Week 2']],
    ])
    expect(passages[0]?.text).toMatch(/^- Mon: Priya joined/)
  })

  it('drops the headings of a finished section', () => {
    const text = '# A\n## B\nin b\n# C\nin c\n### D\nin d'
    expect(splitPassages('x.md', text).map(({ headings }) => headings)).toEqual([
      ['A', 'B'],
      ['C'],
      ['C', 'D'],
    ])
  })

  it('treats # literally in files that are not Markdown', () => {
    expect(splitPassages('x.py', '# a comment\nx = 1')).toEqual([
      { line: 1, headings: [], text: '# a comment\nx = 1' },
    ])
  })

  it('splits long texts and endless lines without losing text', () => {
    const lines = Array.from({ length: 300 }, (_, index) => `line ${index} with some words in it`)
    const long = 'y'.repeat(5000)
    const passages = splitPassages('x.log', [...lines, long].join('\n'))
    expect(passages.every(({ text }) => text.length <= 1300)).toBe(true)
    expect(
      passages
        .map(({ text }) => text)
        .join('')
        .replaceAll('\n', ''),
    ).toBe([...lines, long].join(''))
    for (const { line, text } of passages.slice(0, 3)) expect(text.split('\n')[0]).toBe(lines[line - 1])
  })

  it('returns no passages for an empty file', () => {
    for (const text of ['', '\n\n', '# Only a heading']) expect(splitPassages('x.md', text)).toEqual([])
  })
})

describe('bm25', () => {
  const rankOf = (query: string[], documents: string[]) => {
    const index = createBm25(query)
    for (const document of documents) index.add(document.split(' '))
    return index.rank().map(({ document }) => document)
  }

  it('ranks rare words above frequent words, more matches above fewer, and short texts above long texts', () => {
    expect(rankOf(['api', 'vpn'], ['api here', 'api there', 'vpn here', 'api now'])[0]).toBe(2)
    expect(rankOf(['vpn'], ['vpn a b', 'vpn vpn b', 'c d e'])).toEqual([1, 0])
    expect(rankOf(['vpn'], ['vpn a b c d e f', 'vpn a'])).toEqual([1, 0])
  })

  it('keeps the order of equal results and excludes texts without a match', () => {
    expect(rankOf(['x'], ['x a', 'b c', 'x d'])).toEqual([0, 2])
    expect(rankOf([], ['x'])).toEqual([])
    expect(rankOf(['x'], [])).toEqual([])
  })

  it('returns the score of the formula', () => {
    const index = createBm25(['a'])
    for (const document of [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
    ])
      index.add(document)
    // idf = ln(1 + (3 - 1 + 0.5) / (1 + 0.5)). The term frequency factor of an average document with one occurrence
    // is 1.
    expect(index.rank()[0]?.score).toBeCloseTo(Math.log(1 + 2.5 / 1.5), 10)
  })
})
