import { describe, expect, it } from 'vitest'
import { listRows } from '../../../src-renderer/features/run/table/rows.ts'

const item = (key: string, parent: string | null = null, kind: 'task' | 'group' = 'task') => ({
  key,
  kind,
  parent,
  dependsOn: [],
})
const items = [
  item('g', null, 'group'),
  item('x'),
  item('h', 'g', 'group'),
  item('h.1', 'h'),
  item('g.1', 'g'),
]

describe('listRows', () => {
  it('indents the members of a group below it', () => {
    expect(listRows(items, new Set()).map(({ key, depth }) => [key, depth])).toEqual([
      ['g', 0],
      ['h', 1],
      ['h.1', 2],
      ['g.1', 1],
      ['x', 0],
    ])
  })

  it('excludes the content of a closed group', () => {
    expect(listRows(items, new Set(['g'])).map(({ key, isOpen }) => [key, isOpen])).toEqual([
      ['g', false],
      ['x', false],
    ])
  })
})
