import { describe, expect, it } from 'vitest'
import { verdictOnUnknownAgent, verify } from '../../src-main/assignment/verify.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import { agentOf } from '../support/engine.ts'

const ask = (agent: Partial<Agent>, skills: string[], running = 0) =>
  verify({ agent: agentOf('ash', agent), running, promised: 0 }, skills)

describe('verify (specification)', () => {
  it('qualifies an agent with all skills', () => {
    expect(ask({ skills: ['reflection', 'summarization'] }, ['summarization'])).toMatchObject({
      qualified: true,
      missingSkills: [],
      available: true,
    })
  })

  it('qualifies any agent for a task without required skills', () => {
    expect(ask({ skills: [] }, [])).toMatchObject({ qualified: true, available: true })
  })

  it('names each missing skill, in the order of the request, in the words of the specification', () => {
    expect(ask({ skills: ['reflection'] }, ['summarization', 'reflection', 'context_analysis'])).toEqual({
      qualified: false,
      missingSkills: ['summarization', 'context_analysis'],
      available: true,
      reason: 'Agent lacks required skills: summarization, context_analysis.',
    })
    expect(ask({}, ['context_analysis']).reason).toBe('Agent lacks required skills: context_analysis.')
  })

  it('matches skills by name only, never by similarity', () => {
    const { missingSkills } = ask({ skills: ['summarization'] }, [
      'summarize',
      'summarizatio',
      'summarization_',
    ])
    expect(missingSkills).toHaveLength(3)
  })

  it('reports that an unknown agent was not found', () => {
    expect(verdictOnUnknownAgent('ash', ['reflection'])).toEqual({
      qualified: false,
      missingSkills: ['reflection'],
      available: false,
      reason: 'Agent not found: ash.',
    })
  })

  it('does not claim that an agent has required skills if there are none', () => {
    expect(ask({}, []).reason).toBe('No skills are required.')
    expect(ask({ capacity: 1 }, [], 1).reason).toBe('No skills are required; 1 of 1 slots are taken.')
  })

  it('does not disqualify a busy agent', () => {
    expect(ask({ availability: 'busy' }, [])).toMatchObject({ qualified: true, available: true })
  })

  it('disqualifies an offline agent, with the reason', () => {
    const verdict = ask({ availability: 'offline' }, [])
    expect(verdict).toMatchObject({ qualified: false, available: false })
    expect(verdict.reason).toMatch(/offline/)
  })

  it.each([
    [0, true],
    [1, true],
    [2, false],
    [3, false],
  ])('with %i of 2 slots used returns available: %s', (running, available) => {
    expect(ask({ capacity: 2 }, [], running).available).toBe(available)
  })
})
