import type { SkillGapReport } from '#shared/model/agents/agent.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { planOfRequest } from '#shared/plan-file/read-plan.ts'
import { withId } from '../app/use-case.ts'
import { takesUnskilled } from '../assignment/any-work.ts'
import { withNormalisedSkills } from '../assignment/held-skills.ts'
import { rank } from '../assignment/scorecard.ts'
import { takesPart } from '../assignment/simulation.ts'
import { findSkillGaps } from '../assignment/skill-gap.ts'
import { normaliseTask } from '../engine/rules/build.ts'
import { nameSkills } from '../engine/skill-words.ts'
import type { RequestContext, Services } from './wire/context.ts'
import { found, procedures, unwrap } from './wire/procedure.ts'

export const createSkillHandlers = (services: Services) => ({
  listAliases: procedures.skills.listAliases.handler(() => services.store.skills.listAliases()),
  addAlias: procedures.skills.addAlias.handler(({ input, context }) => setAlias(services, input, context)),
  removeAlias: procedures.skills.removeAlias.handler(({ input: { alias }, context }) =>
    setAlias(services, { alias, skill: null }, context),
  ),
  match: procedures.skills.match.handler(({ input }) => {
    const { state } = services.engine
    const skills = nameSkills(state, input.skills)
    const working = [...state.agents.values()].filter(
      ({ agent }) => takesPart(agent, false) && (skills.length > 0 || takesUnskilled(agent, false)),
    )
    return rank(working, skills, services.clock.now())
  }),
  findGaps: procedures.skills.findGaps.handler(({ input: { planId } }) =>
    findGaps(services, found(services.store.plans.find(planId), `Plan ${planId}`).document),
  ),
  findGapsOf: procedures.skills.findGapsOf.handler(({ input }) =>
    findGaps(services, planOfRequest(input, null)),
  ),
})

async function setAlias(
  { engine, store }: Services,
  { alias, skill }: { readonly alias: string; readonly skill: string | null },
  { idempotencyKey }: RequestContext,
) {
  unwrap(await engine.dispatch({ type: 'skills.alias', alias, skill }, withId(idempotencyKey)))
  return store.skills.listAliases()
}

/** Of the agents that its run would have, and in the words that its run would have. */
function findGaps({ engine: { state } }: Services, { tasks, crew }: PlanDocument): SkillGapReport {
  const agents = [...state.agents.values()]
    .map(({ agent }) => agent)
    .filter((agent) => takesPart(agent, false))
    .map((agent) => withNormalisedSkills(agent, state.aliases))
  return findSkillGaps(
    tasks.map((task) => normaliseTask(state, task)),
    crew === null ? agents : agents.filter(({ id }) => crew.includes(id)),
  )
}
