import { describe, expect, it } from 'vitest'
import { chain, fan, layered } from './graphs.ts'
import { requireOrder, type Step } from './order.ts'

const started = (index: number): Step => ({ type: 'started', index })
const ended = (index: number): Step => ({ type: 'ended', index })
const stopped = (index: number): Step => ({ type: 'stopped', index })

const check = (steps: Step[], concurrency = 2) => {
  const workload = { graph: fan(2), concurrency, work: 'nothing' } as const
  return () => requireOrder(workload, steps)
}
const first = [started(0), ended(0)]
const last = [started(3), ended(3)]

describe('the order check of a benchmark', () => {
  it('accepts the order of the graph within the limit', () => {
    expect(check([...first, started(1), started(2), ended(2), ended(1), ...last])).not.toThrow()
  })

  it('accepts a second start of a task that a crash stopped', () => {
    expect(
      check([...first, started(1), stopped(1), started(1), ended(1), started(2), ended(2), ...last]),
    ).not.toThrow()
  })

  it.each([
    ['a start before a dependency has ended', [started(0), started(1)], 2],
    ['a start at the limit', [...first, started(1), started(2)], 1],
    ['a second start', [...first, started(1), started(1)], 2],
    ['a start after the end', [...first, started(0)], 2],
    ['a second end', [...first, ended(0)], 2],
    ['an end without a start', [ended(0)], 2],
    ['a task left over', [...first, started(1), ended(1), started(2), ended(2)], 2],
  ])('rejects %s', (_, steps, limit) => {
    expect(check(steps, limit)).toThrow('The order of execution is broken')
  })
})

describe('the graphs of the benchmarks', () => {
  it('are the graphs of docs/explanation/performance.md', () => {
    const edges = (graph: readonly (readonly number[])[]) => graph.reduce((sum, from) => sum + from.length, 0)
    expect(
      [chain(1000), fan(1000), layered(10_000, 100)].map((graph) => [graph.length, edges(graph)]),
    ).toEqual([
      [1000, 999],
      [1002, 2000],
      [10_000, 29_700],
    ])
  })

  it('are deterministic', () => {
    expect(layered(500, 100)).toEqual(layered(500, 100))
  })
})
