import { describe, expect, it } from 'vitest'
import { importRoster } from '../../../src-main/agents/rosters/import-roster.ts'
import type { Agent } from '../../../src-shared/model/agents/agent.ts'
import { codes, fixture, imported, nobody, subAgent } from './roster.ts'

const registered = (...agents: readonly Agent[]) => new Map(agents.map((agent) => [agent.id, agent]))

describe('importRoster', () => {
  it('reads all formats in a folder, in the order of the paths', () => {
    const roster = imported([fixture('card-0.3.json'), fixture('agents.yaml'), fixture('broken-yaml.md')])
    expect(roster.formats).toEqual(['crewai', 'subagents', 'a2a'])
    expect(roster.agents.map(({ id }) => id)).toEqual(['scout', 'scribe', 'lamp-keeper', 'translator'])
  })

  it('gives agents with equal names unique ids', () => {
    const roster = imported([
      subAgent('tester', 'Use for tests.', 'a/tester.md'),
      subAgent('tester', 'Use for tests.', 'b/tester.md'),
      subAgent('Tester', 'Use for tests.', 'c/Tester.md'),
    ])
    expect(roster.agents.map(({ id }) => id)).toEqual(['tester', 'tester-2', 'tester-3'])
    expect(codes(roster).filter((code) => code === 'id_taken')).toHaveLength(2)
  })

  it('keeps agents of other sources, and matches its own', () => {
    const file = subAgent('tess', 'Use for tests.')
    const [own] = imported([file]).agents
    if (own === undefined) throw new Error('no agent')
    const foreign: Agent = { ...own, kind: 'scripted', config: {} }
    const first = imported([file], { registered: registered(foreign) })
    expect(first.agents[0]?.id).toBe('tess-2')
    expect(first).toMatchObject({ replaced: [], warnings: [{}, { code: 'id_taken' }] })
    const second = imported([file], { registered: registered(foreign, ...first.agents) })
    expect(second.replaced).toEqual(['tess-2'])
    expect(second.agents).toEqual(first.agents)
  })

  it("keeps a person's changes to an agent unless told otherwise", () => {
    const [agent] = imported([subAgent('ada', 'Use for tests.')]).agents
    if (agent === undefined) throw new Error('no agent')
    const price = { amountMinor: 20, currency: 'EUR' }
    const set: Agent = { ...agent, availability: 'online', capacity: 3, effectClass: 'repeatable', price }
    const changed = subAgent('ada', 'Use for security.', 'other/ada.md')
    const again = imported([changed], { registered: registered(set) })
    expect(again.agents[0]).toMatchObject({
      availability: 'online',
      capacity: 3,
      effectClass: 'repeatable',
      price,
      skills: ['security'],
    })
    expect(codes(again)).toContain('other_file')
    const away = imported([changed], { registered: registered(set), isOnline: false })
    expect(away.agents[0]?.availability).toBe('offline')
  })

  it('leaves an agent offline until a person sets it online', () => {
    expect(imported([subAgent('ada', 'Use for tests.')], { isOnline: true }).agents[0]?.availability).toBe(
      'online',
    )
  })

  it('names skills by the table of aliases, and finds synonyms', () => {
    const aliases = new Map([
      ['testing', 'verification'],
      ['lamp_keeping', 'lighting'],
    ])
    const { agents, derived } = imported([subAgent('ada', 'Use for tests and lamp-keeping.')], { aliases })
    expect(agents[0]?.skills).toEqual(['verification', 'lighting'])
    expect(derived[1]).toMatchObject({ skill: 'lighting', words: 'lamp-keeping' })
  })

  it.each([
    ['no text', ''],
    ['prose', '# Hello\n'],
    ['a plan', '{"plan_id":"p","tasks":[]}'],
    ['a roster of its own', '{"agents":[{"id":"ash"}]}'],
    ['front matter of something else', '---\ntitle: x\n---\n'],
    ['front matter without an end', '---\nname: x\n'],
  ])('refuses %s', (_what, text) => {
    expect(importRoster([{ path: 'x.md', text }], nobody)).toMatchObject({
      ok: false,
      error: { code: 'E_FORMAT', hint: expect.stringContaining('/api/v1/agents') },
    })
  })

  it('refuses more agents than a roster can contain', () => {
    const files = Array.from({ length: 1001 }, (_, index) => subAgent(`a${index}`, 'Use for tests.'))
    expect(importRoster(files, nobody)).toMatchObject({ ok: false, error: { code: 'E_RANGE', limit: 1000 } })
  })
})
