import { describe, expect, it } from 'vitest'
import { importRoster } from '../../../src-main/agents/rosters/import-roster.ts'
import type { Agent } from '../../../src-shared/model/agents/agent.ts'
import { codes, fixture, imported, nobody } from './roster.ts'

describe('an A2A agent card', () => {
  it('of version 1.0 gives an agent with an address, without a request to it', () => {
    const roster = imported([fixture('card-1.0.json')])
    expect(roster.agents).toEqual([
      {
        id: 'route-cafe',
        name: 'Route Café',
        description: 'Finds ways through towns.',
        kind: 'a2a',
        availability: 'offline',
        effectClass: 'once',
        capacity: 1,
        endpoint: 'https://route.example/a2a',
        capabilities: ['Plans routes', 'Traffic'],
        skills: ['routing', 'ci_cd', 'python', 'route_planner', 'traffic'],
        config: {
          url: 'https://route.example/a2a',
          origin: { format: 'a2a', name: 'Route Café', path: 'card-1.0.json' },
          card: {
            version: '2.1.0',
            provider: 'Route Ltd',
            interfaces: [
              { url: 'https://route.example/a2a', binding: 'JSONRPC', version: '1.0' },
              { url: null, binding: 'GRPC', version: '1.0' },
            ],
            streaming: true,
            pushNotifications: false,
            inputModes: ['text/plain'],
            outputModes: ['application/json'],
            securitySchemes: ['key'],
            cardSkills: [
              {
                id: 'route-planner',
                name: 'Plans routes',
                description: 'From here to there',
                tags: ['Routing', 'CI/CD', '地图', 'python'],
              },
              { id: 'traffic', name: 'Traffic', description: 'What is slow now', tags: [] },
            ],
          },
        },
      },
    ])
    expect(codes(roster)).toEqual(['signature_not_checked', 'no_tags'])
    expect(roster.derived[1]).toEqual({
      agentId: 'route-cafe',
      skill: 'ci_cd',
      where: 'skills[0].tags',
      words: 'CI/CD',
    })
  })

  it('of version 0.3 is read too, without the password in its address', () => {
    const roster = imported([fixture('card-0.3.json')])
    expect(roster.agents[0]).toMatchObject({
      id: 'translator',
      endpoint: 'https://translate.example/rest',
      skills: ['translation', 'language', 'translate'],
      config: {
        url: 'https://translate.example/rest',
        card: {
          protocolVersion: '0.3.0',
          interfaces: [
            { url: null, binding: 'JSONRPC', version: '0.3.0' },
            { url: 'https://translate.example/rest', binding: 'HTTP+JSON', version: '0.3.0' },
          ],
          pushNotifications: true,
        },
      },
    })
    expect(JSON.stringify(roster)).not.toContain('password')
  })

  it.each(['file:///etc/passwd', 'javascript:alert(1)', 'x', ''])('drops an address like %j', (url) => {
    const card = { name: 'x', url, skills: [{ id: 'testing', tags: ['testing'] }], capabilities: {} }
    const roster = imported([{ path: 'card.json', text: JSON.stringify(card) }])
    expect(roster.agents[0]).not.toHaveProperty('endpoint')
    expect(codes(roster)).toEqual(['no_endpoint'])
  })

  it('with invalid JSON is refused at its position', () => {
    expect(importRoster([{ path: 'agent-card.json', text: '{ "name": ' }], nobody)).toMatchObject({
      ok: false,
      error: { code: 'E_JSON' },
    })
  })
})

describe('an A2A agent card that is imported again', () => {
  const card = (url: string) => ({
    path: 'card.json',
    text: JSON.stringify({
      name: 'Rita',
      url,
      skills: [{ id: 'routing', tags: ['routing'] }],
      capabilities: {},
    }),
  })
  const headers = { Authorization: 'Bearer env:SWITCHYARD_AGENT_KEY' }

  function known(): Agent {
    const [agent] = imported([card('https://one.example/a2a')]).agents
    if (agent === undefined) throw new Error('no agent')
    const set = { url: 'https://one.example/a2a', headers, timeoutMs: 5000, skill: 'routing' }
    return { ...agent, config: { ...set, origin: { format: 'a2a', name: 'Rita', path: 'card.json' } } }
  }
  const again = (url: string, agent = known()) =>
    imported([card(url)], { registered: new Map([[agent.id, agent]]) })

  it('keeps the changes of a person', () => {
    const { agents, replaced } = again('https://one.example/new')
    expect(replaced).toEqual(['rita'])
    expect(agents[0]?.config).toMatchObject({
      url: 'https://one.example/new',
      headers,
      timeoutMs: 5000,
      skill: 'routing',
    })
  })

  it('does not send its credentials to another host', () => {
    const roster = again('https://other.example/a2a')
    expect(roster.agents[0]?.config).not.toHaveProperty('headers')
    expect(codes(roster)).toContain('headers_left_out')
  })

  it('stays an external worker', () => {
    const agent: Agent = { ...known(), kind: 'external' }
    const roster = again('https://one.example/a2a', agent)
    expect(roster.agents[0]).toMatchObject({ id: 'rita', kind: 'external' })
    expect(codes(roster)).toContain('stays_external')
  })

  it.each(['http://one.example/a2a', 'http://10.0.0.1/a2a'])('at %s becomes an external worker', (url) => {
    const roster = imported([card(url)])
    expect(roster.agents[0]).toMatchObject({ kind: 'external', endpoint: url })
    const warning = roster.warnings.find(({ code }) => code === 'not_reachable')
    expect(warning?.message).toMatch(/ Use https, or http on this machine only\.$/)
  })
})
