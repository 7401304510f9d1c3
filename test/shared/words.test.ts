import { describe, expect, it } from 'vitest'
import { shapeOf } from '../../src-shared/plan-shape.ts'
import { clip } from '../../src-shared/text/clip.ts'
import { plural } from '../../src-shared/text/plural.ts'

describe('clip', () => {
  it('leaves a short text as it is, and ends a long one with one mark for the rest', () => {
    expect(clip('abc', 3)).toBe('abc')
    expect(clip('abcd', 3)).toBe('ab…')
    expect(clip('x'.repeat(81))).toHaveLength(80)
  })

  it('counts characters, and never cuts one in half', () => {
    expect(clip('😀😀😀', 3)).toBe('😀😀😀')
    expect(clip('😀😀😀😀', 3)).toBe('😀😀…')
  })
})

it('plural says one of a thing and many of it', () => {
  expect([plural(1, 'task'), plural(0, 'task'), plural(1000, 'task')]).toEqual([
    '1 task',
    '0 tasks',
    '1,000 tasks',
  ])
  expect(plural(2, 'result waits', 'results wait')).toBe('2 results wait')
})

it('shapeOf counts what a plan has, and takes a task that waits only for what is not there for a root', () => {
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
