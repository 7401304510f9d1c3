import { planOfRequest } from '#shared/plan-file/read-plan.ts'
import type { Skills } from '../app/agents/skills.ts'
import { answer, procedures, unwrap } from './wire/procedure.ts'

export const createSkillHandlers = (skills: Skills) => ({
  listAliases: procedures.skills.listAliases.handler(() => skills.listAliases()),
  addAlias: procedures.skills.addAlias.handler(answer(skills.setAlias)),
  removeAlias: procedures.skills.removeAlias.handler(async ({ input: { alias }, context }) =>
    unwrap(await skills.setAlias({ alias, skill: null }, context.idempotencyKey)),
  ),
  match: procedures.skills.match.handler(({ input }) => skills.match(input.skills)),
  findGaps: procedures.skills.findGaps.handler(({ input: { planId } }) => unwrap(skills.findGaps(planId))),
  findGapsOf: procedures.skills.findGapsOf.handler(({ input }) =>
    skills.findGapsOf(planOfRequest(input, null)),
  ),
})
