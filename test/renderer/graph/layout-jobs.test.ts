import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LayoutRequest } from '../../../src-renderer/graph/layout/layout.ts'
import { createLayoutJobs } from '../../../src-renderer/graph/layout/layout-jobs.ts'
import { layoutPlan, plainLayout } from '../../../src-renderer/graph/layout/layout-plan.ts'
import { task } from './plans.ts'

const requestOf = (...keys: string[]): LayoutRequest => ({
  items: keys.map((key) => task(key)),
  collapsed: new Set(),
  direction: 'right',
})

/** Layout jobs whose worker does one step at a time, when the test says so. */
function createBench() {
  const done: string[][] = []
  const late: string[][] = []
  const given: string[][] = []
  let finish = () => {}
  let fail = () => {}
  let stopped = 0
  const keysOf = ({ items }: LayoutRequest) => items.map(({ key }) => key)
  const jobs = createLayoutJobs({
    createLayoutWorker: () => ({
      start(request, onDone, onFailed) {
        given.push(keysOf(request))
        finish = () => onDone(layoutPlan(request.items, request.collapsed))
        fail = onFailed
      },
      stop: () => {
        stopped += 1
      },
    }),
    deadlineMs: 1000,
    onDone: (_, request) => done.push(keysOf(request)),
    onLate: (request) => late.push(keysOf(request)),
  })
  return { jobs, done, late, given, finish: () => finish(), fail: () => fail(), stops: () => stopped }
}

describe('createLayoutJobs', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('runs only the last of several waiting jobs', () => {
    const bench = createBench()
    for (const key of ['one', 'two', 'three']) bench.jobs.ask(requestOf(key))
    bench.finish()
    bench.finish()
    expect(bench.given).toEqual([['one'], ['three']])
    expect(bench.done).toEqual([['three']])
  })

  it('stops at the deadline, and starts again with the next job', () => {
    const bench = createBench()
    bench.jobs.ask(requestOf('slow'))
    vi.advanceTimersByTime(1000)
    expect(bench.late).toEqual([['slow']])
    expect(bench.stops()).toBe(1)
    bench.jobs.ask(requestOf('next'))
    bench.finish()
    expect(bench.done).toEqual([['next']])
  })

  it('fails immediately for an impossible job', () => {
    const bench = createBench()
    bench.jobs.ask(requestOf('odd'))
    bench.fail()
    expect(bench.late).toEqual([['odd']])
  })

  it('reports nothing after it was stopped', () => {
    const bench = createBench()
    bench.jobs.ask(requestOf('left'))
    bench.jobs.stop()
    bench.finish()
    vi.advanceTimersByTime(5000)
    expect([bench.done, bench.late]).toEqual([[], []])
  })
})

describe('plainLayout', () => {
  it('puts the tasks in rows, in their order, without overlaps', () => {
    const { nodes } = plainLayout(requestOf(...Array.from({ length: 50 }, (_, at) => `t${at}`)))
    expect(nodes.map(({ key }) => key)).toEqual(Array.from({ length: 50 }, (_, at) => `t${at}`))
    expect(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(50)
  })
})
