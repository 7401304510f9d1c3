import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Competence, learn, posterior } from '../../src-main/assignment/competence.ts'
import { type Need, scoreOf, weights } from '../../src-main/assignment/score.ts'
import { rank } from '../../src-main/assignment/scorecard.ts'
import type { Candidacy } from '../../src-main/assignment/verify.ts'
import { present } from '../../src-shared/assert.ts'
import { type Agent, scorecardSchema } from '../../src-shared/model/agents/agent.ts'
import { agentOf } from '../support/engine.ts'

const now = Date.UTC(2026, 0, 1)
const skills = ['cooking', 'driving', 'flying'] as const

const candidacy = (id: string, agent: Partial<Agent> = {}, facts: Partial<Candidacy> = {}): Candidacy => ({
  agent: agentOf(id, { kind: 'external', ...agent }),
  running: 0,
  promised: 0,
  ...facts,
})

const knowing = (known: Record<string, Competence>): Pick<Candidacy, 'competence'> => ({
  competence: (skill) => known[skill] ?? null,
})
const tried = (successes: number, failures: number): Competence => ({ successes, failures, at: now })
const partsOf = (roster: Candidacy[], id: string, required: string[] = []) => {
  const { candidates } = rank(roster, required, now)
  return present(candidates.find(({ agentId }) => agentId === id)?.parts, `parts of ${id}`)
}

describe('the weights', () => {
  it('add up to 1', () => {
    expect(Object.values(weights).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12)
  })
})

describe('the competence of a candidate', () => {
  it('is the mean over the required skills, with its bounds', () => {
    const ann = candidacy(
      'ann',
      { skills: [...skills] },
      knowing({ cooking: tried(20, 0), flying: tried(0, 9) }),
    )
    const of = partsOf([ann], 'ann', ['cooking', 'driving']).competence
    const shares = [posterior(tried(20, 0), now), posterior(null, now)]
    for (const share of ['mean', 'low', 'high'] as const) {
      const mean = shares.reduce((sum, each) => sum + each[share], 0) / 2
      expect(of?.[share]).toBeCloseTo(mean, 4)
    }
  })

  it('is the prior without required skills or outcomes', () => {
    const ann = candidacy('ann', { skills: ['cooking'] }, knowing({ cooking: tried(50, 0) }))
    expect(partsOf([ann], 'ann').competence?.mean).toBeCloseTo(2 / 3, 4)
    expect(
      partsOf([candidacy('bob', { skills: ['cooking'] })], 'bob', ['cooking']).competence?.mean,
    ).toBeCloseTo(2 / 3, 4)
  })

  it('decides between otherwise equal agents, and decays', () => {
    const roster = [
      candidacy('ann', { skills: ['cooking'] }),
      candidacy('bob', { skills: ['cooking'] }, knowing({ cooking: tried(5, 0) })),
      candidacy('cat', { skills: ['cooking'] }, knowing({ cooking: tried(1, 5) })),
    ]
    expect(rank(roster, ['cooking'], now).candidates.map(({ agentId }) => agentId)).toEqual([
      'bob',
      'ann',
      'cat',
    ])
    const later = rank(roster, ['cooking'], now + 3650 * 24 * 3_600_000).candidates
    expect(new Set(later.map(({ score }) => score)).size).toBe(1)
  })

  it('never outweighs a hard rule', () => {
    const roster = [
      candidacy('ann', { skills: ['driving'] }, knowing({ cooking: tried(1000, 0) })),
      candidacy('bob', { skills: ['cooking'] }, { ...knowing({ cooking: tried(0, 1000) }), running: 9 }),
    ]
    expect(rank(roster, ['cooking'], now).chosen).toBe('bob')
  })
})

describe('the cost of a candidate', () => {
  const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })

  it.each([
    ['a built-in agent', { kind: 'builtin' }, 1],
    ['a built-in agent that names a price', { kind: 'builtin', price: eur(500) }, 1],
    ['one that is free', { price: eur(0) }, 1],
    ['one for one unit of money', { price: eur(100) }, 0.5],
    ['one for three', { price: eur(300) }, 0.25],
    ['one whose price nobody knows', {}, 0.5],
  ] as const)('of %s', (_, agent, cost) => {
    expect(partsOf([candidacy('ann', agent)], 'ann').cost).toBe(cost)
  })

  it('counts as unknown if prices are in several currencies, unless it is free', () => {
    const roster = [
      candidacy('ann', { price: eur(900) }),
      candidacy('bob', { price: { amountMinor: 1, currency: 'USD' } }),
      candidacy('cat', { price: { amountMinor: 0, currency: 'USD' } }),
    ]
    expect(['ann', 'bob', 'cat'].map((id) => partsOf(roster, id).cost)).toEqual([0.5, 0.5, 1])
  })

  it('is compared independent of the currency of agents without the skills', () => {
    const roster = [
      candidacy('ann', { skills: ['cooking'], price: eur(300) }),
      candidacy('bob', { price: { amountMinor: 1, currency: 'USD' } }),
    ]
    expect(partsOf(roster, 'ann', ['cooking']).cost).toBe(0.25)
  })
})

describe('the latency of a candidate', () => {
  it.each([
    ['nobody knows', {}, 0.5],
    ['it declares', { latencyMs: 180_000 }, 0.25],
  ] as const)('is what %s', (_, agent, latency) => {
    expect(partsOf([candidacy('ann', agent)], 'ann').latency).toBe(latency)
  })
})

const count = fc.integer({ min: 0, max: 30 })
const someCompetence = fc.option(fc.record({ successes: count, failures: count, at: fc.constant(now) }))
const someCandidacy = fc.record({
  skills: fc.subarray([...skills]),
  extra: fc.nat(4),
  kind: fc.constantFrom('builtin', 'external', 'scripted'),
  availability: fc.constantFrom('online', 'online', 'busy', 'offline'),
  capacity: fc.integer({ min: 1, max: 3 }),
  running: fc.nat(3),
  promised: fc.nat(3),
  price: fc.option(
    fc.record({ amountMinor: fc.nat(500), currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD') }),
    { nil: undefined },
  ),
  latencyMs: fc.option(fc.nat(200_000), { nil: undefined }),
  known: fc.record({ cooking: someCompetence, driving: someCompetence, flying: someCompetence }),
})
const roster = fc.array(someCandidacy, { maxLength: 30 }).map((all) =>
  all.map(({ extra, kind, availability, capacity, known, ...facts }, at): Candidacy => {
    const held = [...facts.skills, ...Array.from({ length: extra }, (_, n) => `extra_${n}`)]
    const table = new Map(Object.entries(known))
    return {
      agent: agentOf(`a${at}`, {
        ...{ kind, availability, capacity, skills: held },
        ...(facts.price !== undefined && { price: facts.price }),
        ...(facts.latencyMs !== undefined && { latencyMs: facts.latencyMs }),
      }),
      running: facts.running,
      promised: facts.promised,
      competence: (skill) => table.get(skill) ?? null,
    }
  }),
)
/** Candidates that differ almost only in their learned competence. */
const idleRoster = fc
  .array(fc.array(fc.nat(4), { minLength: 6, maxLength: 6 }), { minLength: 2, maxLength: 6 })
  .map((all) =>
    all.map(([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0], at) =>
      candidacy(
        `a${at}`,
        { skills: [...skills] },
        knowing({ cooking: tried(a, b), driving: tried(c, d), flying: tried(e, f) }),
      ),
    ),
  )
const required = fc.subarray([...skills], { maxLength: 2 })

const hasSkills = ({ agent }: Candidacy, need: readonly string[]) =>
  need.every((skill) => agent.skills.includes(skill))

function needOf(all: readonly Candidacy[], need: readonly string[]): Need {
  const priced = all.filter(
    (each) =>
      hasSkills(each, need) && each.agent.kind !== 'builtin' && (each.agent.price?.amountMinor ?? 0) > 0,
  )
  return {
    skills: need,
    at: now,
    isPriceComparable: new Set(priced.map(({ agent }) => agent.price?.currency)).size < 2,
  }
}

describe('a scorecard', () => {
  it('ranks the best candidates first, for any order, and keeps twenty', () => {
    fc.assert(
      fc.property(roster, required, (all, need) => {
        const facts = needOf(all, need)
        const lacking = ({ agent }: Candidacy) => need.filter((skill) => !agent.skills.includes(skill)).length
        const score = (each: Candidacy) =>
          hasSkills(each, need) && each.agent.availability !== 'offline' ? scoreOf(each, facts) : -1
        const sorted = all.toSorted(
          (a, b) => score(b) - score(a) || lacking(a) - lacking(b) || (a.agent.id < b.agent.id ? -1 : 1),
        )
        const card = rank(all, need, now)
        expect(card.candidates.map(({ agentId }) => agentId)).toEqual(
          sorted.slice(0, 20).map(({ agent }) => agent.id),
        )
        expect(card.others).toBe(Math.max(0, all.length - 20))
        const [first] = sorted
        expect(card.chosen).toBe(first !== undefined && score(first) >= 0 ? first.agent.id : null)
        expect(rank(all.toReversed(), need, now)).toEqual(card)
      }),
    )
  })

  it('is plain JSON of the contract, with scores as the weighted sums of their parts in four decimals', () => {
    fc.assert(
      fc.property(roster, required, (all, need) => {
        const card = rank(all, need, now)
        expect(scorecardSchema.strict().parse(JSON.parse(JSON.stringify(card)))).toEqual(card)
        for (const { score, parts } of card.candidates) {
          if (score === null || parts === null) continue
          const { competence, capacity, specificity, cost = -1, latency = -1 } = parts
          const sum =
            weights.competence * (competence?.mean ?? -1) +
            weights.capacity * capacity +
            weights.specificity * specificity +
            weights.cost * cost +
            weights.latency * latency
          expect(Math.abs(score - sum)).toBeLessThan(0.0002)
          expect(Number(score.toFixed(4))).toBe(score)
        }
      }),
    )
  })

  it('distributes 10,000 tasks evenly over equal agents, although scores have four decimals', () => {
    const promised = new Map(['a', 'b', 'c', 'd'].map((id) => [id, 0]))
    for (let task = 0; task < 10_000; task += 1) {
      const all = [...promised].map(([id, load]) => candidacy(id, { capacity: 4 }, { promised: load }))
      const chosen = present(rank(all, [], now).chosen, 'agent')
      promised.set(chosen, (promised.get(chosen) ?? 0) + 1)
    }
    expect([...promised.values()]).toEqual([2500, 2500, 2500, 2500])
  })
})

describe('the change that would select another agent', () => {
  const asSaid = (each: Candidacy, [, id, change, at = '']: readonly string[]): Candidacy => {
    if (each.agent.id !== id) return each
    if (change === 'if it were free') return { ...each, running: 0, promised: 0 }
    if (change === 'if it were online') return { ...each, agent: { ...each.agent, availability: 'online' } }
    const better = learn(each.competence?.(at) ?? null, { ok: true, at: now })
    return { ...each, competence: (skill) => (skill === at ? better : (each.competence?.(skill) ?? null)) }
  }
  const claim =
    /^(\w+) would be chosen (if it were free|if it were online|after one more success at (\w+))\.$/

  it('is correct: ranking again with this change selects this agent', () => {
    fc.assert(
      fc.property(fc.oneof(roster, idleRoster), required, (all, need) => {
        const { counterfactual, chosen } = rank(all, need, now)
        const said = counterfactual.match(claim)
        if (said === null) return
        expect(said[1]).not.toBe(chosen)
        const again = all.map((each) => asSaid(each, said))
        expect(rank(again, need, now).chosen).toBe(said[1])
      }),
      { numRuns: 500 },
    )
  })

  it('is empty only if freeing or enabling any agent changes nothing', () => {
    fc.assert(
      fc.property(roster, required, (all, need) => {
        const { counterfactual, chosen } = rank(all, need, now)
        if (chosen === null || claim.test(counterfactual)) return
        for (const { agent } of all) {
          for (const change of ['if it were free', 'if it were online']) {
            const again = all.map((each) => asSaid(each, ['', agent.id, change]))
            expect(rank(again, need, now).chosen).toBe(chosen)
          }
        }
      }),
    )
  })

  it('is the id if two agents have the same score', () => {
    const of = (id: string) => candidacy(id, { skills: ['cooking'] })
    const { chosen, candidates } = rank([of('hal'), of('ann'), of('zoe')], ['cooking'], now)
    expect(chosen).toBe('ann')
    expect(candidates.map(({ verdict }) => verdict.reason)).toEqual([
      'Agent has the required skills. hal has the same score. The ids decided.',
      'Agent has the required skills.',
      'Agent has the required skills.',
    ])
  })

  it('is not the id if a score decides', () => {
    const busy = candidacy('ann', { skills: ['cooking'] }, { running: 1 })
    const { chosen, candidates } = rank([busy, candidacy('hal', { skills: ['cooking'] })], ['cooking'], now)
    expect(chosen).toBe('hal')
    expect(candidates[0]?.verdict.reason).toBe('Agent has the required skills.')
  })

  it('does not mention required skills if there are none', () => {
    const alone = rank([candidacy('ann', { skills: [] })], [], now)
    expect(alone.counterfactual).toBe('There is no other agent.')
  })

  it('may be one more success', () => {
    const of = (id: string, successes: number) =>
      candidacy(id, { skills: ['cooking'] }, knowing({ cooking: tried(successes, 0) }))
    expect(rank([of('ann', 3), of('hal', 3)], ['cooking'], now).counterfactual).toBe(
      'hal would be chosen after one more success at cooking.',
    )
    expect(rank([of('ann', 9), of('hal', 3)], ['cooking'], now).counterfactual).toBe(
      'hal is next, although it is free.',
    )
  })
})
