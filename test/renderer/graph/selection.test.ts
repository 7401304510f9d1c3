import { describe, expect, it } from 'vitest'
import {
  nothingSelected,
  type RowChoice,
  selectOnly,
  withRow,
} from '../../../src-renderer/graph/selection.ts'
import { rowAfterKey } from '../../../src-renderer/ui/lists/row-keys.ts'

type Chosen = ReturnType<typeof withRow>

const rows = ['a', 'b', 'c', 'd']
const from = (key: string | null, index: number, how?: RowChoice) => {
  const selection = key === null ? nothingSelected : selectOnly(key)
  return said(withRow({ selection, range: null }, { rows, index }, how))
}
const said = ({ selection: { keys, lead } }: Chosen) => [[...keys].join(''), lead]

const begun: Chosen = { selection: selectOnly('c'), range: null }

describe('a row that is chosen', () => {
  it('is chosen alone', () => expect(from('a', 2)).toEqual(['c', 'c']))
  it('is chosen with all from the one that leads, either way', () => {
    expect(from('b', 3, { isRange: true })).toEqual(['bcd', 'd'])
    expect(from('d', 2, { isRange: true })).toEqual(['cd', 'c'])
  })
  it('is chosen alone where none leads', () => expect(from(null, 1, { isRange: true })).toEqual(['b', 'b']))
  it('comes to the others, or leaves them', () => {
    expect(from('a', 3, { isMore: true })).toEqual(['ad', 'd'])
    expect(from('a', 0, { isMore: true })).toEqual(['', null])
  })
  it('shrinks and turns round with all the others as it comes back, from where they began', () => {
    let now = begun
    const steps = [1, 0, 1, 2, 3, 2].map((index) => {
      now = withRow(now, { rows, index }, { isRange: true })
      return said(now)
    })
    expect(steps).toEqual([
      ['bc', 'b'],
      ['abc', 'a'],
      ['bc', 'b'],
      ['c', 'c'],
      ['cd', 'd'],
      ['c', 'c'],
    ])
  })
  it('leaves what was chosen before out of the range, unless it comes to the others', () => {
    const one = withRow(begun, { rows, index: 0 }, { isMore: true })
    expect(said(withRow(one, { rows, index: 1 }, { isRange: true }))).toEqual(['ab', 'b'])
    expect(said(withRow(one, { rows, index: 1 }, { isRange: true, isMore: true }))).toEqual(['cab', 'b'])
  })
  it('begins its range anew once another leads, and where its beginning is not seen any more', () => {
    const range = { from: 'a', to: 'b' }
    const elsewhere = withRow({ selection: selectOnly('d'), range }, { rows, index: 2 }, { isRange: true })
    expect(said(elsewhere)).toEqual(['cd', 'c'])
    const hidden = { rows: ['b', 'c', 'd'], index: 1 }
    expect(said(withRow({ selection: selectOnly('b'), range }, hidden, { isRange: true }))).toEqual([
      'bc',
      'c',
    ])
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
