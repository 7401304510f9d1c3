import { describe, expect, it } from 'vitest'
import { phaseOf } from '../../../src-renderer/features/run/goal/goal-line.tsx'
import { taskView } from '../task-view.ts'

const counts = { awaiting_approval: 0 } as never
const running = { status: 'running', outcome: null, counts } as const
const scoped = taskView('1', { position: 0, status: 'done', requiredSkills: ['workshopper'] })
const next = (skill: string) => taskView('2', { position: 1, requiredSkills: [skill] })

describe('the phase of a goal', () => {
  it.each([
    ['project_manager', 'Planning'],
    ['backend_developer', 'Building'],
    ['technical_writer', 'Writing'],
    ['tester', 'Testing'],
    ['escalation', 'Waiting for an answer'],
  ])('is the phase of the newest open task: %s', (skill, phase) => {
    expect(phaseOf(running, [scoped, next(skill)])).toBe(phase)
  })

  it('is deciding while no task of an active run is open', () => {
    expect(phaseOf(running, [scoped])).toBe('Choosing the next step')
    expect(phaseOf({ ...running, status: 'paused' }, [scoped])).toBeNull()
  })

  it.each([
    ['done', 'succeeded', 'Succeeded'],
    ['done', 'succeeded_with_gaps', 'Succeeded with gaps'],
    ['failed', 'failed', 'Failed'],
    ['failed', 'rejected', 'Rejected'],
    ['cancelled', 'cancelled', 'Cancelled'],
  ] as const)('is the outcome of its ended run, with any open tasks: %s, %s', (status, outcome, word) => {
    expect(phaseOf({ status, outcome, counts }, [scoped, next('tester')])).toBe(word)
  })

  it('ignores property names of objects', () => {
    expect(phaseOf(running, [next('constructor')])).toBe('Building')
  })
})
