import { describe, expect, it } from 'vitest'
import { rank, reasonForNobody } from '../../src-main/assignment/scorecard.ts'
import type { Candidacy } from '../../src-main/assignment/verify.ts'
import { present } from '../../src-shared/assert.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import { agentOf } from '../support/engine.ts'

const candidacy = (id: string, agent: Partial<Agent> = {}, load: Partial<Candidacy> = {}): Candidacy => ({
  agent: agentOf(id, agent),
  running: 0,
  promised: 0,
  ...load,
})

const nameOf = (id: string) => id

describe('the scorecard', () => {
  it('selects only among candidates that pass the hard rules', () => {
    const { chosen, candidates } = rank(
      [
        candidacy('a', { skills: ['driving'] }),
        candidacy('b', { skills: ['cooking'], availability: 'offline' }),
        candidacy('c', { skills: ['cooking', 'driving', 'flying'], availability: 'busy' }),
      ],
      ['cooking'],
    )
    expect(chosen).toBe('c')
    expect(candidates.map(({ agentId, score }) => [agentId, score === null])).toEqual([
      ['c', false],
      ['b', true],
      ['a', true],
    ])
  })

  it('lists every candidate with its verdict, and with parts between 0 and 1', () => {
    const { candidates } = rank(
      [candidacy('a'), candidacy('b', { skills: ['x', 'y'] }, { running: 3, promised: 9 }), candidacy('c')],
      [],
    )
    expect(candidates).toHaveLength(3)
    for (const { score, parts, verdict } of candidates) {
      expect(verdict.qualified).toBe(true)
      const { competence, ...shares } = present(parts, 'parts')
      for (const value of [score, ...Object.values(shares), ...Object.values(competence ?? {})]) {
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1)
      }
    }
  })

  it('breaks ties by id, independent of the order of the roster', () => {
    const roster = ['m', 'b', 'z', 'a'].map((id) => candidacy(id))
    expect(rank(roster, []).chosen).toBe('a')
    expect(rank(roster.toReversed(), []).chosen).toBe('a')
  })

  it('prefers the agent with more free capacity', () => {
    const busy = candidacy('a', { capacity: 2 }, { running: 1 })
    expect(rank([busy, candidacy('b', { capacity: 2 })], []).chosen).toBe('b')
    const promised = candidacy('a', { capacity: 2 }, { promised: 2 })
    expect(rank([promised, candidacy('b', { capacity: 2 }, { promised: 1 })], []).chosen).toBe('b')
  })

  it('prefers the specialist at equal capacity', () => {
    const generalist = candidacy('a', { skills: ['cooking', 'driving', 'flying', 'sailing'] })
    expect(rank([generalist, candidacy('b', { skills: ['cooking'] })], ['cooking']).chosen).toBe('b')
  })

  it('names the change that would select another agent', () => {
    const specialist = (id: string, load = {}) => candidacy(id, { skills: ['cooking'], capacity: 1 }, load)
    const of = (...roster: Candidacy[]) => rank(roster, ['cooking']).counterfactual
    expect(of(specialist('ash'), specialist('hal'))).toMatch(/\bhal\b/)
    expect(
      of(specialist('hal', { running: 1, promised: 3 }), candidacy('ash', { skills: ['cooking', 'x'] })),
    ).toBe('hal would be chosen if it were free.')
    expect(
      of(
        candidacy('hal', { skills: ['cooking'], availability: 'offline' }),
        candidacy('zed', { skills: ['cooking', 'x', 'y'] }),
      ),
    ).toBe('hal would be chosen if it were online.')
    expect(of(specialist('ash'))).toMatch(/no other agent/i)
  })

  it('does not claim that a free agent would win if it were free', () => {
    const roster = [
      candidacy('ash', { skills: ['cooking'] }),
      candidacy('hal', { skills: ['cooking', 'x', 'y'] }),
    ]
    expect(rank(roster, ['cooking']).counterfactual).not.toMatch(/would be chosen if/)
  })
})

describe('the reason for an empty selection', () => {
  const reason = (roster: Candidacy[], skills: string[]) => {
    const scorecard = rank(roster, skills)
    expect(scorecard.chosen).toBeNull()
    expect(scorecard.counterfactual).not.toBe('')
    return reasonForNobody(scorecard, nameOf)
  }

  it('is the reason of the closest agent, in the words of the specification', () => {
    const roster = [
      candidacy('ash', { skills: ['summarization'] }),
      candidacy('hal', { skills: ['reflection'] }),
    ]
    expect(reason(roster, ['reflection', 'context_analysis'])).toBe(
      'No qualified agent found: Agent lacks required skills: context_analysis.',
    )
  })

  it('is that the only matching agent is offline', () => {
    const roster = [candidacy('ash'), candidacy('hal', { skills: ['cooking'], availability: 'offline' })]
    expect(reason(roster, ['cooking'])).toMatch(/^No qualified agent found: .*offline.*hal/)
  })

  it('is a complete sentence without any agent', () => {
    expect(reason([], ['cooking'])).toMatch(/^No qualified agent found: .+\.$/)
  })
})
