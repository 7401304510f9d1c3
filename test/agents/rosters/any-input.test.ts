import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importRoster } from '../../../src-main/agents/rosters/import-roster.ts'
import { a2aConfigSchema } from '../../../src-shared/model/agents/a2a-agent.ts'
import { type Agent, agentSchema } from '../../../src-shared/model/agents/agent.ts'
import { fixture, nobody } from './roster.ts'

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('Tester', 'a: b', '- x', 'use for tests'),
)
const anything = fc.jsonValue({ maxDepth: 3 })
const path = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'a.md',
    'x/agents/a.md',
    'agents.yaml',
    'config/tasks.yml',
    'agent-card.json',
    '02-security/b.md',
  ),
)

const line = fc.oneof(
  fc
    .tuple(fc.constantFrom('name', 'description', 'tools', 'skills', 'hooks', 'mcpServers', 'x'), text)
    .map(([name, value]) => `${name}: ${value}`),
  text,
)
const subAgent = fc
  .tuple(text, fc.array(line, { maxLength: 6 }), text)
  .map(([name, lines, body]) => `---\nname: ${name}\n${lines.join('\n')}\n---\n${body}`)

const mostly = (value: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: anything })

/** JSON is also YAML, so one arbitrary generates both formats, including escapes that only YAML accepts. */
const crew = fc
  .dictionary(
    text,
    mostly(
      fc.record(
        {
          role: mostly(text),
          goal: mostly(text),
          backstory: mostly(text),
          llm: anything,
          tools: mostly(fc.array(text)),
        },
        { requiredKeys: ['role', 'goal'] },
      ),
    ),
  )
  .map(
    (record) =>
      `scout: { role: "r\\0\\uD800", goal: g }\n${Object.entries(record)
        .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
        .join('\n')}`,
  )

const card = fc
  .record(
    {
      name: text,
      description: mostly(text),
      url: mostly(fc.webUrl()),
      supportedInterfaces: mostly(fc.array(fc.record({ url: mostly(fc.webUrl()), protocolBinding: text }))),
      additionalInterfaces: anything,
      capabilities: fc.constant({}),
      securitySchemes: anything,
      provider: anything,
      skills: fc.array(
        mostly(fc.record({ id: mostly(text), name: mostly(text), tags: mostly(fc.array(mostly(text))) })),
      ),
    },
    { requiredKeys: ['name', 'skills', 'capabilities'] },
  )
  .map((value) => JSON.stringify(value))

const file = fc.oneof(
  fc.record({ path, text: fc.oneof(text, fc.json()) }),
  fc.record({ path, text: fc.oneof(subAgent, crew, card) }),
  fc.record({ path: fc.constant('agents.yaml'), text: crew }),
  fc.constantFrom(fixture('card-1.0.json'), fixture('broken-yaml.md'), fixture('agents.yaml')),
)

describe('importRoster', () => {
  it('turns any files into agents with unique ids and valid skills, or refuses them', () => {
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 6 }), (files) => {
        const result = importRoster(files, nobody)
        if (!result.ok) {
          expect(result.error.message).toMatch(/\.$/)
          return
        }
        const { agents, derived, warnings } = result.value
        expect(new Set(agents.map(({ id }) => id)).size).toBe(agents.length)
        for (const agent of agents) {
          expect(agentSchema.parse(agent)).toEqual(agent)
          expect(agent.availability).toBe('offline')
          if (agent.kind === 'a2a') expect(a2aConfigSchema.safeParse(agent.config).error).toBeUndefined()
          else expect(agent.kind).toBe('external')
          const own = derived.filter(({ agentId }) => agentId === agent.id)
          expect(own.map(({ skill }) => skill)).toEqual(agent.skills)
          expect(JSON.stringify(agent).isWellFormed()).toBe(true)
          expect(JSON.stringify(agent)).not.toMatch(/\\u0000|\\ud[89a-f]/)
        }
        for (const { code, where, message } of warnings) {
          expect(code).toMatch(/^[a-z_]+$/)
          expect(where).not.toBe('')
          expect(message).toMatch(/^[A-Z][^\n]*\.$/)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('matches all agents when the same files are imported again', () => {
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 5 }), (files) => {
        const first = importRoster(files, nobody)
        if (!first.ok) return
        const registered = new Map<string, Agent>(first.value.agents.map((agent) => [agent.id, agent]))
        const second = importRoster(files, { ...nobody, registered })
        expect(second).toMatchObject({ ok: true, value: { agents: first.value.agents } })
        expect(second.ok && second.value.replaced).toEqual(first.value.agents.map(({ id }) => id))
      }),
      { numRuns: 100 },
    )
  })
})
