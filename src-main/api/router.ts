import type { Application } from '../app/application.ts'
import { createAgentHandlers } from './agents.ts'
import { createAuditHandlers } from './audit.ts'
import { createBudgetHandlers } from './budgets.ts'
import { createSeedHandlers } from './compat/seed.ts'
import { createTaskHandlers } from './compat/tasks.ts'
import { createWorkHandlers } from './compat/work.ts'
import { createDraftHandlers } from './drafts.ts'
import { createDecisionHandlers, createGoalHandlers } from './goals.ts'
import { createInboxHandlers } from './inbox.ts'
import { createInsightHandlers } from './insight.ts'
import { createLedgerHandlers } from './ledger.ts'
import { createLogHandlers } from './log.ts'
import { createMemoryHandlers } from './memory.ts'
import { createModelHandlers } from './models.ts'
import { createPlanHandlers } from './plans.ts'
import { createPreferenceHandlers } from './preferences.ts'
import { createProjectHandlers } from './projects.ts'
import { createRunHandlers } from './runs.ts'
import { createSkillHandlers } from './skills.ts'
import { createSystemHandlers } from './system.ts'
import { createTokenHandlers } from './tokens.ts'
import { createWebhookHandlers } from './webhooks.ts'
import type { Services } from './wire/context.ts'
import { procedures } from './wire/procedure.ts'
import { createRepeats } from './wire/repeats.ts'
import { createWorkspaceHandlers } from './workspaces.ts'

/** One set of handlers for every wire; their mutations are repeatable. */
export const createRouter = (services: Services, application: Application) =>
  procedures.use(createRepeats(services)).router({
    seed: createSeedHandlers(services),
    tasks: createTaskHandlers(services),
    work: createWorkHandlers(services),
    plans: createPlanHandlers(application.plans),
    drafts: createDraftHandlers(services),
    projects: createProjectHandlers(application.projects),
    runs: createRunHandlers(services, application),
    agents: createAgentHandlers(application.agents),
    skills: createSkillHandlers(services),
    budgets: { ...createBudgetHandlers(services), ...createLedgerHandlers(services) },
    log: createLogHandlers(services),
    audit: createAuditHandlers(services),
    goals: {
      ...createGoalHandlers(services, application),
      ...createDecisionHandlers(services, application),
    },
    inbox: createInboxHandlers(application.inbox),
    insight: createInsightHandlers(services),
    memory: createMemoryHandlers(services),
    models: createModelHandlers(services),
    preferences: createPreferenceHandlers(services),
    system: createSystemHandlers(services),
    tokens: createTokenHandlers(services),
    webhooks: createWebhookHandlers(services),
    workspaces: createWorkspaceHandlers(services),
  })

export type ApiRouter = ReturnType<typeof createRouter>
