import { describe, expect, it } from 'vitest'
import { configFacts } from '../../../../src-renderer/features/agents/config-facts.ts'
import {
  type AgentDraft,
  agentOf,
  draftOf,
  idOf,
  newDraft,
  skillFrom,
} from '../../../../src-renderer/features/agents/form/agent-draft.ts'
import { withValue } from '../../../../src-renderer/features/agents/form/config.ts'
import { fieldOf, placeOf } from '../../../../src-renderer/features/agents/form/field-faults.ts'
import { addedKinds } from '../../../../src-renderer/features/agents/kinds.ts'
import { newAgentSchema } from '../../../../src-shared/model/agents/agent.ts'
import { agentOf as someAgent } from '../../../support/engine.ts'

const draft = (kind: AgentDraft['kind'], more: Partial<AgentDraft> = {}): AgentDraft => ({
  ...newDraft(kind),
  name: 'Café Planner',
  ...more,
})
const sent = (given: AgentDraft) => {
  const made = agentOf(given)
  if (!made.ok) throw new Error(made.error.message)
  return made.value
}
const faultOf = (given: AgentDraft) => {
  const made = agentOf(given)
  return made.ok ? null : made.error.field
}

describe('a draft of an agent', () => {
  it.each(addedKinds)('of kind %s is accepted by the server', (kind) => {
    const made = sent(draft(kind))
    expect(newAgentSchema.parse(made)).toMatchObject({ id: 'cafe-planner', kind, capacity: 1 })
    // Absent fields get the default of the kind.
    expect('effectClass' in made).toBe(false)
    expect('price' in made).toBe(false)
  })

  it('keeps its settings, with the price in minor units', () => {
    const made = sent(
      draft('command', {
        ...{
          id: 'own',
          skills: ['cooking'],
          capacity: '3',
          amount: '0,5',
          currency: 'usd',
          effectClass: 'once',
        },
        config: { command: ['cook', ''] },
        rest: '{ "timeoutMs": 5 }',
      }),
    )
    expect(made).toMatchObject({ id: 'own', capacity: 3, effectClass: 'once' })
    expect(made.price).toEqual({ amountMinor: 50, currency: 'USD' })
    expect(made.config).toEqual({ timeoutMs: 5, command: ['cook', ''] })
  })

  it('of an existing agent keeps settings without a field', () => {
    const config = { command: ['cook'], in: 'project', env: { OVEN: 'hot' }, timeoutMs: 5 }
    const price = { amountMinor: 1999, currency: 'EUR' }
    const agent = someAgent('cook', { kind: 'command', config, price, role: 'chef', availability: 'offline' })
    expect(sent(draftOf({ ...agent, running: 0 }))).toEqual(agent)
    expect(sent({ ...draftOf({ ...agent, running: 0 }), amount: '' }).price).toBeUndefined()
    const strange = someAgent('odd', { kind: 'external', config: ['no', 'object'] })
    expect(sent(draftOf({ ...strange, running: 0 }))).toEqual(strange)
  })

  it('names the invalid field', () => {
    expect(faultOf(draft('model', { rest: '{' }))).toBe('config')
    expect(faultOf(draft('model', { rest: '[]' }))).toBe('config')
    expect(faultOf(draft('model', { amount: 'dear' }))).toBe('price')
    expect(faultOf(draft('model', { capacity: 'two' }))).toBe('capacity')
    expect(faultOf(draft('model', { capacity: '' }))).toBe('capacity')
  })

  it('derives its id from the name until the id is set', () => {
    expect(idOf(draft('person', { name: '  Ann & Bob! ' }))).toBe('ann-bob')
    expect(idOf(draft('person', { name: 'Ann', id: '' }))).toBe('')
  })
})

describe('a typed word', () => {
  it('becomes a skill', () => expect(skillFrom(' Memory Search! ')).toBe('memory_search'))
})

describe("a value of an agent's config", () => {
  it('is set, replaced and removed', () => {
    expect(withValue({ a: 1 }, 'b', 2)).toEqual({ a: 1, b: 2 })
    expect(withValue({ a: 1, b: 2 }, 'b', null)).toEqual({ a: 1 })
  })
})

describe('a refusal', () => {
  const place = (field: string) => placeOf({ field: fieldOf(field) ?? '', message: '' }, 'command')
  it('is shown at its field, or at the parent field', () => {
    expect(place('agents[0].id')).toBe('id')
    expect(place('agents[0].config.command[0]')).toBe('config.command')
    expect(place('agents[0].config.timeoutMs')).toBe('config')
    expect(place('agents[0].price.currency')).toBe('price')
    expect(place('agents')).toBeNull()
  })
})

describe("the description of an agent's config", () => {
  it('contains the command of a program', () => {
    expect(
      configFacts('command', { command: ['node', 'a b.mjs', '{task.title}'], passEnv: ['KEY'] }),
    ).toEqual([
      { name: 'Start command', value: 'node "a b.mjs" {task.title}' },
      { name: 'Working folder', value: 'run folder' },
      { name: 'Environment variables', value: 'KEY' },
    ])
  })

  it('contains the permissions of a model and a coding agent, including defaults', () => {
    expect(configFacts('model', { tools: { write_file: 'ask' }, mcp: [{ name: 'wall' }] })).toEqual([
      { name: 'Model', value: 'default working model' },
      { name: 'Allowed', value: 'Read a file, list files, search files, edit a file, search memory' },
      { name: 'Asks first', value: 'Write a file' },
      { name: 'Tool servers', value: 'wall' },
    ])
    expect(configFacts('acp', { command: ['x'], permissions: { fetch: 'deny' } }).slice(-3)).toEqual([
      { name: 'Allowed', value: 'Read files, search, think' },
      { name: 'Asks first', value: 'Change files, delete files, move files, run commands, anything else' },
      { name: 'Denied', value: 'Fetch from the network' },
    ])
  })

  it('contains the working hours of a person', () => {
    const hours = [{ timeZone: 'Europe/Berlin', days: ['mon'], from: '09:00', to: '12:00' }]
    expect(configFacts('person', { hours })).toEqual([
      { name: 'Working hours', value: 'Mon 09:00–12:00 (Europe/Berlin)' },
    ])
    expect(configFacts('person', {})).toEqual([{ name: 'Working hours', value: 'always' }])
  })
})
