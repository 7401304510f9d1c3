import { describe, expect, it } from 'vitest'
import { askedOf, optionOf, ruleFor } from '../../../src-main/agents/acp/permissions.ts'
import { readUpdate, type ToolCall, toolCallSchema } from '../../../src-main/agents/acp/updates.ts'
import { type AcpConfig, acpConfigSchema } from '../../../src-shared/model/agents/acp-agent.ts'

const said = (update: object, sessionId = 'ours') => readUpdate({ sessionId, update }, 'ours')
const message = { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text: 'hello' } }

describe('a session update', () => {
  it('applies to its own session only', () => {
    expect(said(message)).toEqual({ type: 'message', text: 'hello', messageId: null })
    expect(said(message, 'another')).toEqual({ type: 'other' })
  })

  it.each([
    [null],
    [{ sessionId: 'ours' }],
    [{ sessionId: 'ours', update: { sessionUpdate: 'agent_message_chunk' } }],
    [{ sessionId: 'ours', update: { sessionUpdate: 'of_another_time', plan: 1 } }],
    [{ sessionId: 'ours', update: { sessionUpdate: 'plan', entries: 'many' } }],
    [{ sessionId: 'ours', update: { sessionUpdate: 'tool_call' } }],
  ])('is ignored if it is invalid: %j', (params) => {
    expect(readUpdate(params, 'ours')).toEqual({ type: 'other' })
  })

  it.each([
    [{ used: 1, size: 2, cost: { amount: -1, currency: 'EUR' } }],
    [{ used: 1, size: 2, cost: { amount: 'much', currency: 'EUR' } }],
    [{ used: 'all' }],
  ])('with an invalid cost is not ignored: %j', (usage) => {
    expect(said({ sessionUpdate: 'usage_update', ...usage })).toMatchObject({ type: 'fault' })
  })
})

describe('the rule for a permission request', () => {
  const call = (more: object): ToolCall => toolCallSchema.parse({ toolCallId: 't', ...more })
  const option = (
    kind: 'allow_once' | 'allow_always' | 'reject_once' | 'reject_always',
    optionId: string = kind,
  ) => ({
    ...{ kind, optionId, name: kind },
  })
  const usual = [option('allow_always'), option('allow_once'), option('reject_once')]
  const configOf = (permissions: object): AcpConfig =>
    acpConfigSchema.parse({ command: ['agent'], permissions })
  const rule = (more: object, { permissions = {}, options = usual } = {}) =>
    ruleFor(askedOf(call(more), options), configOf(permissions), '/home/space')

  it('is the rule for the kind of its tool, and asks by default', () => {
    const kinds = [
      'read',
      'search',
      'think',
      'edit',
      'delete',
      'move',
      'execute',
      'fetch',
      'other',
      'of_a_new_kind',
      null,
    ]
    expect(kinds.map((kind) => rule({ kind }))).toEqual([
      ...['allow', 'allow', 'allow'],
      ...Array(8).fill('ask'),
    ])
    expect(rule({ kind: 'of_a_new_kind' }, { permissions: { other: 'deny' } })).toBe('deny')
  })

  it.each(['/home/space-evil/a', '/home/space/../a', '../a', '/etc/passwd'])(
    'asks for %s outside the workspace',
    (path) => {
      expect(rule({ kind: 'read', locations: [{ path }] })).toBe('ask')
      const content = [{ type: 'diff', path, newText: '' }]
      expect(rule({ kind: 'edit', content }, { permissions: { edit: 'allow' } })).toBe('ask')
    },
  )

  it('allows paths inside the workspace', () => {
    for (const path of ['/home/space/a', 'b/c', '/home/space/d/../e'])
      expect(rule({ kind: 'read', locations: [{ path }] })).toBe('allow')
  })

  it('denies requests that cannot be shown completely or allowed once', () => {
    expect(rule({ kind: 'edit', rawInput: 'x'.repeat(1_000_001) })).toBe('deny')
    expect(rule({ kind: 'read' }, { options: [option('allow_always'), option('reject_once')] })).toBe('deny')
  })

  it('selects only options that apply once', () => {
    const asked = (...options: ReturnType<typeof option>[]) => askedOf(call({}), options)
    expect(optionOf(asked(...usual), true)).toBe('allow_once')
    expect(optionOf(asked(...usual), false)).toBe('reject_once')
    expect(optionOf(asked(option('allow_always')), true)).toBeNull()
    expect(optionOf(asked(option('allow_once'), option('reject_always')), false)).toBe('reject_always')
    expect(optionOf(asked(option('allow_once')), false)).toBeNull()
  })

  it('recognizes a repeated request by its action only', () => {
    const print = (more: object) => askedOf(call(more), usual).fingerprint
    const one = { kind: 'edit', title: 'Write', rawInput: { a: 1 } }
    expect(print({ ...one, toolCallId: 'other', status: 'pending' })).toBe(print(one))
    const diff = (newText: string) => ({ ...one, content: [{ type: 'diff', path: 'a', newText }] })
    const others = [
      { ...one, rawInput: { a: 2 } },
      { ...one, title: 'Rite' },
      { ...one, kind: 'move' },
      diff('x'),
      diff('y'),
    ]
    expect(new Set([one, ...others].map(print)).size).toBe(6)
  })
})
