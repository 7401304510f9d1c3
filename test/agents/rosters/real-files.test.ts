import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codes, imported } from './roster.ts'

const data = join(import.meta.dirname, '../../../../shared/data/agents')
const isThere = existsSync(data)
if (!isThere) console.log('skipped: ../shared/data is not present')

/** Skills, number of tools (null: all) and expected warnings of each file. */
const facts: Record<string, [skills: string[], tools: number | null, oddities: string[]]> = {
  'api-scaffolding-backend-architect': [
    ['backend', 'api_design', 'architecture'],
    null,
    ['all_tools', 'instructions_cut'],
  ],
  'arm-cortex-expert': [['embedded'], 0, ['no_tools', 'instructions_cut']],
  'backend-development-test-automator': [['testing', 'test_automation', 'backend'], null, ['all_tools']],
  'code-reviewer': [['review', 'code_review', 'security'], 6, []],
  'devops-engineer': [['infrastructure', 'ci_cd', 'containers', 'devops'], 6, []],
  'code-documentation-docs-architect': [
    ['documentation', 'architecture'],
    null,
    ['name_differs', 'all_tools'],
  ],
  'application-performance-frontend-developer': [
    ['frontend', 'performance'],
    null,
    ['name_differs', 'all_tools'],
  ],
  'gdpr-ccpa-compliance': [['compliance', 'privacy', 'web_search'], 5, ['front_matter_by_line']],
  'python-pro': [['python'], 6, ['instructions_cut']],
  'comprehensive-review-security-auditor': [
    ['security', 'devops', 'compliance'],
    null,
    ['name_differs', 'all_tools', 'instructions_cut'],
  ],
  'team-lead': [['coordination'], 12, []],
}

const readAll = () =>
  imported(readdirSync(data).map((path) => ({ path, text: readFileSync(join(data, path), 'utf8') })))

describe.skipIf(!isThere)('real sub-agents', () => {
  it('are all imported, with their skills, tools and expected warnings', () => {
    const { agents, warnings } = readAll()
    const found = agents.map(({ name, skills, config }) => {
      const { tools, origin } = config as { tools: string[] | null; origin: { path: string } }
      const odd = warnings.filter(({ where }) => where === origin.path).map(({ code }) => code)
      return [name, [skills, tools?.length ?? null, odd]]
    })
    expect(Object.fromEntries(found)).toEqual(facts)
    expect(warnings.filter(({ where }) => where === 'roster')).toEqual([])
  })

  it('are distinguished from other Markdown files in their original folders', () => {
    const text = readFileSync(join(data, 'api-scaffolding-backend-architect.md'), 'utf8')
    const roster = imported([{ path: 'plugins/api-scaffolding/agents/backend-architect.md', text }])
    expect(codes(roster)).toEqual(['name_differs', 'all_tools', 'instructions_cut'])
    expect(roster.agents[0]).toMatchObject({
      id: 'api-scaffolding-backend-architect',
      discipline: 'api scaffolding',
    })
  })

  it('are read even if strict YAML refuses them', () => {
    const gdpr = readAll().agents.find(({ id }) => id === 'gdpr-ccpa-compliance')
    expect(gdpr?.description).toMatch(
      /^Use when the user needs .* Triggers on: 'GDPR', .* 'California privacy'\.$/,
    )
    expect(gdpr?.config).toMatchObject({ tools: ['Read', 'Grep', 'Glob', 'WebFetch', 'WebSearch'] })
  })

  it('keep a folded description, the model and the color', () => {
    const { agents } = readAll()
    expect(agents.find(({ id }) => id === 'arm-cortex-expert')?.description).toMatch(
      /^Senior embedded software engineer .* for ARM Cortex-M microcontrollers .*peripheral drivers\.$/,
    )
    expect(agents.find(({ id }) => id === 'team-lead')?.config).toMatchObject({
      model: 'fable',
      color: 'blue',
    })
  })
})
