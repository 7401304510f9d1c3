import type { Plans } from '../app/plans/plans.ts'
import { answer, procedures, unwrap } from './wire/procedure.ts'

export const createPlanHandlers = (plans: Plans) => ({
  import: procedures.plans.import.handler(answer(plans.import)),
  list: procedures.plans.list.handler(() => plans.list()),
  get: procedures.plans.get.handler(({ input }) => unwrap(plans.get(input.planId))),
  listVersions: procedures.plans.listVersions.handler(({ input }) =>
    unwrap(plans.listVersions(input.planId)),
  ),
  export: procedures.plans.export.handler(({ input: { planId, format } }) => {
    const { text, fileName, losses } = unwrap(plans.export(planId, format))
    return { format, text, fileName, losses: [...losses] }
  }),
  publish: procedures.plans.publish.handler(async ({ input, context }) => ({
    planIds: unwrap(await plans.publish(input, context.idempotencyKey)),
  })),
  remove: procedures.plans.remove.handler(async ({ input, context }) => ({
    planId: unwrap(await plans.remove(input.planId, context.idempotencyKey)),
  })),
  restore: procedures.plans.restore.handler(async ({ input, context }) => ({
    planId: unwrap(await plans.restore(input.planId, context.idempotencyKey)),
  })),
  change: procedures.plans.change.handler(async ({ input, signal }) => {
    const { document, openQuestions, model, notes } = await plans.change(input, signal)
    return { document, openQuestions: [...openQuestions], model, notes: [...notes] }
  }),
  dryRun: procedures.plans.dryRun.handler(({ input }) =>
    unwrap(plans.dryRun(input.document, input.simulate)),
  ),
  check: procedures.plans.check.handler(answer(plans.check)),
  fix: procedures.plans.fix.handler(answer(plans.mend)),
  listSamples: procedures.plans.listSamples.handler(() => plans.listSamples()),
  listTemplates: procedures.plans.listTemplates.handler(() => plans.listTemplates()),
})
