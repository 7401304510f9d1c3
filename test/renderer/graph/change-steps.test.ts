import { expect, it } from 'vitest'
import { stepChange } from '../../../src-renderer/graph/graph-controls.tsx'

const changes = ['b', 'd', 'e']

it('the steps through changes go forward and back, and wrap around', () => {
  expect([stepChange(changes, 'b', 1), stepChange(changes, 'e', 1)]).toEqual(['d', 'b'])
  expect([stepChange(changes, 'd', -1), stepChange(changes, 'b', -1)]).toEqual(['b', 'e'])
})

it('the steps through changes start at the first or the last change', () => {
  for (const lead of [null, 'a']) {
    expect([stepChange(changes, lead, 1), stepChange(changes, lead, -1)]).toEqual(['b', 'e'])
  }
  expect(stepChange([], null, 1)).toBeNull()
})
