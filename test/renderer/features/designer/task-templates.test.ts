import { describe, expect, it } from 'vitest'
import { listTemplates } from '../../../../src-renderer/features/designer/pick/find-choices.ts'
import { createRoster } from '../../../../src-renderer/features/designer/roster/roster.ts'
import { agentOf } from '../../../support/engine.ts'

const agent = (id: string, ...skills: string[]) => ({ ...agentOf(id, { skills }), running: 0 })
const roster = createRoster(
  [agent('ours', 'backend_developer', 'tester'), agent('theirs', 'backend', 'qa')],
  [{ alias: 'testing', skill: 'qa' }],
)
const skillsOf = (id: string, crew: readonly string[] | null) =>
  listTemplates(roster, crew).find((each) => each.id === id)?.fields.requiredSkills

describe('a kind of work', () => {
  it('requires the skill of the own agents if any agent may do it', () => {
    expect(skillsOf('backend', null)).toEqual(['backend_developer'])
  })

  it('requires the skill with the name or alias that the selected agents use', () => {
    expect(skillsOf('backend', ['theirs'])).toEqual(['backend'])
    expect(skillsOf('tests', ['theirs'])).toEqual(['qa'])
  })

  it('keeps the name of the own agents if no selected agent has the skill', () => {
    expect(skillsOf('research', ['theirs'])).toEqual(['research'])
    expect(skillsOf('phase', ['theirs'])).toBeUndefined()
  })
})
