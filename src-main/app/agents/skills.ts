import type { SkillGapReport, Verdict } from '#shared/model/agents/agent.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { planOfRequest } from '#shared/plan-file/read-plan.ts'
import { ok } from '#shared/result.ts'
import { takesUnskilled } from '../../assignment/any-work.ts'
import { withNormalisedSkills } from '../../assignment/held-skills.ts'
import { rank } from '../../assignment/scorecard.ts'
import { takesPart } from '../../assignment/simulation.ts'
import { findSkillGaps } from '../../assignment/skill-gap.ts'
import { verdictOnUnknownAgent, verifyForRun } from '../../assignment/verify.ts'
import { normaliseTask } from '../../engine/rules/build.ts'
import { nameSkills } from '../../engine/skill-names.ts'
import type { AppOptions } from '../options.ts'
import { records, requireFound, type UseCases, withId } from '../use-case.ts'

interface NewAlias {
  readonly alias: string
  /** Null removes the alias. */
  readonly skill: string | null
}

/** Aliases of skills, the agents that have a skill, and the skills that a plan lacks. */
export const createSkills = (options: AppOptions): UseCases<'skills'> => {
  const { engine, store, clock } = options
  return {
    listAliases: () => ok(store.skills.listAliases()),
    addAlias: (alias, { commandId }) => setAlias(options, alias, commandId),
    removeAlias: ({ alias }, { commandId }) => setAlias(options, { alias, skill: null }, commandId),
    match(asked) {
      const skills = nameSkills(engine.state, asked.skills)
      const working = [...engine.state.agents.values()].filter(
        ({ agent }) => takesPart(agent, false) && (skills.length > 0 || takesUnskilled(agent, false)),
      )
      return ok(rank(working, skills, clock.now()))
    },
    findGaps({ planId }) {
      const plan = requireFound(store.plans.find(planId), records.plan(planId))
      return plan.ok ? ok(findGaps(options, plan.value.document)) : plan
    },
    findGapsOf: (request) => ok(findGaps(options, planOfRequest(request, null))),
  }
}

async function setAlias({ engine, store }: AppOptions, { alias, skill }: NewAlias, commandId: string | null) {
  const outcome = await engine.dispatch({ type: 'skills.alias', alias, skill }, withId(commandId))
  return outcome.ok ? ok(store.skills.listAliases()) : outcome
}

/** Verdict on whether an agent can take a task that requires these skills. */
export function verifyAgent(
  { engine }: Pick<AppOptions, 'engine'>,
  agentId: string,
  { required, isSimulated }: { readonly required: readonly string[]; readonly isSimulated: boolean },
): Verdict {
  const agent = engine.state.agents.get(agentId)
  const skills = nameSkills(engine.state, required)
  return agent === undefined
    ? verdictOnUnknownAgent(agentId, skills)
    : verifyForRun(agent, skills, isSimulated)
}

/** Uses the agents and the skill names that a run of the plan would have. */
function findGaps({ engine: { state } }: AppOptions, { tasks, crew }: PlanDocument): SkillGapReport {
  const agents = [...state.agents.values()]
    .map(({ agent }) => agent)
    .filter((agent) => takesPart(agent, false))
    .map((agent) => withNormalisedSkills(agent, state.aliases))
  return findSkillGaps(
    tasks.map((task) => normaliseTask(state, task)),
    crew === null ? agents : agents.filter(({ id }) => crew.includes(id)),
  )
}
