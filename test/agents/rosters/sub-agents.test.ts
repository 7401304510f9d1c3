import { describe, expect, it } from 'vitest'
import { codes, fixture, imported, subAgent } from './roster.ts'

const apiSmith = fixture('plugins/backend-development/agents/api-smith.md')

describe('a sub-agent of Claude Code', () => {
  it('becomes an external agent with the facts of its file as data', () => {
    const { agents, formats } = imported([apiSmith])
    expect(formats).toEqual(['subagents'])
    expect(agents).toEqual([
      {
        id: 'api-smith',
        name: 'api-smith',
        description: expect.stringContaining('Shapes interfaces'),
        kind: 'external',
        skills: ['api_design', 'backend', 'web_search'],
        availability: 'offline',
        capacity: 1,
        effectClass: 'once',
        discipline: 'backend development',
        config: {
          origin: { format: 'subagents', name: 'api-smith', path: apiSmith.path },
          tools: ['Read', 'Grep', 'Agent(critic, scribe)', 'WebSearch'],
          disallowedTools: ['Bash'],
          model: 'opus',
          maxTurns: 12,
          permissionMode: 'bypassPermissions',
          loadedSkills: ['house-style'],
          mcpServers: ['github', 'tracker'],
          background: true,
          color: 'green',
          instructions: 'You shape interfaces. Write contracts first.',
          instructionsLength: 44,
        },
      },
    ])
  })

  it('reports the words that led to each skill', () => {
    expect(imported([apiSmith]).derived).toEqual([
      { agentId: 'api-smith', skill: 'api_design', where: 'description, when to use it', words: 'OpenAPI' },
      { agentId: 'api-smith', skill: 'backend', where: 'folder', words: 'backend' },
      { agentId: 'api-smith', skill: 'web_search', where: 'tools', words: 'WebSearch' },
    ])
  })

  it('brings no commands and no secrets, with a warning', () => {
    const roster = imported([apiSmith])
    expect(codes(roster)).toEqual([
      'hooks_not_kept',
      'servers_not_kept',
      'permission_bypass',
      'unknown_field',
    ])
    expect(JSON.stringify(roster)).not.toMatch(/secret-token|run-tracker|rm -rf/)
  })

  it('is read line by line if its front matter is invalid YAML', () => {
    const { agents, derived, warnings } = imported([fixture('broken-yaml.md')])
    expect(agents[0]).toMatchObject({
      id: 'lamp-keeper',
      description: "Use when lamps fail: outages, on-call pages. Triggers on: 'incident', 'postmortem'.",
      skills: ['incident_response'],
      config: { tools: ['Read', 'Grep'], model: 'haiku', instructions: 'Keep the lamps lit.' },
    })
    expect(derived[0]?.words).toBe('outages')
    expect(warnings).toEqual([
      {
        code: 'front_matter_by_line',
        where: 'broken-yaml.md',
        message: expect.stringMatching(/^The front matter is not valid YAML .* Line 2, column 14: /),
      },
      expect.objectContaining({ code: 'name_differs' }),
    ])
  })

  it.each([
    ['tools: []\n', [], 'no_tools'],
    ['', null, 'all_tools'],
    ['tools:\n', null, 'all_tools'],
    ['tools: [Read, Bash(git log, git show)]\n', ['Read', 'Bash(git log', 'git show)'], null],
    ['tools: "*"\n', ['*'], null],
  ])('with %j has the tools %j', (line, tools, code) => {
    const text = `---\nname: a\ndescription: Use for testing.\n${line}---\nGo.`
    const roster = imported([{ path: 'a.md', text }])
    expect(roster.agents[0]?.config).toMatchObject({ tools })
    expect(codes(roster)).toEqual(code === null ? [] : [code])
  })

  it('uses its complete description if no sentence says when to use it', () => {
    const { derived } = imported([subAgent('ada', 'Firmware for STM32 boards, in Rust.')])
    expect(derived.map(({ skill, where }) => [skill, where])).toEqual([
      ['embedded', 'description'],
      ['rust', 'description'],
    ])
  })

  it.each([
    'Use for testing. Do not use for marketing.',
    'Use for testing. <example>user: help with marketing</example>',
    'Use when testing while keeping marketing informed.',
    'Knows marketing people. Use proactively for tests.',
  ])('uses only the description of the work from %j', (description) => {
    expect(imported([subAgent('ada', description)]).agents[0]?.skills).toEqual(['testing'])
  })

  it('gets no skill from a folder of several topics', () => {
    const both = imported([subAgent('ada', 'Use it.', 'categories/04-quality-assurance-security/ada.md')])
    expect(both.agents[0]).toMatchObject({ skills: [], discipline: 'quality assurance security' })
    expect(codes(both)).toContain('no_skills')
    const one = imported([subAgent('ada', 'Use it.', 'categories/03-infrastructure/ada.md')])
    expect(one.agents[0]?.skills).toEqual(['infrastructure'])
  })

  it('keeps the beginning of a long prompt and a long description', () => {
    const text = `---\nname: ada\ndescription: Use for tests ${'😀'.repeat(2000)}\n---\n${'é'.repeat(9000)}`
    const roster = imported([{ path: 'ada.md', text }])
    expect(codes(roster)).toEqual(['description_cut', 'all_tools', 'instructions_cut'])
    expect(roster.agents[0]?.config).toMatchObject({
      instructions: 'é'.repeat(8000),
      instructionsLength: 9000,
    })
    expect(roster.agents[0]?.description).toHaveLength(2000)
  })

  it('is distinguished from other Markdown files of its folder', () => {
    const roster = imported([
      subAgent('ada', 'Use for tests.', 'agents/ada.md'),
      subAgent('deploy', 'Ships it.', 'commands/deploy.md'),
      subAgent('brand', 'Use for brands.', 'skills/brand/SKILL.md'),
      { path: 'README.md', text: '# Agents\n' },
      { path: 'post.md', text: '---\ntitle: A post\n---\nHello.' },
    ])
    expect(roster.agents.map(({ id }) => id)).toEqual(['ada'])
    expect(roster.warnings.at(-1)).toMatchObject({
      code: 'not_an_agent',
      message: expect.stringContaining(
        '4 files ("README.md", "commands/deploy.md", "post.md", "skills/brand/SKILL.md")',
      ),
    })
  })

  it('without a name gets the name of its file', () => {
    const roster = imported([{ path: 'x/ada.md', text: '---\ndescription: Use for tests.\n---\nGo.' }])
    expect(roster.agents[0]).toMatchObject({ id: 'ada', name: 'ada' })
    expect(codes(roster)).toContain('missing_name')
  })
})

describe('an agent of opencode', () => {
  it('has all tools except those that its map disables', () => {
    const text = (tools: string) =>
      `---\nname: critic\ndescription: Reviews code\ntools:\n${tools}---\nLook.\n`
    const read = (tools: string) => imported([{ path: 'critic.md', text: text(tools) }])
    const roster = read('  write: false\n  edit: false\n  bash: true\n')
    expect(roster.agents[0]?.config).toMatchObject({ tools: null, disallowedTools: ['write', 'edit'] })
    expect(codes(roster)).not.toContain('no_tools')
    expect(read('  bash: true\n').agents[0]?.config).not.toHaveProperty('disallowedTools')
  })
})
