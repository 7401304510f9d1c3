import type { Agent } from '#shared/model/agents/agent.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task.ts'
import { clip } from '#shared/text/clip.ts'
import { takesUnskilled } from '../../assignment/any-work.ts'
import { type PinBar, rankPinned } from '../../assignment/pin.ts'
import { rank, reasonForNobody } from '../../assignment/scorecard.ts'
import { isStandIn, takesPart } from '../../assignment/simulation.ts'
import { normaliseSkills, type SkillAliases } from '../../assignment/skills.ts'
import type { Candidacy } from '../../assignment/verify.ts'

export interface Roster {
  /** As they are now: what they do, and what was learned of them. */
  readonly candidacies: readonly Candidacy[]
  readonly aliases: SkillAliases
  readonly isSimulated: boolean
  readonly at: number
}

export type Promised =
  | { readonly candidacy: Candidacy; readonly reason: null }
  | { readonly candidacy: null; readonly reason: string }

/** Who would be promised each task, in the order of the plan: every promise is seen by the next, as in a run. */
export function promiseTasks({ crew, tasks }: PlanDocument, roster: Roster): ReadonlyMap<string, Promised> {
  const rivals = roster.candidacies.map((each) => ({ ...each }))
  const promises = new Map<string, Promised>()
  const nameOf = (id: string) => clip(rivals.find(({ agent }) => agent.id === id)?.agent.name ?? id)
  for (const task of tasks) {
    if (task.kind === 'group') continue
    const scorecard = rankFor({ crew, rivals, roster }, task)
    const chosen = rivals.find(({ agent }) => agent.id === scorecard.chosen)
    if (chosen === undefined) {
      promises.set(task.key, { candidacy: null, reason: reasonForNobody(scorecard, nameOf) })
    } else {
      chosen.promised += 1
      promises.set(task.key, { candidacy: chosen, reason: null })
    }
  }
  return promises
}

interface Ranking {
  readonly crew: readonly string[] | null
  readonly rivals: readonly Candidacy[]
  readonly roster: Roster
}

function rankFor({ crew, rivals, roster }: Ranking, task: TaskDefinition) {
  const { aliases, isSimulated, at } = roster
  const isHeld = (word: string) => rivals.some(({ agent }) => agent.skills.includes(word))
  const requiredSkills = normaliseSkills(task.requiredSkills, aliases, isHeld)
  const able = rivals.filter(
    ({ agent }) =>
      takesPart(agent, isSimulated) &&
      !isStandIn(agent) &&
      (crew === null
        ? requiredSkills.length > 0 || takesUnskilled(agent, isSimulated)
        : crew.includes(agent.id)),
  )
  const candidacy = rivals.find(({ agent }) => agent.id === task.pin) ?? null
  const isPlayed = isSimulated && (candidacy === null || !takesPart(candidacy.agent, true))
  if (task.pin === undefined || isPlayed) {
    const scorecard = rank(able, requiredSkills, at)
    const played =
      isSimulated && scorecard.chosen === null ? rivals.filter(({ agent }) => isStandIn(agent)) : []
    return played.length === 0 ? scorecard : rank(played, requiredSkills, at)
  }
  const bar = candidacy === null ? 'unknown' : barOf(candidacy.agent, { crew, isSimulated })
  return rankPinned({ agentId: task.pin, candidacy, bar }, able, { requiredSkills, at })
}

function barOf(
  agent: Agent,
  { crew, isSimulated }: { readonly crew: readonly string[] | null; readonly isSimulated: boolean },
): PinBar | null {
  if (!takesPart(agent, isSimulated)) return 'only_simulated'
  return crew !== null && !crew.includes(agent.id) ? 'not_in_crew' : null
}
