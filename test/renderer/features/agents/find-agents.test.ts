import { describe, expect, it } from 'vitest'
import type { Agent } from '#shared/model/agents/agent.ts'
import { findAgents, skillsOf } from '../../../../src-renderer/features/agents/find-agents.ts'

const agent = (id: string, more: Partial<Agent>): Agent => ({
  id,
  name: id,
  description: '',
  kind: 'builtin',
  skills: [],
  availability: 'online',
  capacity: 1,
  effectClass: 'repeatable',
  config: {},
  ...more,
})

const roster = [
  agent('ash', { name: 'Ash', skills: ['memory_search', 'writing'], description: 'Finds passages.' }),
  agent('hal', { name: 'Hal', kind: 'person', skills: ['writing'] }),
]

describe('agents', () => {
  it('are found by every word, in any field', () => {
    const ids = (query: string) => findAgents(roster, query).map(({ id }) => id)
    expect(ids('')).toEqual(['ash', 'hal'])
    expect(ids('WRIT')).toEqual(['ash', 'hal'])
    expect(ids('person writing')).toEqual(['hal'])
    expect(ids('passages search')).toEqual(['ash'])
    expect(ids('nobody')).toEqual([])
  })

  it('have skills, sorted by frequency', () => {
    expect(skillsOf(roster)).toEqual([
      { skill: 'writing', count: 2 },
      { skill: 'memory_search', count: 1 },
    ])
  })
})
