import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { topologicalOrder } from '#shared/task-graph.ts'
import type { Layout, LayoutItem, LayoutNode } from '../../../src-renderer/graph/layout/layout.ts'
import { layoutPlan } from '../../../src-renderer/graph/layout/layout-plan.ts'

const task = (key: string, dependsOn: string[] = [], parent: string | null = null): LayoutItem => ({
  key,
  kind: 'task',
  parent,
  dependsOn,
})
const group = (key: string, dependsOn: string[] = [], parent: string | null = null): LayoutItem => ({
  ...task(key, dependsOn, parent),
  kind: 'group',
})

const open: ReadonlySet<string> = new Set()
const boxOf = (layout: Layout, key: string): LayoutNode => {
  const node = layout.nodes.find((each) => each.key === key)
  if (node === undefined) throw new Error(`${key} is not drawn`)
  return node
}
const overlap = (a: LayoutNode, b: LayoutNode): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Pairs of overlapping nodes, except a frame and its content. */
function listOverlaps(layout: Layout): string[] {
  const isAround = (outer: LayoutNode, inner: LayoutNode): boolean =>
    outer.kind === 'frame' &&
    outer.depth < inner.depth &&
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  return layout.nodes.flatMap((a, index) =>
    layout.nodes
      .slice(index + 1)
      .filter((b) => overlap(a, b) && !isAround(a, b) && !isAround(b, a))
      .map((b) => `${a.key} and ${b.key}`),
  )
}

const listBackwards = (layout: Layout): string[] =>
  layout.edges
    .filter(({ from, to }) => boxOf(layout, from).x + boxOf(layout, from).width > boxOf(layout, to).x)
    .map(({ id }) => id)

/** Valid plans, including nested groups and dependencies across groups. */
const planItems = fc
  .array(
    fc.record({ isGroup: fc.boolean(), parent: fc.nat(), dependsOn: fc.array(fc.nat(), { maxLength: 3 }) }),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map((drafts) => {
    const items: LayoutItem[] = []
    for (const [index, { isGroup, parent, dependsOn }] of drafts.entries()) {
      const groups = items.filter(({ kind }) => kind === 'group')
      const around = parent % 3 === 0 ? null : (groups[parent % Math.max(1, groups.length)]?.key ?? null)
      const ancestors = new Set<string | null>()
      for (let at = around; at !== null; at = items.find(({ key }) => key === at)?.parent ?? null)
        ancestors.add(at)
      const earlier = items.map(({ key }) => key).filter((key) => !ancestors.has(key))
      const keys = dependsOn.flatMap((at) => earlier[at % Math.max(1, earlier.length)] ?? [])
      items.push({ ...task(`n${index}`, [...new Set(keys)], around), kind: isGroup ? 'group' : 'task' })
    }
    return items
  })
  .filter((items) => topologicalOrder(items) !== null)

describe('layoutPlan', () => {
  it('puts each task to the right of its dependencies', () => {
    const layout = layoutPlan([task('a'), task('b', ['a']), task('c', ['a', 'b'])], open)
    expect(listBackwards(layout)).toEqual([])
    expect(boxOf(layout, 'c').x).toBeGreaterThan(boxOf(layout, 'b').x)
  })

  it('never overlaps nodes and never draws a dependency backwards', () => {
    fc.assert(
      fc.property(planItems, (items) => {
        const layout = layoutPlan(items, open)
        expect(layout.nodes).toHaveLength(items.length)
        expect(listOverlaps(layout)).toEqual([])
        expect(listBackwards(layout)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('keeps everything inside the reported size', () => {
    fc.assert(
      fc.property(planItems, (items) => {
        const layout = layoutPlan(items, open)
        for (const node of layout.nodes) {
          expect(node.x).toBeGreaterThanOrEqual(0)
          expect(node.y).toBeGreaterThanOrEqual(0)
          expect(node.x + node.width).toBeLessThanOrEqual(layout.width)
          expect(node.y + node.height).toBeLessThanOrEqual(layout.height)
        }
      }),
    )
  })

  it('sorts tasks by their dependencies, so that no lines cross', () => {
    const keys = Array.from({ length: 9 }, (_, at) => at)
    const layout = layoutPlan(
      [...keys.map((at) => task(`a${at}`)), ...keys.map((at) => task(`b${at}`, [`a${(at * 4) % 9}`]))],
      open,
    )
    for (const { from, to } of layout.edges) expect(boxOf(layout, to).y).toBe(boxOf(layout, from).y)
  })

  it('routes an edge around the nodes of a column that it passes', () => {
    const layout = layoutPlan([task('a'), task('b', ['a']), task('c', ['a', 'b'])], open)
    const passing = layout.edges.find(({ from, to }) => from === 'a' && to === 'c')
    const b = boxOf(layout, 'b')
    const above = passing?.points.filter(({ x }) => x >= b.x && x <= b.x + b.width) ?? []
    expect(above.length).toBeGreaterThan(0)
    for (const { y } of above) expect(y < b.y || y > b.y + b.height).toBe(true)
  })

  it('draws an open group as a frame around its tasks', () => {
    const layout = layoutPlan(
      [group('g'), task('g.1', [], 'g'), task('g.2', ['g.1'], 'g'), task('x', ['g'])],
      open,
    )
    const frame = boxOf(layout, 'g')
    expect(frame.kind).toBe('frame')
    expect(boxOf(layout, 'g.2').x + boxOf(layout, 'g.2').width).toBeLessThan(frame.x + frame.width)
    expect(boxOf(layout, 'x').x).toBeGreaterThan(frame.x + frame.width)
  })

  it('draws a collapsed group as one node with the dependencies of its tasks', () => {
    const items = [group('g'), task('g.1', [], 'g'), task('g.2', ['g.1'], 'g'), task('x', ['g.2', 'g.1'])]
    const layout = layoutPlan(items, new Set(['g']))
    expect(layout.nodes.map(({ key, kind }) => [key, kind])).toEqual([
      ['g', 'group'],
      ['x', 'task'],
    ])
    expect(layout.edges.map(({ id }) => id)).toEqual(['g→x'])
  })

  it('dissolves groups with mutual dependencies, and still draws left to right', () => {
    const items = [
      group('g'),
      group('h'),
      task('g.1', [], 'g'),
      task('h.1', ['g.1'], 'h'),
      task('g.2', ['h.1'], 'g'),
      task('x', ['g']),
    ]
    const layout = layoutPlan(items, open)
    expect(boxOf(layout, 'g').kind).toBe('group')
    expect(listBackwards(layout)).toEqual([])
    expect(boxOf(layout, 'x').x).toBeGreaterThan(boxOf(layout, 'g.2').x)
  })

  it('puts tasks without dependencies in a grid instead of one long column', () => {
    const layout = layoutPlan(
      Array.from({ length: 100 }, (_, index) => task(`t${index}`)),
      open,
    )
    expect(new Set(layout.nodes.map(({ x }) => x)).size).toBe(10)
  })

  it('draws a plan with a cycle', () => {
    const layout = layoutPlan([task('a', ['b']), task('b', ['a']), task('c', ['b'])], open)
    expect(layout.nodes).toHaveLength(3)
    expect(listOverlaps(layout)).toEqual([])
  })

  it('is deterministic', () => {
    fc.assert(
      fc.property(planItems, (items) => {
        const [one, other] = [layoutPlan(items, open), layoutPlan(items, open)]
        expect([one.nodes, one.edges]).toEqual([other.nodes, other.edges])
      }),
    )
  })
})
