import { describe, expect, it } from 'vitest'
import { findFailed, listTitled } from '../../../src-renderer/graph/interaction/use-graph-commands.ts'
import { layoutPlan } from '../../../src-renderer/graph/layout/layout-plan.ts'
import { face, facesOf, task } from './plans.ts'

const faces = facesOf({
  a: face('Write the letter', { status: 'failed' }),
  b: face('The post', { status: 'done' }),
  c: face('Letter of thanks', { status: 'failed' }),
})
const { nodes } = layoutPlan([task('a'), task('b', ['a']), task('c', ['b'])], new Set())

describe('listTitled', () => {
  it('lists titles that start with the text first, in any case', () => {
    expect(listTitled(nodes, faces, 'LETTER')).toEqual(['c', 'a'])
  })

  it('finds nothing for an empty text', () => {
    expect(listTitled(nodes, faces, '  ')).toEqual([])
  })
})

describe('findFailed', () => {
  it('moves to the next failed task and wraps around', () => {
    expect(findFailed(nodes, faces, { from: 'a', step: 1 })).toBe('c')
    expect(findFailed(nodes, faces, { from: 'c', step: 1 })).toBe('a')
    expect(findFailed(nodes, faces, { from: 'b', step: -1 })).toBe('a')
    expect(findFailed(nodes, faces, { from: null, step: -1 })).toBe('c')
  })
})
