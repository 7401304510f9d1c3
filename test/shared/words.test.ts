import { describe, expect, it } from 'vitest'
import { shapeOf } from '../../src-shared/plan-shape.ts'
import { clip } from '../../src-shared/text/clip.ts'
import { plural } from '../../src-shared/text/plural.ts'

describe('clip', () => {
  it('keeps a short text, and ends a long text with one ellipsis', () => {
    expect(clip('abc', 3)).toBe('abc')
    expect(clip('abcd', 3)).toBe('ab…')
    expect(clip('x'.repeat(81))).toHaveLength(80)
  })

  it('counts characters, and never splits one', () => {
    expect(clip('😀😀😀', 3)).toBe('😀😀😀')
    expect(clip('😀😀😀😀', 3)).toBe('😀😀…')
  })
})

it('plural selects the singular for one and the plural otherwise', () => {
  expect([plural(1, 'task'), plural(0, 'task'), plural(1000, 'task')]).toEqual([
    '1 task',
    '0 tasks',
    '1,000 tasks',
  ])
  expect(plural(2, 'result waits', 'results wait')).toBe('2 results wait')
})

it('shapeOf counts the parts of a plan, and treats a task with missing dependencies only as a root', () => {
  const node = (key: string, ...dependsOn: string[]) => ({ key, dependsOn, parent: null })
  expect(shapeOf([node('a'), node('b', 'a', 'a'), node('c', 'ghost')])).toEqual({
    tasks: 3,
    edges: 1,
    roots: 2,
    longestPath: 2,
    cycles: 0,
    dangling: 1,
  })
})
