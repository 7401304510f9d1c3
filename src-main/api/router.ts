import { createAgentHandlers } from './agents.ts'
import type { Services } from './context.ts'
import { createLogHandlers } from './log.ts'
import { createPlanHandlers } from './plans.ts'
import { procedures } from './procedure.ts'
import { createRunHandlers } from './runs.ts'
import { createSeedHandlers } from './seed.ts'
import { createSystemHandlers } from './system.ts'
import { createWebhookHandlers } from './webhooks.ts'

/** One set of handlers for every wire. */
export const createRouter = (services: Services) =>
  procedures.router({
    seed: createSeedHandlers(services),
    plans: createPlanHandlers(services),
    runs: createRunHandlers(services),
    agents: createAgentHandlers(services),
    log: createLogHandlers(services),
    system: createSystemHandlers(services),
    webhooks: createWebhookHandlers(services),
  })

export type ApiRouter = ReturnType<typeof createRouter>
