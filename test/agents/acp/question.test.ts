import { describe, expect, it } from 'vitest'
import { type Asked, askedOf, questionOf } from '../../../src-main/agents/acp/permissions.ts'

const yesOrNo = [
  { optionId: 'yes', kind: 'allow_once', name: 'Yes' },
  { optionId: 'no', kind: 'reject_once', name: 'No' },
] as const
const colours = ['red', 'blue'].map((name) => ({ optionId: name, kind: 'allow_once', name }) as const)

function textFor(call: Partial<Asked['call']>, options: Asked['options'] = yesOrNo): string {
  const whole = { id: 't', title: 'Test it', kind: null, status: null, paths: null, input: null }
  const asked = askedOf({ ...whole, changes: null, others: null, ...call }, options)
  return questionOf(asked, { id: 'coder', name: 'Coder' }, null).text
}

describe('the question to a person about a coding agent', () => {
  it('describes the action in words', () => {
    expect(textFor({ kind: 'execute' })).toBe('May Coder run commands: Test it')
    expect(textFor({ kind: 'fetch' })).toBe('May Coder fetch from the network: Test it')
  })

  it.each([null, 'other', 'teleport', 'constructor'])(
    'describes %s generically, because it has no text',
    (kind) => {
      expect(textFor({ kind })).toBe('May Coder do this: Test it')
    },
  )

  it('is complete even if the agent sends no title', () => {
    expect(textFor({ kind: 'edit', title: null })).toBe('May Coder change files?')
    expect(textFor({ kind: 'edit', title: ' \n' })).toBe('May Coder change files?')
    expect(textFor({ title: null }, colours)).toMatch(/^Coder asks: no title\n/)
  })
})
