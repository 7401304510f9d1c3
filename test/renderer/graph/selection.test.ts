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

describe('a selected row', () => {
  it('is selected alone', () => expect(from('a', 2)).toEqual(['c', 'c']))
  it('is selected with all rows from the lead, in both directions', () => {
    expect(from('b', 3, { isRange: true })).toEqual(['bcd', 'd'])
    expect(from('d', 2, { isRange: true })).toEqual(['cd', 'c'])
  })
  it('is selected alone without a lead', () => expect(from(null, 1, { isRange: true })).toEqual(['b', 'b']))
  it('is added to the others, or removed', () => {
    expect(from('a', 3, { isMore: true })).toEqual(['ad', 'd'])
    expect(from('a', 0, { isMore: true })).toEqual(['', null])
  })
  it('shrinks and reverses a range from its start', () => {
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
  it('removes the earlier selection from the range, unless it is added to the others', () => {
    const one = withRow(begun, { rows, index: 0 }, { isMore: true })
    expect(said(withRow(one, { rows, index: 1 }, { isRange: true }))).toEqual(['ab', 'b'])
    expect(said(withRow(one, { rows, index: 1 }, { isRange: true, isMore: true }))).toEqual(['cab', 'b'])
  })
  it('restarts its range after another lead, and if its start is hidden', () => {
    const range = { from: 'a', to: 'b' }
    const elsewhere = withRow({ selection: selectOnly('d'), range }, { rows, index: 2 }, { isRange: true })
    expect(said(elsewhere)).toEqual(['cd', 'c'])
    const hidden = { rows: ['b', 'c', 'd'], index: 1 }
    expect(said(withRow({ selection: selectOnly('b'), range }, hidden, { isRange: true }))).toEqual([
      'bc',
      'c',
    ])
  })
  it('changes nothing if the row does not exist', () => expect(from('a', 9)).toEqual(['a', 'a']))
})

describe('the target row of a key', () => {
  it('is an existing row', () => {
    const step = (key: string, at: number) => rowAfterKey(key, at, 4)
    expect([step('ArrowDown', 3), step('ArrowUp', 2), step('PageUp', 2), step('End', 0)]).toEqual([
      3, 1, 0, 3,
    ])
    expect(step('x', 0)).toBeNull()
  })
})
