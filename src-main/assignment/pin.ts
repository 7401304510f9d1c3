import type { Candidate, PinFault, Scorecard } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'
import { nameOf } from './counterfactual.ts'
import { maxKept, rank, rankBeside } from './scorecard.ts'
import type { Candidacy } from './verify.ts'

/** Reasons for exclusion that no change to the agent's skills or availability removes. */
export type PinBar = Exclude<PinFault, 'lacks_skills' | 'offline'>

export interface Pinned {
  readonly agentId: string
  /** Null if the agent does not exist. */
  readonly candidacy: Candidacy | null
  /** Reason that excludes the agent regardless of its skills; null if there is none. */
  readonly bar: PinBar | null
}

interface PinRequest {
  readonly requiredSkills: readonly string[]
  readonly at: number
  /** Title and description of the task. */
  readonly text?: string
}

/**
 * The scorecard of a task that is assigned to one agent. Only this agent may be chosen, and it still needs the
 * required skills. Other agents are ranked as if the task were not assigned.
 */
export function rankPinned(
  pinned: Pinned,
  crew: readonly Candidacy[],
  { requiredSkills, at, text = '' }: PinRequest,
): Scorecard {
  const { agentId: pin, candidacy } = pinned
  const free = rankBeside(crew, { requiredSkills, at, text })
  const [own] = candidacy === null ? [] : rank([candidacy], requiredSkills, at).candidates
  const fault = pinned.bar ?? (own === undefined ? 'unknown' : faultOf(own))
  const others = free.candidates.filter(({ agentId }) => agentId !== pin)
  const candidates = [...(own === undefined ? [] : [own]), ...others].slice(0, maxKept)
  const known =
    crew.some(({ agent }) => agent.id === pin) || own === undefined ? crew.length : crew.length + 1
  return {
    chosen: fault === null ? pin : null,
    candidates,
    others: known - candidates.length,
    counterfactual: describeFree(pinned, findChosen(crew, free)),
    pin: { agentId: pin, fault },
  }
}

function faultOf({ verdict }: Candidate): PinFault | null {
  if (verdict.qualified) return null
  return verdict.missingSkills.length > 0 ? 'lacks_skills' : 'offline'
}

const findChosen = (crew: readonly Candidacy[], { chosen }: Scorecard): Candidacy | undefined =>
  crew.find(({ agent }) => agent.id === chosen)

function describeFree({ agentId, candidacy }: Pinned, chosen: Candidacy | undefined): string {
  if (chosen === undefined) return words.matching.assignedNoMatch
  const who = nameOf({ candidacy: chosen })
  if (chosen.agent.id === agentId) return words.matching.assignedIsBest(who)
  const pin = candidacy === null ? agentId : nameOf({ candidacy })
  return words.matching.betterMatch(who, pin)
}
