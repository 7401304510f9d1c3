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
  it('gives every status its own label and shape', () => {
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
  it.each(taskStatuses)('has an appearance for a task that is %s', (status) => {
    expect(statusLooks).toHaveProperty(statusOfTask({ status, reason: null }))
  })

  it('distinguishes a task without an agent from a waiting one', () => {
    const reason = { code: 'no_agent' as const, message: '' }
    expect(statusOfTask({ status: 'todo', reason })).toBe('unassigned')
    expect(statusOfTask({ status: 'todo', reason: null })).toBe('ready')
  })

  it('distinguishes a task with a retry, and one without budget, from a ready one', () => {
    expect(statusOfTask({ status: 'todo', reason: { code: 'backoff', message: '' } })).toBe('retrying')
    expect(statusOfTask({ status: 'todo', reason: { code: 'budget', message: '' } })).toBe('blocked')
  })

  it('distinguishes a rejected task from a cancelled one', () => {
    expect(statusOfTask({ status: 'cancelled', reason: { code: 'rejected', message: '' } })).toBe('rejected')
    expect(statusOfTask({ status: 'cancelled', reason: { code: 'cancelled', message: '' } })).toBe(
      'cancelled',
    )
  })

  it('distinguishes a task with a reported blocker from one that waits for dependencies', () => {
    expect(statusOfTask({ status: 'blocked', reason: { code: 'reported', message: '' } })).toBe('blocked')
    expect(statusOfTask({ status: 'blocked', reason: { code: 'dependency', message: '' } })).toBe('waiting')
  })
})

describe('statusOfAttempt', () => {
  it.each(attemptStatuses)('has an appearance for an attempt that is %s', (status) => {
    expect(statusLooks).toHaveProperty(statusOfAttempt(status))
  })
})

describe('statusOfRun', () => {
  it.each(runStatuses)('has an appearance for a run that is %s', (status) => {
    expect(statusLooks).toHaveProperty(statusOfRun({ status, outcome: null, counts }))
  })

  it('shows that a waiting run with an open gate needs a person', () => {
    expect(
      statusOfRun({ status: 'waiting', outcome: null, counts: { ...counts, awaiting_approval: 1 } }),
    ).toBe('needs_you')
    expect(statusOfRun({ status: 'waiting', outcome: null, counts })).toBe('blocked')
  })
})
