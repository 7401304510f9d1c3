import { describe, expect, it } from 'vitest'
import { findNeighbour } from '../../../src-renderer/graph/graph-keys.ts'
import { createLayoutIndex } from '../../../src-renderer/graph/layout/layout-index.ts'
import { layoutPlan } from '../../../src-renderer/graph/layout/layout-plan.ts'

const task = (key: string, dependsOn: string[] = []) => ({
  key,
  kind: 'task' as const,
  parent: null,
  dependsOn,
})

describe('findNeighbour', () => {
  const layoutIndex = createLayoutIndex(
    layoutPlan(
      [task('a'), task('b', ['a']), task('c', ['a']), task('d', ['b', 'c']), task('alone')],
      new Set(),
    ),
  )

  it('follows a dependency to the right and back to the left', () => {
    expect(['b', 'c']).toContain(findNeighbour(layoutIndex, 'a', 'right'))
    expect(findNeighbour(layoutIndex, 'b', 'left')).toBe('a')
    expect(findNeighbour(layoutIndex, 'b', 'right')).toBe('d')
  })

  it('moves up and down within a column', () => {
    const down = findNeighbour(layoutIndex, 'b', 'down') ?? findNeighbour(layoutIndex, 'b', 'up')
    expect(down).toBe('c')
  })

  it('stays in place at the edge', () => {
    expect(findNeighbour(layoutIndex, 'd', 'right')).toBeNull()
    expect(findNeighbour(layoutIndex, 'alone', 'down')).toBeNull()
  })

  it('reaches every task with arrow keys alone', () => {
    const seen = new Set<string>(['a'])
    for (const key of seen) {
      for (const direction of ['left', 'right', 'up', 'down'] as const) {
        const next = findNeighbour(layoutIndex, key, direction)
        if (next !== null) seen.add(next)
      }
    }
    expect([...seen].sort()).toEqual(['a', 'alone', 'b', 'c', 'd'])
  })
})
