import { describe, expect, it } from 'vitest'
import { appendPages, emptyLedger } from '../../../src-renderer/stores/ledger-store.ts'
import { summary } from '../features/decisions/decisions.ts'

const page = (...numbers: number[]) => ({
  decisions: numbers.map((number) => summary({ number })),
  through: numbers.at(-1) ?? 0,
})
const numbersOf = ({ decisions }: typeof emptyLedger) => decisions.map(({ number }) => number)

describe('appendPages', () => {
  it('is known from the first page on, even if it is empty', () => {
    expect(emptyLedger.isKnown).toBe(false)
    const state = appendPages(emptyLedger, [page()])
    expect(state).toEqual({ decisions: [], isKnown: true })
    expect(appendPages(state, [page()])).toBe(state)
  })

  it('appends new items and drops repeats of a resumed stream', () => {
    const state = appendPages(emptyLedger, [page(1, 2), page(3)])
    expect(numbersOf(state)).toEqual([1, 2, 3])
    expect(appendPages(state, [page(2, 3)])).toBe(state)
    expect(numbersOf(appendPages(state, [page(3, 4)]))).toEqual([1, 2, 3, 4])
  })
})
