import type { Agents } from '../app/agents/agents.ts'
import { answer, procedures, unwrap } from './wire/procedure.ts'

export const createAgentHandlers = (agents: Agents) => ({
  list: procedures.agents.list.handler(() => agents.list()),
  get: procedures.agents.get.handler(({ input }) => unwrap(agents.get(input.id))),
  register: procedures.agents.register.handler(async ({ input, context }) =>
    unwrap(await agents.register(input.agents, context.idempotencyKey)),
  ),
  discover: procedures.agents.discover.handler(async ({ input, context, signal }) =>
    unwrap(await agents.discover({ isToAdd: input.add ?? false, signal }, context.idempotencyKey)),
  ),
  importRoster: procedures.agents.importRoster.handler(answer(agents.importRoster)),
  enable: procedures.agents.enable.handler(async ({ input, context }) =>
    unwrap(await agents.enable(input.id, true, context.idempotencyKey)),
  ),
  disable: procedures.agents.disable.handler(async ({ input, context }) =>
    unwrap(await agents.enable(input.id, false, context.idempotencyKey)),
  ),
  check: procedures.agents.check.handler(async ({ input, signal }) =>
    unwrap(await agents.check(input.id, signal)),
  ),
  trial: procedures.agents.trial.handler(async ({ input, context }) => ({
    runId: unwrap(await agents.tryOut(input, context.idempotencyKey)),
  })),
  readCard: procedures.agents.readCard.handler(async ({ input, signal }) => ({
    agent: unwrap(await agents.readCard(input, signal)),
  })),
})
