import { describe, expect, it } from 'vitest'
import {
  findingsOf,
  firstError,
  noFindings,
  withFindings,
  worstOf,
} from '../../../../src-renderer/features/designer/findings/findings.tsx'
import { findFault } from '../../../../src-renderer/features/designer/inspector/task-fields.ts'
import { sharedOf, valueOr } from '../../../../src-renderer/features/designer/inspector/value-fields.tsx'
import {
  createRoster,
  listAble,
  listPinnable,
} from '../../../../src-renderer/features/designer/roster/roster.ts'
import type { PlanFinding } from '../../../../src-shared/model/plan-finding.ts'
import { agentOf } from '../../../support/engine.ts'
import { club } from '../../entities/plans/edits/plans.ts'

const finding = (id: string, taskKeys: string[], more: Partial<PlanFinding> = {}): PlanFinding => ({
  ...{ id, code: id, severity: 'warning', taskKeys, place: null, message: `About ${id}`, fixes: [] },
  ...more,
})

describe('findings of a plan', () => {
  const first = withFindings(noFindings, [finding('x', ['a', 'z']), finding('y', ['a'])], club)

  it('are grouped by task', () => {
    expect(findingsOf(first, 'a').map(({ id }) => id)).toEqual(['x', 'y'])
    expect(findingsOf(first, 'g')).toEqual([])
  })

  it('keep the same list object for a task without new findings', () => {
    const next = withFindings(first, [finding('x', ['a', 'z'])], club)
    expect(findingsOf(next, 'z')).toBe(findingsOf(first, 'z'))
    expect(findingsOf(next, 'a')).not.toBe(findingsOf(first, 'a'))
  })

  it('prevent a run only as errors', () => {
    expect(firstError(first)).toBeNull()
    const error = finding('bad', ['a'], { severity: 'error' })
    expect(firstError(withFindings(first, [finding('x', []), error], club))).toBe(error)
  })

  it('mark a task by the highest severity, and not for hints', () => {
    const hint = finding('h', ['a'], { severity: 'hint' })
    expect(worstOf([hint])).toBeNull()
    expect(worstOf([hint, finding('x', ['a'])])).toBe('warning')
    expect(worstOf([finding('x', ['a']), finding('e', ['a'], { severity: 'error' })])).toBe('error')
  })

  it('are shown at their field', () => {
    const found = [finding('vague_title', ['a'], { severity: 'hint' }), finding('bad_condition', ['a'])]
    expect(findFault(found, 'condition')).toEqual({ warning: 'About bad_condition' })
    expect(findFault(found, 'title')).toBeUndefined()
    const error = finding('never_runs', ['a'], { severity: 'error' })
    expect(findFault([...found, error], 'condition')).toBe('About never_runs')
  })
})

describe('the values of several tasks', () => {
  it('are one value or mixed', () => {
    expect(
      valueOr(
        sharedOf(club.tasks, ({ priority }) => priority),
        'mixed',
      ),
    ).toBe('medium')
    expect(
      valueOr(
        sharedOf(club.tasks, ({ key }) => key),
        'mixed',
      ),
    ).toBe('mixed')
  })
})

describe('the matching agents of a task', () => {
  const view = (id: string, skills: string[]) => ({ ...agentOf(id, { skills }), running: 0 })
  const roster = createRoster(
    [view('ash', ['research', 'writing']), view('hal', ['research'])],
    [{ alias: 'looking_up', skill: 'research' }],
  )

  it('are all agents with its skills, limited to the agents for the run', () => {
    expect(listAble(roster, ['research'], null)).toEqual({ names: ['ash', 'hal'], missing: [] })
    expect(listAble(roster, ['research'], ['hal']).names).toEqual(['hal'])
  })

  it('are empty, with the missing skills of the closest agent', () => {
    expect(listAble(roster, ['research', 'writing', 'song'], null)).toEqual({ names: [], missing: ['song'] })
  })

  it('are listed for an assignment: matching agents first, the others with their missing skills', () => {
    const listed = listPinnable(roster, ['writing'], null)
    expect(listed.map(({ missing }) => missing.length)).toEqual(listed.map((_, at) => (at === 0 ? 0 : 1)))
    expect(listed.at(-1)?.missing).toEqual(['writing'])
    expect(listPinnable(roster, ['writing'], ['hal']).map(({ id }) => id)).toEqual(['hal'])
  })

  it('include agents with the skill under an alias', () => {
    const renamed = createRoster([view('dba', ['postgres'])], [{ alias: 'postgres', skill: 'database' }])
    for (const skill of ['postgres', 'database']) {
      expect(listAble(renamed, [skill], null).names).toEqual(['dba'])
      expect(listPinnable(renamed, [skill], null)[0]?.missing).toEqual([])
    }
  })

  it('exclude simulated agents', () => {
    const simulated = { ...agentOf('sam', { skills: ['backend'], kind: 'scripted' }), running: 0 }
    const played = createRoster([simulated], [])
    expect(listAble(played, ['backend'], null)).toEqual({ names: [], missing: ['backend'] })
    expect(listPinnable(played, ['backend'], null)).toEqual([])
  })

  it('are found by words in capitals', () => {
    expect(roster.skillOf('MemorySearch')).toBe('memory_search')
    expect(roster.skillOf('JavaScript')).toBe('javascript')
  })

  it('are also found by aliases of a skill', () => {
    expect(roster.skillOf(' Looking Up ')).toBe('research')
    expect(roster.skills).toEqual(['research', 'writing'])
  })
})
