import type { Posterior } from '#shared/model/agents/agent.ts'

/** Weighted outcomes of an agent at one skill at the instant `at` (milliseconds since 1970, UTC). Plain JSON. */
export interface Competence {
  readonly successes: number
  readonly failures: number
  readonly at: number
}

export interface SkillOutcome {
  readonly ok: boolean
  readonly at: number
}

/** Half-life of an outcome's weight, in milliseconds. Agents, prompts and models change within months. */
const halfLifeMs = 30 * 24 * 3_600_000

/**
 * Prior of an agent without outcomes: Beta(2, 1), two successes in three. The mean is above one half, so a new agent
 * is tried before one that fails every other time ("optimistic initial values", Sutton and Barto, Reinforcement
 * Learning, section 2.6). The prior weighs as much as three outcomes, so a few real ones outweigh it.
 */
const prior = { successes: 2, failures: 1 }

/** The 95% point of the standard normal distribution. */
const normal95 = 1.6448536269514722

/**
 * Adds an outcome after decaying the earlier ones. If the clock was set back, nothing decays and time continues from
 * the new instant.
 */
export function learn(competence: Competence | null, { ok, at }: SkillOutcome): Competence {
  const left = shareLeft(competence, at)
  return {
    successes: settle((competence?.successes ?? 0) * left + (ok ? 1 : 0)),
    failures: settle((competence?.failures ?? 0) * left + (ok ? 0 : 1)),
    at,
  }
}

/**
 * Expected share of tasks that the agent does well, with a 90% interval (5% and 95% quantiles). All values are between
 * 0 and 1. The mean is that of a Beta posterior over decaying evidence (Jøsang and Ismail, The Beta Reputation System,
 * 2002, with a half-life in place of their forgetting factor).
 */
export function posterior(competence: Competence | null, at: number): Posterior {
  const left = shareLeft(competence, at)
  const alpha = prior.successes + (competence?.successes ?? 0) * left
  const beta = prior.failures + (competence?.failures ?? 0) * left
  return {
    mean: alpha / (alpha + beta),
    low: betaQuantile(alpha, beta, normal95),
    high: betaQuantile(alpha, beta, -normal95),
  }
}

/** The mean of `posterior` without the bounds, because ranking computes it for every agent and skill. */
export function expectedShare(competence: Competence | null, at: number): number {
  if (competence === null) return prior.successes / (prior.successes + prior.failures)
  const left = shareLeft(competence, at)
  const alpha = prior.successes + competence.successes * left
  return alpha / (alpha + (prior.failures + competence.failures * left))
}

/** Largest gain of `expectedShare` from one more success: the maximum of b / ((2 + b)(3 + b)). */
export const maxGain = 0.1011

/** Remaining weight of the earlier outcomes at an instant, 0 to 1. */
function shareLeft(competence: Competence | null, at: number): number {
  if (competence === null || at <= competence.at) return 1
  return 2 ** ((competence.at - at) / halfLifeMs)
}

/**
 * Rounds to twelve digits: the last bits of a power may differ between machines, but replay must produce the same row.
 */
const settle = (count: number): number => Number(count.toPrecision(12))

/**
 * Quantile of a Beta distribution with parameters of at least 1, by the normal approximation of Abramowitz and Stegun
 * 26.5.22. Bounds are slightly too wide: by less than 0.07 with few outcomes, 0.01 after a hundred outcomes. `upper`
 * is the normal deviate of the upper tail: the 5% quantile is at +1.645.
 */
function betaQuantile(alpha: number, beta: number, upper: number): number {
  const a = 1 / (2 * alpha - 1)
  const b = 1 / (2 * beta - 1)
  const lambda = (upper * upper - 3) / 6
  const h = 2 / (a + b)
  const w = (upper * Math.sqrt(h + lambda)) / h - (b - a) * (lambda + 5 / 6 - 2 / (3 * h))
  return alpha / (alpha + beta * Math.exp(2 * w))
}
