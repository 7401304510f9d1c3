import { describe, expect, it } from 'vitest'
import { importRoster } from '../../../src-main/agents/rosters/import-roster.ts'
import { codes, fixture, imported, nobody } from './roster.ts'

describe('an A2A agent card', () => {
  it('of version 1.0 gives an agent with its address, which nobody calls', () => {
    const roster = imported([fixture('card-1.0.json')])
    expect(roster.agents).toEqual([
      {
        id: 'route-cafe',
        name: 'Route Café',
        description: 'Finds ways through towns.',
        kind: 'external',
        availability: 'offline',
        effectClass: 'once',
        capacity: 1,
        endpoint: 'https://route.example/a2a',
        capabilities: ['Plans routes', 'Traffic'],
        skills: ['routing', 'cicd', 'python', 'route_planner', 'traffic'],
        config: {
          origin: { format: 'a2a', name: 'Route Café', path: 'card-1.0.json' },
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
    ])
    expect(codes(roster)).toEqual(['signature_not_checked', 'no_tags'])
    expect(roster.derived[1]).toEqual({
      agentId: 'route-cafe',
      skill: 'cicd',
      where: 'skills[0].tags',
      words: 'CI/CD',
    })
  })

  it('of version 0.3 is read too, and no password in its address is kept', () => {
    const roster = imported([fixture('card-0.3.json')])
    expect(roster.agents[0]).toMatchObject({
      id: 'translator',
      endpoint: 'https://translate.example/rest',
      skills: ['translation', 'language', 'translate'],
      config: {
        protocolVersion: '0.3.0',
        interfaces: [
          { url: null, binding: 'JSONRPC', version: '0.3.0' },
          { url: 'https://translate.example/rest', binding: 'HTTP+JSON', version: '0.3.0' },
        ],
        pushNotifications: true,
      },
    })
    expect(JSON.stringify(roster)).not.toContain('password')
  })

  it.each(['file:///etc/passwd', 'javascript:alert(1)', 'x', ''])('keeps no address like %j', (url) => {
    const card = { name: 'x', url, skills: [{ id: 'testing', tags: ['testing'] }], capabilities: {} }
    const roster = imported([{ path: 'card.json', text: JSON.stringify(card) }])
    expect(roster.agents[0]).not.toHaveProperty('endpoint')
    expect(codes(roster)).toEqual(['no_endpoint'])
  })

  it('that is not JSON is refused at its place', () => {
    expect(importRoster([{ path: 'agent-card.json', text: '{ "name": ' }], nobody)).toMatchObject({
      ok: false,
      error: { code: 'E_JSON' },
    })
  })
})
