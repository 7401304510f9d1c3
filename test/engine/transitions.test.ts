import { describe, expect, it } from 'vitest'
import { createRunState, requeue } from '../../src-main/engine/run-state.ts'
import type { AttemptState, RunState, TaskState } from '../../src-main/engine/state.ts'
import {
  attemptMoves,
  canMove,
  moveAttempt,
  moveTask,
  openTasks,
  taskMoves,
} from '../../src-main/engine/transitions.ts'
import { present } from '../../src-shared/assert.ts'
import { type AttemptStatus, attemptStatuses } from '../../src-shared/model/runs/attempt.ts'
import { type TaskStatus, taskStatuses } from '../../src-shared/model/task.ts'
import { planOf, taskOf } from '../support/engine.ts'

const pairs = taskStatuses.flatMap((from) => taskStatuses.map((to) => ({ from, to })))
const legal = pairs.filter(({ from, to }) => taskMoves[from].includes(to))
const illegal = pairs.filter(({ from, to }) => !taskMoves[from].includes(to))
/** Terminal statuses, which never change. */
const terminal = ['done', 'failed', 'skipped', 'cancelled'] as const

function runWithTaskIn(status: TaskStatus): { run: RunState; task: TaskState } {
  const run = createRunState({
    ...planOf([taskOf('a')]),
    isSimulated: false,
    id: 'run_1',
    planKey: 'plan-1',
    planId: null,
    workspace: 'folder',
    reviewLimit: null,
    timeZone: null,
    goal: null,
    leftOut: [],
    createdAt: 0,
    createdSeq: 0,
  })
  const task = present(run.tasks.get('a'), 'task a')
  run.counts.blocked = 0
  run.counts[status] = 1
  task.status = status
  task.agentId = 'ann'
  requeue(run, task)
  return { run, task }
}

const seen = ({ run, task }: { run: RunState; task: TaskState }) => ({
  status: task.status,
  counts: { ...run.counts },
  ready: [...run.todo].filter((task) => run.ready.has(task)).map(({ definition }) => definition.key),
  open: openTasks(run),
})

describe('the transitions of a task', () => {
  it('contain or refuse each pair of statuses', () => {
    expect(legal.length + illegal.length).toBe(taskStatuses.length ** 2)
    expect(illegal.length).toBeGreaterThan(legal.length)
  })

  it.each(illegal)('refuse $from to $to, and change nothing', ({ from, to }) => {
    const testRun = runWithTaskIn(from)
    const before = seen(testRun)
    expect(canMove(from, to)).toBe(false)
    expect(() => moveTask(testRun.run, testRun.task, to)).toThrow(`cannot move from ${from} to ${to}`)
    expect(seen(testRun)).toEqual(before)
  })

  it.each(legal)('move from $from to $to and keep the counts correct', ({ from, to }) => {
    const testRun = runWithTaskIn(from)
    moveTask(testRun.run, testRun.task, to)
    const { status, counts, ready, open } = seen(testRun)
    expect(status).toBe(to)
    expect(Object.entries(counts).filter(([, count]) => count !== 0)).toEqual([[to, 1]])
    expect(ready).toEqual(to === 'todo' ? ['a'] : [])
    expect(open).toBe(terminal.some((each) => each === to) ? 0 : 1)
  })

  it.each(terminal)('never leave %s (E3)', (status) => {
    expect(taskMoves[status]).toEqual([])
  })

  it.each(taskStatuses.filter((status) => !terminal.some((each) => each === status)))(
    'allow the cancellation of a task that is %s',
    (status) => {
      expect(canMove(status, 'cancelled')).toBe(true)
    },
  )

  it('never allow a blocked or gated task to be done without a review', () => {
    expect(canMove('blocked', 'done')).toBe(false)
    expect(canMove('todo', 'done')).toBe(false)
  })
})

describe('the transitions of an attempt', () => {
  const attempt = (status: AttemptStatus): AttemptState => ({
    id: 'run_x/a#1',
    runId: 'run_x',
    taskKey: 'a',
    number: 1,
    agentId: 'a',
    startedAt: 0,
    status,
    endedAt: null,
    result: null,
    failure: null,
    reserved: null,
    spent: null,
    leaseUntil: null,
    stop: null,
    memo: null,
  })
  const pairs = attemptStatuses.flatMap((from) => attemptStatuses.map((to) => [from, to] as const))

  it.each(pairs)('from %s to %s follow the table', (from, to) => {
    const move = () => moveAttempt(attempt(from), to)
    if (attemptMoves[from].includes(to)) expect(move).not.toThrow()
    else expect(move).toThrow('cannot move')
  })

  const over = attemptStatuses.filter((status) => status !== 'running' && status !== 'stopping')
  it.each(over)('never leave %s', (status) => {
    expect(attemptMoves[status]).toEqual([])
  })
})
