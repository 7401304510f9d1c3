import { freeKinds, type Posterior, type ScoreParts } from '#shared/model/agents/agent.ts'
import { expectedShare, posterior } from './competence.ts'
import type { Relevance } from './relevance.ts'
import type { Candidacy } from './verify.ts'

/**
 * Weights of the parts of a score; the sum is 1. Quality ranks first, then availability. Specificity reserves
 * specialists for their skill; cost and latency decide between otherwise equal agents.
 * - competence: expected share of successes at the required skills; 2/3 when unknown
 * - capacity: 1 when idle, 1/2 when all slots are taken or promised, decreasing with every further promise
 * - specificity: 1 when the agent has no other skills
 * - cost: 1 when free, 1/2 at `halfCostMinor`; 1/2 when unknown
 * - latency: 1 when instant, 1/2 at `halfLatencyMs`; 1/2 when unknown
 */
export const weights = { competence: 0.35, capacity: 0.25, specificity: 0.15, cost: 0.15, latency: 0.1 }

/**
 * Share of the relevance of the task's text to the agent, where the text has a word in common with any candidate. The
 * parts above except capacity are then scaled down, so that the sum stays 1.
 */
const relevanceWeight = 0.25
const besidesShare = 1 - relevanceWeight / (1 - weights.capacity)

/** Minor currency units: one major unit of most currencies. */
const halfCostMinor = 100
const halfLatencyMs = 60_000
const unknown = 0.5

/** The requirements of a task at an instant. */
export interface Need {
  readonly skills: readonly string[]
  readonly at: number
  /** False if the candidates' prices are in several currencies; every price then counts as unknown. */
  readonly isPriceComparable: boolean
  /** Absent: the text of the task is unknown, or has no word in common with a candidate. */
  readonly relevance?: Relevance
}

/** Score from 0 to 1, not rounded. */
export const scoreOf = (candidacy: Candidacy, need: Need): number =>
  withLoad(scoreBesidesLoad(candidacy, need), loadOf(candidacy))

/** Score without the capacity part, which does not change with the load of the agent. */
export function scoreBesidesLoad(candidacy: Candidacy, need: Need): number {
  const parts = scoreOfParts(candidacy, need)
  if (need.relevance === undefined) return parts
  return besidesShare * parts + relevanceWeight * (need.relevance.get(candidacy.agent.id) ?? 0)
}

/** Weight of the competence in the score of this need. */
export const competenceWeight = ({ relevance }: Need): number =>
  weights.competence * (relevance === undefined ? 1 : besidesShare)

const scoreOfParts = (candidacy: Candidacy, need: Need): number =>
  weights.competence * competenceAt(candidacy, need) +
  weights.specificity * specificityOf(candidacy, need) +
  weights.cost * costOf(candidacy, need) +
  weights.latency * latencyOf(candidacy)

export const withLoad = (besidesLoad: number, load: number): number =>
  besidesLoad + weights.capacity * freeAt(load)

/** Running attempts and promised tasks per slot. */
export const loadOf = ({ agent, running, promised }: Candidacy): number =>
  (running + promised) / agent.capacity

/** Parts of the score, rounded for display and storage. */
export function partsOf(candidacy: Candidacy, need: Need): ScoreParts {
  const { mean, low, high } = posteriorAt(candidacy, need)
  return {
    competence: { mean: rounded(mean), low: rounded(low), high: rounded(high) },
    capacity: rounded(freeAt(loadOf(candidacy))),
    specificity: rounded(specificityOf(candidacy, need)),
    cost: rounded(costOf(candidacy, need)),
    latency: rounded(latencyOf(candidacy)),
    ...(need.relevance !== undefined && {
      relevance: rounded(need.relevance.get(candidacy.agent.id) ?? 0),
    }),
  }
}

export const rounded = (share: number): number => Math.round(share * 10_000) / 10_000

/** Spreads a plan over equal agents: every promise lowers the share, and it never reaches zero. */
const freeAt = (load: number): number => 1 / (1 + load)

const specificityOf = ({ agent }: Candidacy, { skills }: Need): number =>
  Math.min(1, (skills.length + 1) / (agent.skills.length + 1))

function costOf({ agent }: Candidacy, { isPriceComparable }: Need): number {
  const { price } = agent
  if (freeKinds.has(agent.kind) || price?.amountMinor === 0) return 1
  if (price === undefined || !isPriceComparable) return unknown
  return 1 / (1 + price.amountMinor / halfCostMinor)
}

function latencyOf({ agent }: Candidacy): number {
  const ms = agent.latencyMs
  return ms === undefined ? unknown : 1 / (1 + ms / halfLatencyMs)
}

function competenceAt(candidacy: Candidacy, { skills, at }: Need): number {
  if (skills.length === 0 || candidacy.competence === undefined) return expectedShare(null, at)
  let sum = 0
  for (const skill of skills) sum += expectedShare(candidacy.competence(skill), at)
  return sum / skills.length
}

const nothingKnown = posterior(null, 0)

/** Averages the bounds like the mean, as if the skills always failed together. */
function posteriorAt(candidacy: Candidacy, { skills, at }: Need): Posterior {
  if (skills.length === 0 || candidacy.competence === undefined) return nothingKnown
  const sum = { mean: 0, low: 0, high: 0 }
  for (const skill of skills) {
    const { mean, low, high } = posterior(candidacy.competence(skill), at)
    sum.mean += mean
    sum.low += low
    sum.high += high
  }
  const count = skills.length
  return { mean: sum.mean / count, low: sum.low / count, high: sum.high / count }
}
