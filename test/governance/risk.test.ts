import { describe, expect, it } from 'vitest'
import { type RiskFacts, riskOf } from '../../src-main/governance/risk.ts'

const facts = (over: Partial<RiskFacts> = {}): RiskFacts => ({
  ...{ kind: 'task_gate', subject: null, form: [], requiredSkills: [], agent: null, cost: null },
  ...over,
})
const permission = (subject: RiskFacts['subject']) => riskOf(facts({ kind: 'permission', subject }))
const call = (kind: string | null, more: object = {}) =>
  permission({ agent: 'a', title: 'x', kind, paths: [], changes: [], ...more })

describe('the risk of a task', () => {
  it('is read-only for a built-in agent that only reads, and for a simulation', () => {
    const agent = { kind: 'builtin', effectClass: 'repeatable' } as const
    expect(riskOf(facts({ agent, requiredSkills: ['research'] })).tier).toBe('read_only')
    const scripted = { kind: 'scripted', effectClass: 'repeatable' } as const
    expect(riskOf(facts({ agent: scripted }))).toEqual({ tier: 'read_only', causes: ['simulation'] })
  })

  it('is spending for a task with a price, with any agent', () => {
    const agent = { kind: 'scripted', effectClass: 'repeatable' } as const
    expect(riskOf(facts({ agent, cost: { amountMinor: 1, currency: 'EUR' } }))).toEqual({
      tier: 'spends_or_sends',
      causes: ['costs'],
    })
  })

  it('is irreversible, sending or buying if the agent or its skills say so', () => {
    const agent = { kind: 'builtin', effectClass: 'once' } as const
    expect(riskOf(facts({ agent, requiredSkills: ['purchase'] })).causes).toEqual(['buys', 'not_repeatable'])
  })

  it('is destructive if the command deletes data', () => {
    const agent = { kind: 'command', effectClass: 'repeatable' } as const
    const subject = { title: 't', description: '', command: { argv: ['rm', '-rf', 'build'] } }
    expect(riskOf(facts({ agent, subject }))).toEqual({
      tier: 'destructive_or_secret',
      causes: ['deletes'],
    })
    const harmless = { title: 't', description: '', command: { argv: ['npm', 'test'] } }
    expect(riskOf(facts({ agent, subject: harmless })).tier).toBe('spends_or_sends')
  })

  it('is reversible by default for a local agent', () => {
    expect(riskOf(facts({ agent: { kind: 'model', effectClass: 'repeatable' } })).tier).toBe('reversible')
  })
})

describe('the risk of a permission', () => {
  it('follows the kind that the agent reports', () => {
    expect(call('read').tier).toBe('read_only')
    expect(call('edit').tier).toBe('reversible')
    expect(call('fetch').tier).toBe('spends_or_sends')
    expect(call('execute').tier).toBe('spends_or_sends')
    expect(call('delete').tier).toBe('destructive_or_secret')
    expect(call(null)).toEqual({ tier: 'spends_or_sends', causes: ['unknown'] })
  })

  it('is higher than reported if it contains a secret or a destructive command', () => {
    expect(call('read', { paths: ['/home/me/.ssh/id_rsa'] }).causes).toEqual(['secret'])
    expect(call('execute', { input: { command: 'git push --force origin main' } }).causes).toEqual([
      'deletes',
    ])
    expect(call('edit', { paths: ['src/environment.ts'] }).tier).toBe('reversible')
  })

  it('for a tool follows the tool, and for a remote server is at least external access', () => {
    expect(permission({ tool: 'read_file', server: null, arguments: {} }).tier).toBe('read_only')
    expect(permission({ tool: 'github__create_issue', server: 'github', arguments: {} }).causes).toEqual([
      'goes_outside',
    ])
    expect(permission({ tool: 'github__delete_repo', server: 'github', arguments: {} }).tier).toBe(
      'destructive_or_secret',
    )
  })

  it('for a mail is sending', () => {
    const mail = { server: 's', from: 'a', to: ['b'], subject: 'c', body: 'd' }
    expect(permission(mail)).toEqual({ tier: 'spends_or_sends', causes: ['sends'] })
  })
})

describe('the risk of other gates', () => {
  it('is low for a review and an answer, and spending for a budget increase', () => {
    expect(riskOf(facts({ kind: 'result_review' })).tier).toBe('reversible')
    expect(riskOf(facts({ kind: 'agent_question' })).tier).toBe('reversible')
    expect(riskOf(facts({ kind: 'budget_top_up' })).tier).toBe('spends_or_sends')
    expect(riskOf(facts({ kind: 'uncertain_outcome' })).causes).toEqual(['maybe_twice'])
  })

  it('is disclosure if a question asks for a secret', () => {
    const form = [{ key: 'apiKey', label: 'API key of the shop', type: 'text' as const, required: true }]
    expect(riskOf(facts({ kind: 'agent_question', form })).tier).toBe('destructive_or_secret')
  })
})
