import type { SkillGapReport, Verdict } from '#shared/model/agents/agent.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { ok } from '#shared/result.ts'
import { takesUnskilled } from '../../assignment/any-work.ts'
import { withNormalisedSkills } from '../../assignment/held-skills.ts'
import { rank } from '../../assignment/scorecard.ts'
import { takesPart } from '../../assignment/simulation.ts'
import { findSkillGaps } from '../../assignment/skill-gap.ts'
import { verdictOnUnknownAgent, verifyForRun } from '../../assignment/verify.ts'
import type { Clock } from '../../base/clock.ts'
import type { Engine } from '../../engine/engine.ts'
import { normaliseTask } from '../../engine/rules/build.ts'
import { nameSkills } from '../../engine/skill-words.ts'
import type { Store } from '../../store/store.ts'
import { requireFound, withId } from '../use-case.ts'

export interface SkillOptions {
  readonly engine: Engine
  readonly store: Pick<Store, 'plans' | 'skills'>
  readonly clock: Clock
}

interface NewAlias {
  readonly alias: string
  /** Null removes the alias. */
  readonly skill: string | null
}

export type Skills = ReturnType<typeof createSkills>

/** Aliases of skills, the agents that have a skill, and the skills that a plan lacks. */
export const createSkills = (options: SkillOptions) => {
  const { engine, store, clock } = options
  return {
    listAliases: () => store.skills.listAliases(),
    async setAlias({ alias, skill }: NewAlias, commandId: string | null) {
      const outcome = await engine.dispatch({ type: 'skills.alias', alias, skill }, withId(commandId))
      return outcome.ok ? ok(store.skills.listAliases()) : outcome
    },
    match(asked: readonly string[]) {
      const skills = nameSkills(engine.state, asked)
      const working = [...engine.state.agents.values()].filter(
        ({ agent }) => takesPart(agent, false) && (skills.length > 0 || takesUnskilled(agent, false)),
      )
      return rank(working, skills, clock.now())
    },
    /** Whether an agent could take a task that requires these skills. */
    verify(agentId: string, required: readonly string[], isSimulated: boolean): Verdict {
      const agent = engine.state.agents.get(agentId)
      const skills = nameSkills(engine.state, required)
      return agent === undefined
        ? verdictOnUnknownAgent(agentId, skills)
        : verifyForRun(agent, skills, isSimulated)
    },
    findGaps(planId: string) {
      const plan = requireFound(store.plans.find(planId), `Plan ${planId}`)
      return plan.ok ? ok(findGaps(options, plan.value.document)) : plan
    },
    findGapsOf: (document: PlanDocument) => findGaps(options, document),
  }
}

/** The agents and the skill names are those that a run of the plan would have. */
function findGaps({ engine: { state } }: SkillOptions, { tasks, crew }: PlanDocument): SkillGapReport {
  const agents = [...state.agents.values()]
    .map(({ agent }) => agent)
    .filter((agent) => takesPart(agent, false))
    .map((agent) => withNormalisedSkills(agent, state.aliases))
  return findSkillGaps(
    tasks.map((task) => normaliseTask(state, task)),
    crew === null ? agents : agents.filter(({ id }) => crew.includes(id)),
  )
}
