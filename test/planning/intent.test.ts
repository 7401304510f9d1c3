import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseIntent } from '../../src-main/planning/requests/intent.ts'

describe('the intent of a message', () => {
  const routed: [message: string, agentType: string, confidence: string][] = [
    ['research best laptops', 'research', 'high'],
    ['research best laptops and draft email to john@example.com', 'research', 'high'],
    ['compare prices of two phones', 'research', 'high'],
    ['What is the tallest mountain?', 'research', 'high'],
    ['Draft an email to Ann', 'communication', 'high'],
    ['please notify the team', 'communication', 'high'],
    ['I need an email to Bob', 'communication', 'high'],
    ['Could you buy 3 monitors?', 'purchase', 'high'],
    ['order pizza', 'purchase', 'high'],
    ["Don't buy anything, find a library", 'research', 'high'],
    ['order of the phoenix', 'research', 'low'],
    ['email marketing trends', 'research', 'low'],
    ['best laptops', 'research', 'low'],
    ['hello', 'research', 'low'],
    ['', 'research', 'low'],
  ]
  it.each(routed)('“%s” is routed to %s with %s confidence', (message, agentType, confidence) => {
    expect(parseIntent(message)).toMatchObject({ agentType, confidence })
  })

  it('contains the action, the object and the constraints', () => {
    expect(parseIntent('Please buy a laptop under $900 by friday, but do not order from Acme')).toEqual({
      agentType: 'purchase',
      confidence: 'high',
      action: 'buy',
      objects: ['a laptop'],
      constraints: [
        { kind: 'amount', text: 'under $900' },
        { kind: 'time', text: 'by friday' },
        { kind: 'exclusion', text: 'do not order from Acme' },
      ],
      recipients: [],
      amounts: [{ amountMinor: 90_000, currency: 'USD', text: '$900' }],
    })
  })

  it('names recipients by address and by name, only for messages', () => {
    const { recipients } = parseIntent(
      'Research the move to Oslo and email Ann Lee <ann@example.org> and my boss',
    )
    expect(recipients).toEqual([
      { name: 'Ann Lee', address: 'ann@example.org' },
      { name: 'my boss', address: null },
    ])
    expect(parseIntent('tell Bob and Zoë about the trip to Rome').recipients).toEqual([
      { name: 'Bob', address: null },
      { name: 'Zoë', address: null },
    ])
  })

  it('lists approvals and limits under the constraints only', () => {
    expect(parseIntent('order toner but ask me first if it costs more than $100')).toMatchObject({
      objects: ['toner'],
      constraints: [
        { kind: 'amount', text: 'more than $100' },
        { kind: 'approval', text: 'ask me first if it costs more than $100' },
      ],
    })
    expect(parseIntent("Don't spend more than 2k without asking me. Buy a boat")).toMatchObject({
      agentType: 'purchase',
      objects: ['a boat'],
      constraints: [
        { kind: 'amount', text: 'more than 2k' },
        { kind: 'approval', text: "Don't spend more than 2k without asking me" },
      ],
      amounts: [],
    })
  })

  it('names each of several objects and the recipient of each message', () => {
    expect(parseIntent('for each of Rome and Paris find hotels, then compare them').objects).toEqual([
      'hotels for Rome',
      'hotels for Paris',
      'them',
    ])
    expect(parseIntent('email Ann, Bob and Carl separately about the party').recipients).toEqual([
      { name: 'Ann', address: null },
      { name: 'Bob', address: null },
      { name: 'Carl', address: null },
    ])
  })

  it('has each side of a comparison as an object', () => {
    expect(parseIntent('compare iPhone 15 vs Pixel 9').objects).toEqual(['iPhone 15', 'Pixel 9'])
  })

  it('is read from the beginning of any text, without control characters', () => {
    expect(parseIntent(`research ${'x'.repeat(1_000_000)}`).objects[0]?.length).toBeLessThanOrEqual(10_000)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const intent = parseIntent(`email ${text}`)
        expect(JSON.stringify(intent).isWellFormed()).toBe(true)
        expect(intent.objects.join('')).not.toMatch(/(?!\n)\p{Cc}/u)
      }),
    )
  })
})
