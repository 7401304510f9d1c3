import { expect, it } from 'vitest'
import { placeOf } from '../../../../src-renderer/ui/lists/row-keys.ts'

it.each([
  ['on its row when rows arrive above it', { key: 'b', at: 1 }, ['x', 'y', 'a', 'b'], 3],
  ['on its row when the rows are sorted anew', { key: 'b', at: 1 }, ['b', 'a'], 0],
  ['at the place that its row had, where that is gone', { key: 'b', at: 1 }, ['a', 'c', 'd'], 1],
  ['on the last row where there are fewer', { key: 'b', at: 5 }, ['a', 'c'], 1],
  ['at the top where nobody was', { key: null, at: 0 }, ['a'], 0],
  ['at the top of nothing', { key: 'b', at: 3 }, [], 0],
])('the cursor of a table stays %s', (_where, cursor, keys, place) => {
  expect(placeOf(cursor, keys, (key) => key)).toBe(place)
})
