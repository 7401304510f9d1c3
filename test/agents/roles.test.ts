import { describe, expect, it } from 'vitest'
import { roles } from '../../src-main/agents/roles.ts'
import { normaliseSkill } from '../../src-main/assignment/skills.ts'
import { knownSkills } from '../../src-main/assignment/vocabulary.ts'
import { agentSchema } from '../../src-shared/model/agent.ts'

describe('the roles', () => {
  it('have names of their own, whatever they are called by', () => {
    const ids = roles.flatMap(({ id, otherIds }) => [id, ...otherIds])
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9_]{0,63}$/)
  })

  it('have those of document 002 among them', () => {
    const ids = roles.flatMap(({ id, otherIds }) => [id, ...otherIds])
    for (const id of [
      'workshopper',
      'project_manager',
      'backend_developer',
      'frontend_developer',
      'qa_engineer',
    ])
      expect(ids).toContain(id)
  })

  it.each(roles)('$id has skills that are normalised words of the vocabulary', ({ skills }) => {
    expect(new Set(skills).size).toBe(skills.length)
    for (const skill of skills) {
      expect(normaliseSkill(skill, new Map())).toBe(skill)
      expect(knownSkills).toContain(skill)
    }
  })

  it.each(roles)('$id can be an agent', ({ id, name, description, discipline, skills, charter }) => {
    const agent = { id, name, description, discipline, skills, charter, role: name, kind: 'external' }
    expect(agentSchema.safeParse(agent).success).toBe(true)
  })
})
