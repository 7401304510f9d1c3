import { describe, expect, it } from 'vitest'
import { decompose } from '../../src-main/planning/requests/decomposition.ts'

const outline = (message: string) =>
  decompose(message).tasks.map(
    ({ title, requiredSkills, gate }) =>
      `${requiredSkills[0]}: ${title}${gate === null ? '' : ` [${gate.when}]`}`,
  )

describe("a message that asks for somebody's review", () => {
  it.each([
    ['research laptops and have somebody review it', 'research: Research laptops [after]'],
    ['Research laptops. Have Anna check the result.', 'research: Research laptops [after]'],
    ['summarize the notes and let a lawyer review it', 'memory_search: Summarize the notes [after]'],
  ])('shows the result of its last step: %s', (message, task) => {
    expect(outline(message)).toEqual([task])
    expect(decompose(message).tasks[0]?.gate?.question).toMatch(/^You wrote “.*”\. May the result of “/)
  })

  it('is a task for a person if it asks for nothing else', () => {
    expect(outline('have somebody review the onboarding docs')).toEqual([
      'escalation: Have somebody review the onboarding docs',
    ])
  })
})

describe('a message with an approval before a step', () => {
  it.each([
    ['ask me before you email bob@example.com'],
    ['research laptops, then ask me before you email bob@example.com'],
    ['research laptops. Ask me before you email bob@example.com.'],
  ])('has the step with a gate before it: %s', (message) => {
    expect(outline(message).at(-1)).toBe('communication: Email bob@example.com [before]')
  })

  it('has the step once, also if other words ask for it', () => {
    expect(outline('buy a phone, and ask me before you buy it')).toEqual(['purchase: Buy a phone [before]'])
  })
})

describe('an uncovered part of a message', () => {
  it.each([
    ['research best laptops and interview customers', ['interview customers']],
    ['research phones and interview customers and email bob@example.com', ['interview customers']],
    ['Research laptops and film reviewers for a week', ['film reviewers for a week']],
  ])('is reported and not searched for: %s', (message, uncoveredParts) => {
    expect(decompose(message).uncoveredParts).toEqual(uncoveredParts)
    expect(outline(message).join('\n')).not.toContain('customers')
    expect(outline(message).join('\n')).not.toContain('week')
  })

  it.each([
    'research food and drink for a party',
    'research how to plan and schedule trips',
    'Summarize the notes and the plan',
    'research laptops and make it snappy',
    'Email bob@example.com about the plan and the schedule',
  ])('does not exist in: %s', (message) => {
    expect(decompose(message).uncoveredParts).toEqual([])
  })
})
