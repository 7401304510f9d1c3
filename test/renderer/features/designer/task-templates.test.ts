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
  it('asks for the skill of our own agents where anybody may do it', () => {
    expect(skillsOf('backend', null)).toEqual(['backend_developer'])
  })

  it('asks for it by the word, or the alias, that the crew has for it', () => {
    expect(skillsOf('backend', ['theirs'])).toEqual(['backend'])
    expect(skillsOf('tests', ['theirs'])).toEqual(['qa'])
  })

  it('keeps the word of our own agents where nobody of the crew has one', () => {
    expect(skillsOf('research', ['theirs'])).toEqual(['research'])
    expect(skillsOf('phase', ['theirs'])).toBeUndefined()
  })
})
