import { describe, expect, it } from 'vitest'
import { layoutPlan } from '../../../src-renderer/graph/layout/layout-plan.ts'
import { group, task } from './plans.ts'

describe('layoutPlan downwards', () => {
  const layout = layoutPlan(
    [
      task('a'),
      task('b', ['a']),
      group('g', ['a']),
      task('c', [], 'g'),
      task('d', ['c'], 'g'),
      task('e', ['b', 'd']),
    ],
    new Set(),
    'down',
  )
  const boxOf = (key: string) => {
    const box = layout.nodes.find((node) => node.key === key)
    if (box === undefined) throw new Error(`${key} is not drawn`)
    return box
  }

  it('puts each task below its dependencies', () => {
    for (const { from, to } of layout.edges) {
      expect(boxOf(to).y).toBeGreaterThanOrEqual(boxOf(from).y + boxOf(from).height)
    }
  })

  it('keeps tasks inside the frame of their group', () => {
    const frame = boxOf('g')
    for (const key of ['c', 'd']) {
      const { x, y, width, height } = boxOf(key)
      expect(x).toBeGreaterThanOrEqual(frame.x)
      expect(y).toBeGreaterThanOrEqual(frame.y)
      expect(x + width).toBeLessThanOrEqual(frame.x + frame.width)
      expect(y + height).toBeLessThanOrEqual(frame.y + frame.height)
    }
  })

  it('draws edges from the bottom to the top of nodes', () => {
    for (const { from, to, points } of layout.edges) {
      expect(points[0]?.y).toBe(boxOf(from).y + boxOf(from).height)
      expect(points.at(-1)?.y).toBe(boxOf(to).y)
    }
  })
})
