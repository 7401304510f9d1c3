import { describe, expect, it } from 'vitest'
import { importRoster } from '../../../src-main/agents/rosters/import-roster.ts'
import { codes, fixture, imported, nobody } from './roster.ts'

describe('agents.yaml of CrewAI', () => {
  const crew = { ...fixture('agents.yaml'), path: 'config/agents.yaml' }
  const tasks = { ...fixture('tasks.yaml'), path: 'config/tasks.yaml' }

  it('gives its agents with role, goal and backstory', () => {
    const { agents } = imported([crew])
    expect(agents).toMatchObject([
      {
        id: 'scout',
        kind: 'external',
        availability: 'offline',
        role: '{topic} market researcher',
        description: '{topic} market researcher: Find what is new about {topic} and compare it',
        charter: { mission: 'Find what is new about {topic} and compare it' },
        skills: ['research'],
        config: {
          origin: { format: 'crewai', name: 'scout', path: 'config/agents.yaml' },
          tools: ['search_tool', 'scrape_tool'],
          model: 'gpt-5',
          maxTurns: 7,
          mayDelegate: false,
          instructions: 'You have read everything.',
        },
      },
      {
        id: 'scribe',
        skills: ['documentation', 'technical_writing'],
        config: { tools: [], model: 'anthropic/claude' },
      },
    ])
  })

  it('reports ignored parts and open placeholders', () => {
    const roster = imported([crew, tasks])
    expect(roster.warnings.map(({ code, where }) => [code, where])).toEqual([
      ['not_an_agent', 'config/agents.yaml: shared'],
      ['open_places', 'config/agents.yaml: scout'],
      ['unknown_field', 'config/agents.yaml: scribe'],
      ['tasks_not_imported', 'config/tasks.yaml'],
    ])
    expect(roster.warnings.at(-1)?.message).toContain('2 tasks with 1 dependency')
    expect(codes(roster)).not.toContain('unreadable_file')
  })

  it('with tasks only is refused', () => {
    expect(importRoster([tasks], nobody)).toMatchObject({ ok: false, error: { code: 'E_FORMAT' } })
  })

  it('with invalid YAML is refused at its position, and skipped in a folder', () => {
    const broken = { path: 'agents.yaml', text: 'a:\n  role: x\n  role: y\n  goal: z\n' }
    const refused = importRoster([broken], nobody)
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'E_KEY',
        message: 'Line 3, column 3: duplicate key "role" in one object.',
      },
    })
    expect(imported([crew, broken]).warnings).toContainEqual({
      code: 'unreadable_file',
      where: 'agents.yaml',
      message: expect.stringContaining('Line 3'),
    })
  })
})
