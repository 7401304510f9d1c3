import { describe, expect, it } from 'vitest'
import { createLayoutIndex } from '../../../src-renderer/graph/layout/layout-index.ts'
import { layoutPlan } from '../../../src-renderer/graph/layout/layout-plan.ts'
import { group, task } from './plans.ts'

const layout = layoutPlan(
  [task('a'), group('g', ['a']), task('b', [], 'g'), task('c', ['b'], 'g'), task('d', ['g'])],
  new Set(),
)
const layoutIndex = createLayoutIndex(layout)
const middleOf = (key: string) => {
  const node = layoutIndex.nodeOf(key)
  if (node === undefined) throw new Error(`${key} is not drawn`)
  return { x: node.x + node.width / 2, y: node.y + node.height / 2 }
}

describe('createScene', () => {
  it('hits the task and not the group around it', () => {
    expect(layoutIndex.nodeAt(middleOf('b'))?.key).toBe('b')
  })

  it('hits the group next to its tasks', () => {
    const frame = layoutIndex.nodeOf('g')
    expect(layoutIndex.nodeAt({ x: (frame?.x ?? 0) + 4, y: (frame?.y ?? 0) + 4 })?.key).toBe('g')
  })

  it('hits nothing in empty space', () => {
    expect(layoutIndex.nodeAt({ x: -500, y: -500 })).toBeNull()
  })

  it('finds an edge within the given distance only', () => {
    const edge = layout.edges.find(({ from, to }) => from === 'b' && to === 'c')
    const [start, end] = [edge?.points[0], edge?.points.at(-1)]
    const middle = { x: ((start?.x ?? 0) + (end?.x ?? 0)) / 2, y: start?.y ?? 0 }
    expect(layoutIndex.edgeAt({ ...middle, y: middle.y + 4 }, 6)?.id).toBe(edge?.id)
    expect(layoutIndex.edgeAt({ ...middle, y: middle.y + 40 }, 6)).toBeNull()
  })

  it('finds the edges of a node by their ends', () => {
    expect(layoutIndex.edgesFrom('a').map(({ to }) => to)).toEqual(['g'])
    expect(layoutIndex.edgesTo('c').map(({ from }) => from)).toEqual(['b'])
  })

  it('finds everything in an area that contains the complete plan', () => {
    const all = { x: -10, y: -10, width: layout.width + 20, height: layout.height + 20 }
    expect(layoutIndex.nodesIn(all)).toHaveLength(5)
    expect(layoutIndex.edgesIn(all)).toHaveLength(layout.edges.length)
  })
})
