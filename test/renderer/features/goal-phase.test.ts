import { describe, expect, it } from 'vitest'
import { phaseOf } from '../../../src-renderer/features/run/goal-phase.ts'
import { taskView } from '../task-view.ts'

const running = { status: 'running' } as const
const scoped = taskView('1', { position: 0, status: 'done', requiredSkills: ['workshopper'] })
const next = (skill: string) => taskView('2', { position: 1, requiredSkills: [skill] })

describe('the phase of a goal', () => {
  it.each([
    ['project_manager', 'Planning'],
    ['backend_developer', 'Building'],
    ['technical_writer', 'Writing'],
    ['tester', 'Testing'],
    ['escalation', 'Waiting for an answer'],
  ])('is read off the newest open task: %s', (skill, phase) => {
    expect(phaseOf(running, [scoped, next(skill)])).toBe(phase)
  })

  it('is the deciding while nothing is open in a run that goes on', () => {
    expect(phaseOf(running, [scoped])).toBe('Deciding what comes next')
    expect(phaseOf({ status: 'paused' }, [scoped])).toBeNull()
  })

  it('is how it ended when its run is over, whatever is left open', () => {
    expect(phaseOf({ status: 'done' }, [scoped], 'reached')).toBe('Reached')
    expect(phaseOf({ status: 'done' }, [scoped], 'scaffolds')).toBe('Succeeded with gaps')
    expect(phaseOf({ status: 'done' }, [scoped])).toBe('Finished')
    expect(phaseOf({ status: 'failed' }, [scoped])).toBe('Not reached')
    expect(phaseOf({ status: 'cancelled' }, [next('tester')])).toBe('Given up')
  })

  it('takes no name of an object for a skill', () => {
    expect(phaseOf(running, [next('constructor')])).toBe('Building')
  })
})
