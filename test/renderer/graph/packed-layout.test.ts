import { describe, expect, it } from 'vitest'
import { directions, layoutPlan } from '../../../src-renderer/graph/layout.ts'
import { packLayout, packPlan, unpackLayout, unpackPlan } from '../../../src-renderer/graph/packed-layout.ts'
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

describe('a plan that is laid out elsewhere', () => {
  it.each(directions)('gets the layout that it gets here, through numbers only: to the %s', (direction) => {
    const collapsed = new Set(['closed'])
    const layout = layoutPlan(items, collapsed, direction)
    expect(new Set(layout.nodes.map(({ kind }) => kind))).toEqual(new Set(['task', 'group', 'frame']))
    expect(layout.edges.length).toBeGreaterThan(4)
    const there = unpackPlan(packPlan({ items, collapsed, direction }))
    const packed = packLayout(layoutPlan(there.items, there.collapsed, there.direction))
    expect(unpackLayout(packed, items)).toEqual(layout)
  })

  it('leaves out what waits for a task that is not there, and a group that is not there', () => {
    const broken = [task('a', ['gone'], 'nowhere'), task('b', ['a'])]
    const request = { items: broken, collapsed: new Set<string>(), direction: 'right' as const }
    const there = unpackPlan(packPlan(request))
    const packed = packLayout(layoutPlan(there.items, there.collapsed))
    expect(unpackLayout(packed, broken)).toEqual(layoutPlan(broken, request.collapsed))
  })
})
