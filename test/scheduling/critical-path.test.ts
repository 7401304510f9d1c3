import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { remainingCriticalMs } from '../../src-main/scheduling/critical-path.ts'
import { type GraphNode, topologicalOrder } from '../../src-shared/task-graph.ts'

interface EstimatedNode extends GraphNode {
  readonly estimateMs: number
}

const node = (
  key: string,
  estimateMs: number,
  { after = [], parent = null }: { after?: string[]; parent?: string | null } = {},
): EstimatedNode => ({ key, estimateMs, dependsOn: after, parent })

function remaining(nodes: readonly EstimatedNode[]): Record<string, number | undefined> {
  const paths = remainingCriticalMs(nodes, ({ estimateMs }) => estimateMs)
  return Object.fromEntries(nodes.map(({ key }, index) => [key, paths[index]]))
}

describe('the remaining critical path', () => {
  it('is the longest path to an end, including the node itself', () => {
    const diamond = [
      node('a', 1),
      node('short', 2, { after: ['a'] }),
      node('long', 30, { after: ['a'] }),
      node('end', 4, { after: ['short', 'long'] }),
      node('alone', 5),
    ]
    expect(remaining(diamond)).toEqual({ a: 35, short: 6, long: 34, end: 4, alone: 5 })
    expect(remaining(diamond.toReversed())).toEqual({ a: 35, short: 6, long: 34, end: 4, alone: 5 })
    expect(remaining([])).toEqual({})
  })

  it('passes through the children of a group to its dependents', () => {
    expect(
      remaining([
        node('first', 1),
        node('group', 0, { after: ['first'] }),
        node('child', 10, { parent: 'group' }),
        node('next child', 20, { parent: 'group', after: ['child'] }),
        node('inner', 0, { parent: 'group' }),
        node('grandchild', 50, { parent: 'inner' }),
        node('last', 300, { after: ['group'] }),
      ]),
    ).toEqual({
      first: 351,
      group: 350,
      child: 330,
      'next child': 320,
      inner: 350,
      grandchild: 350,
      last: 300,
    })
  })

  it("uses a group's own estimate as its minimum", () => {
    expect(remaining([node('group', 9, {}), node('child', 2, { parent: 'group' })])).toEqual({
      group: 9,
      child: 2,
    })
  })

  it('ignores missing and duplicate dependencies', () => {
    expect(
      remaining([node('a', 1, { after: ['zed'], parent: 'nobody' }), node('b', 2, { after: ['a', 'a'] })]),
    ).toEqual({
      a: 3,
      b: 2,
    })
  })

  it('of nodes in a cycle is an error', () => {
    expect(() => remaining([node('a', 1, { after: ['b'] }), node('b', 1, { after: ['a'] })])).toThrow('cycle')
  })

  it('is found in a chain of 100,000 tasks, and in groups of 100,000 levels', () => {
    const count = 100_000
    const chain = Array.from({ length: count }, (_, at) =>
      node(`${at}`, 1, { after: at === 0 ? [] : [`${at - 1}`] }),
    )
    expect(remaining(chain)['0']).toBe(count)
    const nested = Array.from({ length: count }, (_, at) =>
      node(`${at}`, 1, { parent: at === 0 ? null : `${at - 1}` }),
    )
    const all = remaining([...nested, node('after', 7, { after: ['0'] })])
    expect(all[`${count - 1}`]).toBe(8)
    expect(all['0']).toBe(8)
  })

  it('equals a search of all paths, in any graph', () => {
    const graph = fc.array(
      fc.record({
        estimateMs: fc.nat(9),
        before: fc.array(fc.nat(), { maxLength: 3 }),
        parent: fc.option(fc.nat()),
        isGroup: fc.boolean(),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(graph, (drawn) => {
        const nodes = drawn.map(({ estimateMs, before, parent, isGroup }, at): EstimatedNode => {
          const groups = drawn.flatMap((each, index) => (index < at && each.isGroup ? [index] : []))
          const group = parent === null ? undefined : groups[parent % Math.max(1, groups.length)]
          const free = before.map((index) => index % Math.max(1, at)).filter((index) => index < at)
          return {
            key: `${at}`,
            estimateMs: isGroup ? 0 : estimateMs,
            dependsOn: free.map(String),
            parent: group === undefined ? null : `${group}`,
          }
        })
        const tidy = withoutWaitingForOwnGroups(nodes)
        fc.pre(tidy !== null)
        expect(remaining(tidy ?? [])).toEqual(
          Object.fromEntries((tidy ?? []).map(({ key }) => [key, walk(tidy ?? [], key)])),
        )
      }),
    )
  })
})

/** Null if the graph has a cycle. */
function withoutWaitingForOwnGroups(nodes: readonly EstimatedNode[]): readonly EstimatedNode[] | null {
  const parentOf = new Map(nodes.map(({ key, parent }) => [key, parent]))
  const groupsOf = (key: string): string[] => {
    const parent = parentOf.get(key) ?? null
    return parent === null ? [] : [parent, ...groupsOf(parent)]
  }
  const free = nodes.map((each) => ({
    ...each,
    dependsOn: each.dependsOn.filter((key) => !groupsOf(each.key).includes(key)),
  }))
  return topologicalOrder(free) === null ? null : free
}

/** Naive calculation by definition: tries every path. */
function walk(nodes: readonly EstimatedNode[], key: string): number {
  const longest = (ways: number[]) => ways.reduce((most, each) => Math.max(most, each), 0)
  const afterEnd = ({ key, parent }: EstimatedNode): number => {
    const group = nodes.find((each) => each.key === parent)
    return longest([
      ...nodes.filter((each) => each.dependsOn.includes(key)).map((each) => walk(nodes, each.key)),
      group === undefined ? 0 : afterEnd(group),
    ])
  }
  const at = nodes.find((each) => each.key === key)
  if (at === undefined) throw new Error(`No node ${key}`)
  const children = nodes.filter((each) => each.parent === key)
  return longest([at.estimateMs + afterEnd(at), ...children.map((each) => walk(nodes, each.key))])
}
