import { describe, expect, it } from 'vitest'
import { drawPlan } from '../../../src-renderer/graph/layout/draw-plan.ts'
import { directions } from '../../../src-renderer/graph/layout/layout.ts'
import { layoutPlan } from '../../../src-renderer/graph/layout/layout-plan.ts'
import { buffersOf, unpackLayout } from '../../../src-renderer/graph/layout/packed-layout.ts'
import { packPlan } from '../../../src-renderer/graph/layout/packed-plan.ts'
import { group, task } from './plans.ts'

const items = [
  task('a'),
  group('open', ['a']),
  task('b', [], 'open'),
  task('c', ['b'], 'open'),
  group('closed', ['a']),
  task('d', [], 'closed'),
  task('far', ['a', 'c', 'closed']),
]
const none: ReadonlySet<string> = new Set()

describe('a plan that is laid out in a worker', () => {
  it.each(directions)('is transferred completely, with all its buffers: to the %s', (direction) => {
    const request = { items, collapsed: new Set(['closed']), direction }
    const plan = packPlan(request)
    const sent = structuredClone(plan, { transfer: [plan.waits.buffer] })
    const packed = drawPlan(sent)
    const back = structuredClone(packed, { transfer: buffersOf(packed) })
    expect(buffersOf(packed).every(({ byteLength }) => byteLength === 0)).toBe(true)
    const there = unpackLayout(back, items)
    const here = layoutPlan(items, request.collapsed, direction)
    expect(there.nodes.map(({ key, kind, depth }) => [key, kind, depth])).toEqual([
      ['a', 'task', 0],
      ['open', 'frame', 0],
      ['b', 'task', 1],
      ['c', 'task', 1],
      ['closed', 'group', 0],
      ['far', 'task', 0],
    ])
    expect([there.nodes, there.edges]).toEqual([here.nodes, here.edges])
  })

  it('excludes dependencies on missing tasks, and missing groups', () => {
    const layout = layoutPlan([task('a', ['gone'], 'nowhere'), task('b', ['a'])], none)
    expect(layout.nodes.map(({ key }) => key)).toEqual(['a', 'b'])
    expect(layout.edges.map(({ id }) => id)).toEqual(['a→b'])
  })

  it('draws groups that contain each other', () => {
    const layout = layoutPlan(
      [{ ...group('g'), parent: 'h' }, { ...group('h'), parent: 'g' }, task('a', [], 'g')],
      none,
    )
    expect(layout.nodes.map(({ key }) => key).toSorted()).toEqual(['a', 'g', 'h'])
  })
})

describe('a layout', () => {
  it('creates each edge object once', () => {
    const layout = layoutPlan([task('a'), task('b', ['a']), task('c')], none)
    const { x = 0, y = 0 } = layout.edges[0]?.points[1] ?? {}
    expect(layout.edgesIn({ x, y, width: 1, height: 1 })).toEqual([layout.edges[0]])
    expect(layout.edgesIn({ x, y, width: 1, height: 1 })[0]).toBe(layout.edges[0])
  })
})
