import { describe, expect, it } from 'vitest'
import {
  nothingSelected,
  type RowChoice,
  selectOnly,
  withRow,
} from '../../../src-renderer/graph/selection.ts'
import { rowAfterKey } from '../../../src-renderer/ui/row-keys.ts'

const rows = ['a', 'b', 'c', 'd']
const from = (key: string | null, index: number, how?: RowChoice) => {
  const { keys, lead } = withRow(key === null ? nothingSelected : selectOnly(key), { rows, index }, how)
  return [[...keys].join(''), lead]
}

describe('a row that is chosen', () => {
  it('is chosen alone', () => expect(from('a', 2)).toEqual(['c', 'c']))
  it('is chosen with all from the one that leads, either way', () => {
    expect(from('b', 3, { isRange: true })).toEqual(['bcd', 'd'])
    expect(from('d', 2, { isRange: true })).toEqual(['dc', 'c'])
  })
  it('is chosen alone where none leads', () => expect(from(null, 1, { isRange: true })).toEqual(['b', 'b']))
  it('comes to the others, or leaves them', () => {
    expect(from('a', 3, { isMore: true })).toEqual(['ad', 'd'])
    expect(from('a', 0, { isMore: true })).toEqual(['', null])
  })
  it('changes nothing where there is no such row', () => expect(from('a', 9)).toEqual(['a', 'a']))
})

describe('the row that a key goes to', () => {
  it('is one of those there are', () => {
    const step = (key: string, at: number) => rowAfterKey(key, at, 4)
    expect([step('ArrowDown', 3), step('ArrowUp', 2), step('PageUp', 2), step('End', 0)]).toEqual([
      3, 1, 0, 3,
    ])
    expect(step('x', 0)).toBeNull()
  })
})
