import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { matchingSchema, readCases, readRoster, sentenceSchema } from './cases.ts'
import { judgeDecisions, situationSchema } from './decisions.ts'
import { judgeMatching } from './matching.ts'
import { isSameGraph, judgeSentences } from './sentences.ts'

const folderOf = (name: string): string => join(import.meta.dirname, name)
const cases = folderOf('cases')

/** Shares that were measured, in percent. A change may lose two points. */
const measured = {
  sentences: { cases: 55, development: 69 },
  matching: 91,
  decisions: { cases: 61, development: 69 },
}
const tolerated = 2
const percent = (share: number): number => 100 * share

describe('the understanding of requests', () => {
  it.each(['cases', 'development'] as const)('does not fall on the sentences of %s', (name) => {
    const sentences = readCases(folderOf(name), 'sentences.jsonl', sentenceSchema) ?? []
    expect(sentences.length).toBeGreaterThanOrEqual(100)
    const share = judgeSentences(sentences).share('steps and order, all')
    expect(percent(share)).toBeGreaterThanOrEqual(measured.sentences[name] - tolerated)
  })
})

describe('the matching of tasks', () => {
  it('does not fall on the tasks of a museum', () => {
    const [tasks, roster] = [readCases(cases, 'matching.jsonl', matchingSchema) ?? [], readRoster(cases)]
    if (roster === null) throw new Error('The cases have no roster')
    const share = judgeMatching(tasks, roster).share('right, all')
    expect(percent(share)).toBeGreaterThanOrEqual(measured.matching - tolerated)
  })
})

describe('the next step of a goal', () => {
  it.each(['cases', 'development'] as const)('does not fall on the situations of %s', (name) => {
    const situations = readCases(folderOf(name), 'decisions.jsonl', situationSchema) ?? []
    const share = judgeDecisions(situations).share('next step, action and type')
    expect(percent(share)).toBeGreaterThanOrEqual(measured.decisions[name] - tolerated)
  })
})

describe('the comparison of steps', () => {
  const step = (n: number, type: string, ...deps: number[]) => ({ n, type, deps })
  const chain = [step(1, 'research'), step(2, 'comparison', 1), step(3, 'purchase', 2)]

  it('ignores numbers and implied dependencies', () => {
    expect(
      isSameGraph(chain, [step(7, 'research'), step(8, 'comparison', 7), step(9, 'purchase', 7, 8)]),
    ).toBe(true)
  })

  it('notices another type, order or number of steps', () => {
    expect(isSameGraph(chain, [step(1, 'research'), step(2, 'writing', 1), step(3, 'purchase', 2)])).toBe(
      false,
    )
    expect(isSameGraph(chain, [step(1, 'research'), step(2, 'comparison'), step(3, 'purchase', 1, 2)])).toBe(
      false,
    )
    expect(isSameGraph(chain, chain.slice(0, 2))).toBe(false)
  })
})
