import { expect, it } from 'vitest'
import type { Check } from '../../src-shared/model/check.ts'
import { describeOutcomes, readOutcomes, wordsOf } from '../../src-shared/model/check-text.ts'

const checks: Check[] = [
  { kind: 'file', path: 'a.txt' },
  { kind: 'command', agent: 'tests' },
  { kind: 'reviewer', agent: 'rev', question: 'Is it right?' },
]
const outcomesOf = (evidence: readonly (string | null)[]) =>
  checks.map((check, at) => {
    const said = evidence[at] ?? null
    return { what: wordsOf(check), isMet: said === null, evidence: said ?? 'fine' }
  })

it('what was not met is read from the words of the failure, each with all of its evidence', () => {
  const outcomes = outcomesOf([null, 'ended with 1\n- 3 of 4\n', 'FAIL: no'])
  const missed = outcomes.filter(({ isMet }) => !isMet)
  expect(readOutcomes(describeOutcomes(outcomes), checks)).toEqual(missed)
})

it('other words than ours are left as they are', () => {
  expect(readOutcomes('It broke.', checks)).toBeNull()
})
