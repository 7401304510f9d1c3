import { describe, expect, it } from 'vitest'
import { attemptStatuses } from '#shared/model/runs/attempt.ts'
import { runStatuses } from '#shared/model/runs/run.ts'
import { taskStatuses } from '#shared/model/task.ts'
import {
  statusLooks,
  statusOfAttempt,
  statusOfRun,
  statusOfTask,
} from '../../../src-renderer/ui/status-looks.ts'

const counts = Object.fromEntries(taskStatuses.map((status) => [status, 0])) as Record<
  (typeof taskStatuses)[number],
  number
>

describe('statusLooks', () => {
  it('gives every status a word and a shape of its own', () => {
    const looks = Object.values(statusLooks)
    expect(new Set(looks.map(({ word }) => word)).size).toBe(looks.length)
    const shapes = looks.map((look) => [look.icon, 'isFilled' in look])
    expect(
      new Set(
        shapes.map(([icon, isFilled]) => `${looks.findIndex((look) => look.icon === icon)} ${isFilled}`),
      ).size,
    ).toBe(looks.length)
  })
})

describe('statusOfTask', () => {
  it.each(taskStatuses)('has a look for a task that is %s', (status) => {
    expect(statusLooks).toHaveProperty(statusOfTask({ status, reason: null }))
  })

  it('tells a task nobody can do from one that waits for its turn', () => {
    const reason = { code: 'no_agent' as const, message: '' }
    expect(statusOfTask({ status: 'todo', reason })).toBe('unassigned')
    expect(statusOfTask({ status: 'todo', reason: null })).toBe('ready')
  })

  it('tells a task that is tried again, and one that no money is left for, from one that is ready', () => {
    expect(statusOfTask({ status: 'todo', reason: { code: 'backoff', message: '' } })).toBe('retrying')
    expect(statusOfTask({ status: 'todo', reason: { code: 'budget', message: '' } })).toBe('blocked')
  })

  it('tells a task that a person said no to from one that was cancelled', () => {
    expect(statusOfTask({ status: 'cancelled', reason: { code: 'rejected', message: '' } })).toBe('rejected')
    expect(statusOfTask({ status: 'cancelled', reason: { code: 'cancelled', message: '' } })).toBe(
      'cancelled',
    )
  })

  it('tells a task held by a report of its agent from one that waits for its dependencies', () => {
    expect(statusOfTask({ status: 'blocked', reason: { code: 'reported', message: '' } })).toBe('blocked')
    expect(statusOfTask({ status: 'blocked', reason: { code: 'dependency', message: '' } })).toBe('waiting')
  })
})

describe('statusOfAttempt', () => {
  it.each(attemptStatuses)('has a look for an attempt that is %s', (status) => {
    expect(statusLooks).toHaveProperty(statusOfAttempt(status))
  })
})

describe('statusOfRun', () => {
  it.each(runStatuses)('has a look for a run that is %s', (status) => {
    expect(statusLooks).toHaveProperty(statusOfRun({ status, outcome: null, counts }))
  })

  it('says that a waiting run needs a person when a gate is closed', () => {
    expect(
      statusOfRun({ status: 'waiting', outcome: null, counts: { ...counts, awaiting_approval: 1 } }),
    ).toBe('needs_you')
    expect(statusOfRun({ status: 'waiting', outcome: null, counts })).toBe('blocked')
  })
})
