import type { Application } from '../app/application.ts'
import type { Clock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'
import { createSeedHandlers } from './compat/seed.ts'
import { createTaskHandlers } from './compat/tasks.ts'
import { createWorkHandlers } from './compat/work.ts'
import { createHandlers, procedures } from './wire/procedure.ts'
import { createRepeats } from './wire/repeats.ts'

export interface WireOptions {
  readonly store: Pick<Store, 'receipts'>
  readonly clock: Clock
}

/** Handlers for all transports, one per use case. Their mutations are repeatable. */
export const createRouter = (options: WireOptions, application: Application) =>
  procedures.use(createRepeats(options)).router({
    seed: createSeedHandlers(application.seed),
    tasks: createTaskHandlers(application.requests),
    work: createWorkHandlers(application.work),
    plans: createHandlers('plans', application.plans),
    drafts: createHandlers('drafts', application.drafts),
    projects: createHandlers('projects', application.projects),
    runs: createHandlers('runs', application.runs),
    agents: createHandlers('agents', application.agents),
    skills: createHandlers('skills', application.skills),
    budgets: createHandlers('budgets', application.budgets),
    log: createHandlers('log', application.log),
    audit: createHandlers('audit', application.audit),
    goals: createHandlers('goals', application.goals),
    inbox: createHandlers('inbox', application.inbox),
    insight: createHandlers('insight', application.insight),
    memory: createHandlers('memory', application.memory),
    models: createHandlers('models', application.models),
    preferences: createHandlers('preferences', application.preferences),
    system: createHandlers('system', application.system),
    tokens: createHandlers('tokens', application.tokens),
    webhooks: createHandlers('webhooks', application.webhooks),
    workspaces: createHandlers('workspaces', application.workspaces),
  })

export type ApiRouter = ReturnType<typeof createRouter>
