import { describe, expect, it } from 'vitest'
import { barsOf } from '../../../../src-renderer/features/run/timeline/bars.ts'
import {
  createAxis,
  instantAt,
  placeOf,
  ticksOf,
} from '../../../../src-renderer/features/run/timeline/fold.ts'
import { listTimelineRows } from '../../../../src-renderer/features/run/timeline/rows.ts'
import type { Timeline } from '../../../../src-shared/contract/runs/run-times.ts'
import { taskView } from '../../task-view.ts'

const minute = 60_000

describe('the time axis', () => {
  it('is uniform while something happens all the time', () => {
    const axis = createAxis([{ from: 0, to: 1000 }], { from: 0, to: 1000 }, 500)
    expect(axis.pieces).toEqual([{ from: 0, to: 1000, isFolded: false, x: 0, width: 500 }])
    expect(placeOf(axis, 250)).toBe(125)
    expect(instantAt(axis, 125)).toBe(250)
  })
  it('folds a gap of more than ten minutes, and no shorter gap', () => {
    const busy = [
      { from: 0, to: minute },
      { from: 10 * minute, to: 11 * minute },
      { from: 600 * minute, to: 601 * minute },
    ]
    const { pieces } = createAxis(busy, { from: 0, to: 601 * minute }, 644)
    expect(pieces.map(({ from, to, isFolded }) => [from / minute, to / minute, isFolded])).toEqual([
      [0, 11, false],
      [11, 600, true],
      [600, 601, false],
    ])
    expect(pieces.map(({ width }) => Math.round(width))).toEqual([528, 68, 48])
  })
  it('maps instants outside to its ends', () => {
    const axis = createAxis([{ from: 0, to: 1000 }], { from: 200, to: 800 }, 600)
    expect(placeOf(axis, 0)).toBe(0)
    expect(placeOf(axis, 9000)).toBe(600)
  })
  it('is labeled with round instants', () => {
    const axis = createAxis([{ from: 300, to: 9700 }], { from: 300, to: 9700 }, 940)
    expect(ticksOf(axis).map(({ at }) => at)).toEqual([2000, 4000, 6000, 8000])
  })
  it('is one point wide for an empty span, without dividing by zero', () => {
    const axis = createAxis([], { from: 5, to: 5 }, 300)
    expect(placeOf(axis, 5)).toBe(0)
    expect(ticksOf(axis).every(({ x }) => Number.isFinite(x))).toBe(true)
  })
})

const attempt = (number: number, from: number, to: number | null, agentId = 'ash') =>
  ({ number, agentId, status: to === null ? 'running' : 'done', from, to, spent: null }) as const

describe('bars of the timeline', () => {
  it('have a minimum width, and grow while they last', () => {
    const axis = createAxis([{ from: 0, to: 1_000_000 }], { from: 0, to: 1_000_000 }, 1000)
    const times = { taskKey: 'a', waits: [], attempts: [attempt(1, 0, 10), attempt(2, 500_000, null)] }
    expect(barsOf(times, axis, 1_000_000).map(({ width }) => width)).toEqual([6, 500])
  })
  it('distinguish waiting for a person, queueing and retry delays', () => {
    const axis = createAxis([{ from: 0, to: 100 }], { from: 0, to: 100 }, 1000)
    const waits = (['ready', 'task_gate', 'backoff'] as const).map((cause, at) => ({
      cause,
      from: at * 10,
      to: at * 10 + 10,
    }))
    expect(barsOf({ taskKey: 'a', waits, attempts: [] }, axis, 100).map(({ kind }) => kind)).toEqual([
      'queue',
      'person',
      'backoff',
    ])
  })
})

describe('rows of the timeline', () => {
  const tasks = new Map(
    [
      taskView('a', { position: 0, agentId: 'ash', parent: 'g' }),
      taskView('b', { position: 1, agentId: 'hal' }),
      taskView('g', { position: 2, kind: 'group', title: 'The group' }),
    ].map((task) => [task.key, task]),
  )
  const timeline: Timeline = {
    ...{ at: 100, from: 0, to: null },
    tasks: [
      { taskKey: 'a', waits: [], attempts: [attempt(1, 20, 30)] },
      { taskKey: 'b', waits: [], attempts: [attempt(1, 10, null, 'hal')] },
    ],
  }
  const names = (id: string) => (id === 'hal' ? 'Hal' : id)
  const list = (
    grouping: 'plan' | 'agent' | 'group',
    matched: ReadonlySet<string> | null = null,
    nameOf: (id: string) => string = names,
  ) =>
    listTimelineRows({ timeline, tasks, matched, grouping, nameOf, nobody: 'none' }).map((row) =>
      row.kind === 'heading' ? `# ${row.title}` : row.id,
    )
  it('are sorted by start, grouped by agent or group', () => {
    expect(list('plan')).toEqual(['b', 'a'])
    expect(list('agent')).toEqual(['# Hal', 'b', '# ash', 'a'])
    expect(list('group')).toEqual(['# none', 'b', '# The group', 'a'])
  })
  it('are separate for two agents with one name', () => {
    expect(list('agent', null, () => 'Robin')).toEqual(['# Robin', 'b', '# Robin', 'a'])
  })
  it('are limited by the filter', () => {
    expect(list('agent', new Set(['a']))).toEqual(['# ash', 'a'])
  })
})
