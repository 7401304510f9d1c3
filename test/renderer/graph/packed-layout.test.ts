import { describe, expect, it } from 'vitest'
import { directions, layoutPlan } from '../../../src-renderer/graph/layout.ts'
import { packLayout, unpackLayout } from '../../../src-renderer/graph/packed-layout.ts'
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

describe('a layout that was packed', () => {
  it.each(directions)('is the same when it is unpacked: to the %s', (direction) => {
    const layout = layoutPlan(items, new Set(['closed']), direction)
    expect(new Set(layout.nodes.map(({ kind }) => kind))).toEqual(new Set(['task', 'group', 'frame']))
    expect(layout.edges.length).toBeGreaterThan(4)
    expect(unpackLayout(packLayout(layout, items), items)).toEqual(layout)
  })
})
