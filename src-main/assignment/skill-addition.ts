import type { Agent, SkillAddition } from '#shared/model/agents/agent.ts'

/**
 * Limit of steps in the exact search, about a tenth of a second. After that, the best addition found so far is used.
 */
const maxSteps = 10_000

/** Maximum number of demands for the exact search, whose depth equals the number of demands. */
const maxSearched = 60

/** Above this number of demands, searching for implied ones costs more than it saves. */
const maxCompared = 300

/** Maximum number of learners. From a large roster, the agents with most of the wanted skills are used. */
const maxLearners = 100

export interface FoundAddition {
  /** Null if there are no demands. */
  readonly addition: SkillAddition | null
  /** False if the search was cut short: the addition closes all gaps, but a smaller one may exist. */
  readonly isExact: boolean
}

/**
 * The smallest addition with which one agent has all skills of each of the `demands`. Fewest skills first, then a new
 * agent only where it saves some, then the fewest agents to teach. A greedy answer (largest demand first, each to the
 * agent that needs the fewest further skills) is followed by branch and bound, which proves it or finds a smaller one.
 */
export function findSmallestAddition(
  demands: readonly (readonly string[])[],
  agents: readonly Agent[],
): FoundAddition {
  if (demands.length === 0) return { addition: null, isExact: true }
  const wanted = [...new Set(demands.flat())].sort()
  const { learners, isWhole } = listLearners(wanted, agents)
  const hardest = dropImplied(demands)
  const search: Search = {
    demands: hardest,
    learners,
    rare: wanted.filter((skill) => learners.every(({ has }) => !has.has(skill))),
    best: findGreedily(hardest, learners),
    steps: 0,
  }
  const isSearched = isWhole && hardest.length <= maxSearched
  if (isSearched) branch(search, new Map(), 0)
  return { addition: additionOf(search.best), isExact: isSearched && search.steps <= maxSteps }
}

/** An agent that can be taught skills; `agentId` is null for a new agent. */
interface Learner {
  readonly agentId: string | null
  readonly has: ReadonlySet<string>
  readonly cannotLearn: ReadonlySet<string>
}

type Lessons = ReadonlyMap<Learner, readonly string[]>

interface Search {
  readonly demands: readonly (readonly string[])[]
  readonly learners: readonly Learner[]
  /** Wanted skills that no learner has. Each must be learned at least once. */
  readonly rare: readonly string[]
  best: Lessons
  steps: number
}

/**
 * A single skill outweighs all other costs. A new agent outweighs all agents that learn, of which there are at most
 * `maxAgents`.
 */
const skillCost = 4096
const registerCost = 2048

function costOf(lessons: Lessons): number {
  let cost = 0
  for (const [{ agentId }, skills] of lessons) {
    cost += skills.length * skillCost + (agentId === null ? registerCost : 0) + 1
  }
  return cost
}

function branch(search: Search, lessons: Lessons, at: number): void {
  const learned = new Set([...lessons.values()].flat())
  const toCome = search.rare.filter((skill) => !learned.has(skill)).length * skillCost
  if (costOf(lessons) + toCome >= costOf(search.best)) return
  const demand = search.demands[at]
  if (demand === undefined) {
    search.best = lessons
    return
  }
  for (const learner of search.learners) {
    search.steps += 1
    if (search.steps > maxSteps) return
    const next = teach(lessons, learner, demand)
    if (next !== null) branch(search, next, at + 1)
  }
}

function findGreedily(demands: readonly (readonly string[])[], learners: readonly Learner[]): Lessons {
  const lessons = new Map<Learner, readonly string[]>()
  for (const demand of demands) {
    let cheapest: { learner: Learner; skills: readonly string[]; cost: number } | null = null
    for (const learner of learners) {
      const skills = skillsAfter(lessons, learner, demand)
      if (skills === null) continue
      const known = lessons.get(learner)
      const isNew = known === undefined
      const register = isNew && learner.agentId === null ? registerCost : 0
      const cost = (skills.length - (known?.length ?? 0)) * skillCost + register + (isNew ? 1 : 0)
      if (cheapest === null || cost < cheapest.cost) cheapest = { learner, skills, cost }
    }
    if (cheapest !== null) lessons.set(cheapest.learner, cheapest.skills)
  }
  return lessons
}

function teach(lessons: Lessons, learner: Learner, demand: readonly string[]): Lessons | null {
  const skills = skillsAfter(lessons, learner, demand)
  return skills && new Map(lessons).set(learner, skills)
}

/** All skills that the learner must learn if it also takes this demand; null if it cannot learn them. */
function skillsAfter(lessons: Lessons, learner: Learner, demand: readonly string[]): string[] | null {
  const known = lessons.get(learner) ?? []
  const more = demand.filter((skill) => !learner.has.has(skill) && !known.includes(skill))
  return more.some((skill) => learner.cannotLearn.has(skill)) ? null : [...known, ...more]
}

/**
 * Demands that are not contained in a larger one, largest first. Meeting the larger demand meets the smaller one too.
 */
function dropImplied(demands: readonly (readonly string[])[]): (readonly string[])[] {
  const sorted = demands.toSorted((a, b) => b.length - a.length || (a.join(' ') < b.join(' ') ? -1 : 1))
  if (sorted.length > maxCompared) return sorted
  return sorted.filter(
    (demand, at) => !sorted.slice(0, at).some((larger) => demand.every((skill) => larger.includes(skill))),
  )
}

/**
 * Agents worth teaching, without those that another agent matches or exceeds at every skill. A new agent is a
 * candidate only if no agent can learn everything, because it starts without skills. The learners together can always
 * meet every demand.
 */
function listLearners(
  wanted: readonly string[],
  agents: readonly Agent[],
): { readonly learners: Learner[]; readonly isWhole: boolean } {
  const bySteps = new Map<string, Learner>()
  for (const agent of agents.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    // The program of a built-in agent determines its skills.
    const canLearn = agent.kind !== 'builtin'
    const has = new Set(agent.skills)
    const cannotLearn = new Set(wanted.filter((skill) => !has.has(skill) && !canLearn))
    const steps = wanted.map((skill) => (has.has(skill) ? 0 : cannotLearn.has(skill) ? 2 : 1)).join('')
    // Skip agents that can learn none of the skills: they cannot help with any demand.
    if (steps.includes('1') && !bySteps.has(steps))
      bySteps.set(steps, { agentId: agent.id, has, cannotLearn })
  }
  const held = (steps: string) => steps.split('0').length
  const likely = [...bySteps].sort(([a], [b]) => held(b) - held(a)).slice(0, maxLearners)
  const learners = likely
    .filter(([steps]) => !likely.some(([other]) => other !== steps && isNoWorse(other, steps)))
    .map(([, learner]) => learner)
  const isWhole = bySteps.size <= maxLearners
  if (learners.some(({ cannotLearn }) => cannotLearn.size === 0)) return { learners, isWhole }
  const newcomer = { agentId: null, has: new Set<string>(), cannotLearn: new Set<string>() }
  return { learners: [...learners, newcomer], isWhole }
}

function isNoWorse(steps: string, other: string): boolean {
  for (let at = 0; at < steps.length; at += 1) if (steps.charCodeAt(at) > other.charCodeAt(at)) return false
  return true
}

function additionOf(lessons: Lessons): SkillAddition {
  const teach: SkillAddition['teach'] = []
  let register: SkillAddition['register'] = null
  for (const [{ agentId }, learned] of lessons) {
    const skills = learned.toSorted()
    if (agentId === null) register = { skills }
    else teach.push({ agentId, skills })
  }
  return { teach: teach.sort((a, b) => (a.agentId < b.agentId ? -1 : 1)), register }
}
