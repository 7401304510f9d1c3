import { describe, expect, it } from 'vitest'
import { findGivenText, instructionOf } from '../../../src-main/agents/builtin/text/given-text.ts'

describe("the text in a task's description", () => {
  it('is the fenced part', () => {
    const description = 'Summarize this:\n```\nOne thing. Another thing.\n```\nThanks: be brief.'
    expect(findGivenText(description)).toBe('One thing. Another thing.')
    expect(instructionOf(description)).toContain('Summarize this:')
    expect(instructionOf(description)).not.toContain('Another')
  })

  it('is the part after a colon if it reads like text', () => {
    const description = 'Summarize: The disk filled up at ten. Nobody was paged.'
    expect(findGivenText(description)).toBe('The disk filled up at ten. Nobody was paged.')
    expect(instructionOf(description).trim()).toBe('Summarize:')
  })

  it('can be a list', () => {
    expect(findGivenText('Condense these notes:\n- api is down\n- page is slow')).toBe(
      '- api is down\n- page is slow',
    )
  })

  it('excludes topics, times, addresses and bare instructions', () => {
    for (const description of [
      'Search memory for: slow access requests',
      'Meet at 10:30 and report',
      'Read http://example.test/a and report',
      'Summarize project onboarding logs',
      '',
    ]) {
      expect(findGivenText(description)).toBeNull()
      expect(instructionOf(description)).toBe(description)
    }
  })
})
