import { describe, expect, it } from 'vitest'
import { type Pinned, rankPinned } from '../../src-main/assignment/pin.ts'
import { reasonForNobody } from '../../src-main/assignment/scorecard.ts'
import type { Candidacy } from '../../src-main/assignment/verify.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import { agentOf } from '../support/engine.ts'

const candidacy = (id: string, agent: Partial<Agent> = {}): Candidacy => ({
  agent: agentOf(id, { skills: ['cooking'], ...agent }),
  running: 0,
  promised: 0,
})
const pinnedTo = (of: Candidacy, bar: Pinned['bar'] = null): Pinned => ({
  agentId: of.agent.id,
  candidacy: of,
  bar,
})
const nameOf = (id: string) => id
const wish = { requiredSkills: ['cooking'], at: 0 }

describe('the scorecard of a task with an assigned agent', () => {
  it('selects the assigned agent, and names the best match', () => {
    const hal = candidacy('hal', { capacity: 1, skills: ['cooking', 'a', 'b', 'c'] })
    const card = rankPinned(pinnedTo(hal), [candidacy('ash'), hal], wish)
    expect(card.chosen).toBe('hal')
    expect(card.pin).toEqual({ agentId: 'hal', fault: null })
    expect(card.candidates.map(({ agentId }) => agentId)).toEqual(['hal', 'ash'])
    expect(card.counterfactual).toBe('ash would be the best match without the assignment to hal.')
  })

  it("does not explain another agent's rank by its id", () => {
    const [ann, hal, zoe] = [candidacy('ann'), candidacy('hal'), candidacy('zoe')]
    const { candidates } = rankPinned(pinnedTo(zoe), [ann, hal, zoe], wish)
    expect(candidates.map(({ verdict }) => verdict.reason)).toEqual([
      'Agent has the required skills.',
      'Agent has the required skills.',
      'Agent has the required skills.',
    ])
  })

  it('uses the names of agents', () => {
    const [ash, hal] = [candidacy('ash', { name: 'Ash Grey' }), candidacy('hal', { name: 'Hal Oven' })]
    expect(rankPinned(pinnedTo(hal), [ash, hal], wish).counterfactual).toBe(
      'Ash Grey would be the best match without the assignment to Hal Oven.',
    )
    const asleep = candidacy('hal', { name: 'Hal Oven', availability: 'offline' })
    const card = rankPinned(pinnedTo(asleep), [ash], wish)
    expect(reasonForNobody(card, () => 'Hal Oven')).toBe('Assigned to Hal Oven, which is offline.')
  })

  it('says if the assignment changes nothing', () => {
    const ash = candidacy('ash')
    expect(rankPinned(pinnedTo(ash), [ash], wish).counterfactual).toBe('ash is also the best match.')
  })

  it('also requires the skills from the assigned agent', () => {
    const hal = candidacy('hal', { skills: ['flying'] })
    const card = rankPinned(pinnedTo(hal), [candidacy('ash'), hal], wish)
    expect([card.chosen, card.pin?.fault]).toEqual([null, 'lacks_skills'])
    expect(reasonForNobody(card, nameOf)).toBe('Assigned to hal, which lacks the skill cooking.')
  })

  it('names each other reason against the assigned agent', () => {
    const crew = [candidacy('ash')]
    const hal = candidacy('hal')
    const say = (pinned: Pinned) => {
      const card = rankPinned(pinned, crew, wish)
      expect([card.chosen, card.counterfactual]).toEqual([
        null,
        'ash would be the best match without the assignment to hal.',
      ])
      return [card.pin?.fault, reasonForNobody(card, nameOf)]
    }
    expect(say(pinnedTo(candidacy('hal', { availability: 'offline' })))).toEqual([
      'offline',
      'Assigned to hal, which is offline.',
    ])
    expect(say({ agentId: 'hal', candidacy: null, bar: 'unknown' })).toEqual([
      'unknown',
      'Assigned to hal, which does not exist.',
    ])
    expect(say(pinnedTo(hal, 'not_in_crew'))).toEqual([
      'not_in_crew',
      'Assigned to hal, which is not one of the agents for this run.',
    ])
    expect(say(pinnedTo(hal, 'handed_back'))).toEqual([
      'handed_back',
      'Assigned to hal, which handed the task back.',
    ])
    expect(say(pinnedTo(hal, 'not_shown'))).toEqual([
      'not_shown',
      'Assigned to hal, whose program was not part of the approval.',
    ])
  })

  it('keeps the usual number of candidates, including the assigned agent', () => {
    const many = Array.from({ length: 30 }, (_, at) => candidacy(`a${String(at).padStart(2, '0')}`))
    const last = many[29]
    if (last === undefined) throw new Error('There is no last')
    const card = rankPinned(pinnedTo(last), many, wish)
    expect(card.candidates).toHaveLength(20)
    expect([card.candidates[0]?.agentId, card.others]).toEqual(['a29', 10])
  })
})
