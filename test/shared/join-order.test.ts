import { describe, expect, it } from 'vitest'
import { findJoins, rankJoins } from '../../src-shared/join-order.ts'
import type { Join } from '../../src-shared/model/task-definition.ts'
import type { JoinedTask } from '../../src-shared/task-joins.ts'

const node = (key: string, more: Partial<JoinedTask> = {}): JoinedTask => ({
  ...{ key, dependsOn: [], parent: null },
  ...more,
})
const joinsOf = (nodes: readonly JoinedTask[]): Record<string, Join> => {
  const joins = findJoins(nodes)
  return Object.fromEntries(nodes.map(({ key }) => [key, joins.get(key) ?? 'all_succeeded']))
}

describe('the join of a task', () => {
  it('is all_succeeded without conditions, and with the condition success', () => {
    expect(joinsOf([node('a'), node('b', { dependsOn: ['a'], condition: 'success' })])).toEqual({
      a: 'all_succeeded',
      b: 'all_succeeded',
    })
  })

  it('is none_failed behind a condition, in any order of the plan', () => {
    const nodes = [
      node('end', { dependsOn: ['b2', 'a'] }),
      node('b2', { dependsOn: ['b'] }),
      node('b', { dependsOn: ['a'], condition: 'failure' }),
      node('a'),
    ]
    expect(joinsOf(nodes)).toEqual({ end: 'none_failed', b2: 'none_failed', b: 'always', a: 'all_succeeded' })
  })

  it('is its own join if it has one', () => {
    const nodes = [
      node('b', { condition: 'failure', join: 'any' }),
      node('c', { dependsOn: ['b'], join: 'all_succeeded' }),
      node('d', { dependsOn: ['c'] }),
    ]
    expect(joinsOf(nodes)).toEqual({ b: 'any', c: 'all_succeeded', d: 'none_failed' })
  })
})

describe('the order of evaluating joins', () => {
  const ranked = (nodes: readonly JoinedTask[]) => {
    const ranks = rankJoins(nodes, findJoins(nodes))
    return (before: string, after: string) =>
      (ranks.get(before)?.end ?? Number.NaN) < (ranks.get(after)?.start ?? Number.NaN)
  }

  it('puts handlers before joins, also if other work precedes the handler', () => {
    const isBefore = ranked([
      node('check'),
      node('x'),
      node('join', { dependsOn: ['check', 'x'], join: 'none_failed' }),
      node('slow'),
      node('slower', { dependsOn: ['slow'] }),
      node('fix', { dependsOn: ['check', 'slower'], condition: 'failure' }),
    ])
    expect(isBefore('fix', 'join')).toBe(true)
  })

  it('puts a handler that depends on the join after it', () => {
    const isBefore = ranked([
      node('check'),
      node('join', { dependsOn: ['check'], join: 'none_failed' }),
      node('tell', { dependsOn: ['check', 'join'], condition: 'failure' }),
    ])
    expect([isBefore('tell', 'join'), isBefore('join', 'tell')]).toEqual([false, true])
  })

  it('is omitted if no task could wait', () => {
    const nodes = [node('a'), node('b', { dependsOn: ['a'], condition: 'failure' })]
    expect(rankJoins(nodes, findJoins(nodes)).size).toBe(0)
  })
})
