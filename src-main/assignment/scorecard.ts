import type { Candidate, Scorecard } from '#shared/model/agent.ts'
import { type Candidacy, verify } from './verify.ts'

/** Shares of the score; they add up to 1. */
const weights = { capacity: 0.6, specificity: 0.4 }

/** A scorecard is kept with every task: with a large roster all candidates would be most of the database. */
const maxKept = 20

type Scored = Candidate & { readonly score: number }

/** The best agent for the skills, with every candidate's facts and what would have changed the answer. */
export function rank(candidacies: readonly Candidacy[], requiredSkills: readonly string[]): Scorecard {
  const candidates = candidacies.map((candidacy) => judge(candidacy, requiredSkills)).sort(byScoreThenId)
  const [best, next] = candidates.filter(isScored)
  const kept = candidates.slice(0, maxKept)
  const scorecard = {
    chosen: best?.agentId ?? null,
    candidates: kept,
    others: candidates.length - kept.length,
  }
  if (best === undefined) return { ...scorecard, counterfactual: nearestMiss(candidates) }
  return { ...scorecard, counterfactual: whatIf(candidacies, requiredSkills, best, next) }
}

/** Why nobody was chosen, in the words of document 000: the reason of the agent that comes nearest. */
export function reasonForNobody(scorecard: Scorecard): string {
  const nearest = nearestOf(scorecard.candidates)
  return `No qualified agent found: ${nearest?.verdict.reason ?? 'No agents are registered.'}`
}

function judge(candidacy: Candidacy, requiredSkills: readonly string[]): Candidate {
  const { agent } = candidacy
  const verdict = verify(candidacy, requiredSkills)
  if (!verdict.qualified) return { agentId: agent.id, verdict, score: null, parts: null }
  const load = (candidacy.running + candidacy.promised) / agent.capacity
  const parts = {
    // 1 when idle, 1/2 when full, falling on with every further promise: a plan spreads over equal agents.
    capacity: 1 / (1 + load),
    // A specialist before a generalist.
    specificity: (requiredSkills.length + 1) / (agent.skills.length + 1),
  }
  const score = weights.capacity * parts.capacity + weights.specificity * Math.min(1, parts.specificity)
  return { agentId: agent.id, verdict, score, parts }
}

const isScored = (candidate: Candidate): candidate is Scored => candidate.score !== null

function byScoreThenId(a: Candidate, b: Candidate): number {
  return (
    (b.score ?? -1) - (a.score ?? -1) ||
    a.verdict.missingSkills.length - b.verdict.missingSkills.length ||
    compareIds(a.agentId, b.agentId)
  )
}

const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function nearestOf(candidates: readonly Candidate[]): Candidate | undefined {
  return [...candidates].sort(
    (a, b) =>
      a.verdict.missingSkills.length - b.verdict.missingSkills.length || compareIds(a.agentId, b.agentId),
  )[0]
}

function nearestMiss(candidates: readonly Candidate[]): string {
  const nearest = nearestOf(candidates)
  if (nearest === undefined) return 'There is no agent to choose from.'
  const { missingSkills } = nearest.verdict
  if (missingSkills.length === 0) return `${nearest.agentId} would win if it were online.`
  const short = missingSkills.length === 1 ? '1 skill' : `${missingSkills.length} skills`
  return `${nearest.agentId} is ${short} short: ${missingSkills.join(', ')}.`
}

function whatIf(
  candidacies: readonly Candidacy[],
  requiredSkills: readonly string[],
  best: Scored,
  next: Scored | undefined,
): string {
  const freed = candidacies
    .filter(({ agent }) => agent.id !== best.agentId)
    .map(({ agent }) =>
      judge({ agent: { ...agent, availability: 'online' }, running: 0, promised: 0 }, requiredSkills),
    )
    .filter(isScored)
    .sort(byScoreThenId)[0]
  if (freed === undefined) return 'No other agent has the required skills.'
  if (byScoreThenId(freed, best) > 0)
    return `${freed.agentId} is next and would not win even if it were free.`
  const isOffline = next?.agentId !== freed.agentId && !candidacies.some(isOnline(freed.agentId))
  return `${freed.agentId} would win if it were ${isOffline ? 'online' : 'free'}.`
}

const isOnline =
  (id: string) =>
  ({ agent }: Candidacy): boolean =>
    agent.id === id && agent.availability !== 'offline'
