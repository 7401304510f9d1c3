import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type GraphNode,
  listCycles,
  listDangling,
  listEdges,
  longestPath,
  topologicalOrder,
} from '#shared/task-graph.ts'

const node = (key: string, dependsOn: string[] = [], parent: string | null = null): GraphNode => ({
  key,
  dependsOn,
  parent,
})

/** Small graphs with groups, some of them with cycles. */
const graphs = fc
  .array(fc.record({ dependsOn: fc.array(fc.nat(9), { maxLength: 3 }), parent: fc.option(fc.nat(9)) }), {
    maxLength: 10,
  })
  .map((drafts) =>
    drafts.map(({ dependsOn, parent }, index) =>
      // Parents have lower indexes, so that no group contains itself.
      node(`${index}`, dependsOn.map(String), parent !== null && parent < index ? `${parent}` : null),
    ),
  )

describe('listCycles', () => {
  it('is empty exactly if all nodes can be ordered', () => {
    fc.assert(
      fc.property(graphs, (nodes) => {
        expect(listCycles(nodes).length === 0).toBe(topologicalOrder(nodes) !== null)
      }),
      { numRuns: 1000 },
    )
  })

  it('names a cycle from its first node back to it, in the order of work', () => {
    expect(listCycles([node('a', ['c']), node('b', ['a']), node('c', ['b']), node('d', ['c'])])).toEqual([
      ['a', 'b', 'c', 'a'],
    ])
  })

  it('contains a node that depends on itself', () => {
    expect(listCycles([node('a', ['a'])])).toEqual([['a', 'a']])
  })

  it('gives one shortest example for each strongly connected part, in the order of the nodes', () => {
    const nodes = [
      node('x', ['y']),
      node('y', ['x']),
      node('a', ['b', 'c']),
      node('b', ['a', 'x']),
      node('c', ['b']),
    ]
    expect(listCycles(nodes)).toEqual([
      ['x', 'y', 'x'],
      ['a', 'b', 'a'],
    ])
  })

  it('includes that a group ends after its children, which start after the group', () => {
    const crosswise = [node('g'), node('child', ['after'], 'g'), node('after', ['g'])]
    expect(listCycles(crosswise)).toEqual([['g', 'after', 'child', 'g']])
    expect(listCycles([node('g'), node('child', ['g'], 'g')])).toEqual([['g', 'child', 'g']])
    expect(listCycles([node('g'), node('child', [], 'g'), node('after', ['child'])])).toEqual([])
  })

  it('works for a complete graph', () => {
    const keys = Array.from({ length: 700 }, (_, index) => `${index}`)
    expect(
      listCycles(
        keys.map((key) =>
          node(
            key,
            keys.filter((each) => each !== key),
          ),
        ),
      ),
    ).toHaveLength(1)
  })

  it('does not overflow the stack on a chain or a ring of 30,000 nodes', () => {
    const chain = Array.from({ length: 30_000 }, (_, index) =>
      node(`${index}`, index > 0 ? [`${index - 1}`] : []),
    )
    expect(listCycles(chain)).toEqual([])
    expect(longestPath(chain)).toBe(30_000)
    const ring = [...chain.slice(1), node('0', ['29999'])]
    expect(listCycles(ring)[0]).toHaveLength(30_001)
  })
})

describe('listEdges and listDangling', () => {
  it('count distinct pairs of existing nodes, and name the others', () => {
    const nodes = [node('a', ['a', 'z']), node('b', ['a', 'a'])]
    expect(listEdges(nodes)).toEqual([['a', 'b']])
    expect(listDangling(nodes)).toEqual([{ key: 'a', dependsOn: 'z' }])
  })
})

describe('longestPath', () => {
  it('counts nodes, and is null for a cycle', () => {
    expect(longestPath([node('a'), node('b', ['a']), node('c', ['b', 'a']), node('d')])).toBe(3)
    expect(longestPath([node('a', ['b']), node('b', ['a'])])).toBeNull()
    expect(longestPath([])).toBe(0)
  })
})
