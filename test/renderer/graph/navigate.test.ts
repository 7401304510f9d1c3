import { describe, expect, it } from 'vitest'
import { findNeighbour } from '../../../src-renderer/graph/graph-keys.ts'
import { createScene } from '../../../src-renderer/graph/layout/layout-index.ts'
import { layoutPlan } from '../../../src-renderer/graph/layout/layout-plan.ts'

const task = (key: string, dependsOn: string[] = []) => ({
  key,
  kind: 'task' as const,
  parent: null,
  dependsOn,
})

describe('findNeighbour', () => {
  const scene = createScene(
    layoutPlan(
      [task('a'), task('b', ['a']), task('c', ['a']), task('d', ['b', 'c']), task('alone')],
      new Set(),
    ),
  )

  it('follows a dependency to the right and back to the left', () => {
    expect(['b', 'c']).toContain(findNeighbour(scene, 'a', 'right'))
    expect(findNeighbour(scene, 'b', 'left')).toBe('a')
    expect(findNeighbour(scene, 'b', 'right')).toBe('d')
  })

  it('moves up and down within a column', () => {
    const down = findNeighbour(scene, 'b', 'down') ?? findNeighbour(scene, 'b', 'up')
    expect(down).toBe('c')
  })

  it('stays where it is at the edge', () => {
    expect(findNeighbour(scene, 'd', 'right')).toBeNull()
    expect(findNeighbour(scene, 'alone', 'down')).toBeNull()
  })

  it('reaches every task with arrow keys alone', () => {
    const seen = new Set<string>(['a'])
    for (const key of seen) {
      for (const direction of ['left', 'right', 'up', 'down'] as const) {
        const next = findNeighbour(scene, key, direction)
        if (next !== null) seen.add(next)
      }
    }
    expect([...seen].sort()).toEqual(['a', 'alone', 'b', 'c', 'd'])
  })
})
