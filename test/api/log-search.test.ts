import { expect, it } from 'vitest'
import { searchOn } from '../../src-main/app/runs/run-log.ts'
import { createManualClock } from '../../src-main/base/clock.ts'
import type { LogPlace, LogSearch } from '../../src-shared/contract/runs/run-log.ts'

const clock = createManualClock()

/** A log with `parts` parts, each ending at its number. The parts in `found` contain a match. */
function logOf(parts: number, found: readonly number[]) {
  const asked: number[] = []
  const search = (after: LogPlace | null): LogSearch => {
    const part = (after?.seq ?? 0) + 1
    asked.push(part)
    const matches = found.includes(part) ? [{ seq: part, line: 7 }] : []
    return { matches, count: matches.length, next: part === parts ? null : { seq: part, line: 0 } }
  }
  return { search, asked }
}

it('a search continues to the first part with a match, and stops there', async () => {
  const { search, asked } = logOf(9, [3, 4])
  const first = await searchOn(search, { clock, after: null })
  expect(first).toEqual({ matches: [{ seq: 3, line: 7 }], count: 1, next: { seq: 3, line: 0 } })
  expect(await searchOn(search, { clock, after: first.next })).toMatchObject({ count: 1, next: { seq: 4 } })
  expect(asked).toEqual([1, 2, 3, 4])
})

it('a search without matches reports progress, and then its end', async () => {
  const { search } = logOf(9, [])
  const first = await searchOn(search, { clock, after: null })
  expect(first).toEqual({ matches: [], count: 0, next: { seq: 5, line: 0 } })
  expect(await searchOn(search, { clock, after: first.next })).toEqual({ matches: [], count: 0, next: null })
})

it('a search yields between two parts, and stops when the client leaves', async () => {
  const { search, asked } = logOf(9, [])
  const looking = new AbortController()
  const found = searchOn(search, { clock, after: null, signal: looking.signal })
  expect(asked).toEqual([1])
  looking.abort()
  await found
  expect(asked).toEqual([1])
})
