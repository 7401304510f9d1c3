import { expect, it } from 'vitest'
import type { Check } from '../../src-shared/model/check.ts'
import { describeCheck, describeOutcomes, readOutcomes } from '../../src-shared/model/check-text.ts'

const checks: Check[] = [
  { kind: 'file', path: 'a.txt' },
  { kind: 'command', agent: 'tests' },
  { kind: 'reviewer', agent: 'rev', question: 'Is it right?' },
]
const outcomesOf = (evidence: readonly (string | null)[]) =>
  checks.map((check, at) => {
    const said = evidence[at] ?? null
    return { what: describeCheck(check), isMet: said === null, evidence: said ?? 'fine' }
  })

it('failed checks are parsed from the text of the failure, each with its complete evidence', () => {
  const outcomes = outcomesOf([null, 'ended with 1\n- 3 of 4\n', 'FAIL: no'])
  const missed = outcomes.filter(({ isMet }) => !isMet)
  expect(readOutcomes(describeOutcomes(outcomes), checks)).toEqual(missed)
})

it('other texts are kept unchanged', () => {
  expect(readOutcomes('It broke.', checks)).toBeNull()
})

it('checks are parsed from messages of earlier versions', () => {
  const message = `It was reported as done, and 1 of 1 checks are not met.\n- the file a.txt is there and is not empty: it is empty`
  expect(readOutcomes(message, [{ kind: 'file', path: 'a.txt' }])).toEqual([
    { what: 'the file a.txt is there and is not empty', isMet: false, evidence: 'it is empty' },
  ])
})
