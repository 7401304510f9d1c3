import type { Application } from '../app/application.ts'
import type { Clock } from '../base/clock.ts'
import type { Notifier } from '../base/notifier.ts'
import type { Store } from '../store/store.ts'
import { createAgentHandlers } from './agents.ts'
import { createApprovalHandlers, createInboxHandlers } from './approvals.ts'
import { createAuditHandlers } from './audit.ts'
import { createBudgetHandlers } from './budgets.ts'
import { createSeedHandlers } from './compat/seed.ts'
import { createTaskHandlers } from './compat/tasks.ts'
import { createWorkHandlers } from './compat/work.ts'
import { createDraftHandlers } from './drafts.ts'
import { createDecisionHandlers, createGoalHandlers } from './goals.ts'
import { createInsightHandlers } from './insight.ts'
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
import type { Access } from './wire/access.ts'
import { createTransactFor, procedures } from './wire/procedure.ts'
import { createRepeats } from './wire/repeats.ts'
import { createWorkspaceHandlers } from './workspaces.ts'

export interface WireOptions {
  readonly store: Pick<Store, 'receipts' | 'transact'>
  readonly clock: Clock
  /** Notified after every commit. */
  readonly news: Notifier
  readonly access: Access
}

/** One set of handlers for every wire; their mutations are repeatable. */
export function createRouter({ store, clock, news, access }: WireOptions, application: Application) {
  const transactFor = createTransactFor(store)
  return procedures.use(createRepeats({ store, clock })).router({
    seed: createSeedHandlers(application),
    tasks: createTaskHandlers(application.requests),
    work: createWorkHandlers(application.work),
    plans: createPlanHandlers(application.plans),
    drafts: createDraftHandlers(transactFor, application.drafts),
    projects: createProjectHandlers(application.projects),
    runs: { ...createRunHandlers(news, application), ...createApprovalHandlers(application.approvals) },
    agents: createAgentHandlers(application.agents),
    skills: createSkillHandlers(application.skills),
    budgets: createBudgetHandlers(application.accounts),
    log: createLogHandlers(news, application),
    audit: createAuditHandlers(application.audit),
    goals: {
      ...createGoalHandlers(news, application.goals),
      ...createDecisionHandlers(transactFor, application.decisions),
    },
    inbox: createInboxHandlers(application.inbox),
    insight: createInsightHandlers(application.insight),
    memory: createMemoryHandlers(application.memory),
    models: createModelHandlers(application.models),
    preferences: createPreferenceHandlers(transactFor, application.preferences),
    system: createSystemHandlers(application),
    tokens: createTokenHandlers(transactFor, access),
    webhooks: createWebhookHandlers(transactFor, application.webhooks),
    workspaces: createWorkspaceHandlers(application.workspaces),
  })
}

export type ApiRouter = ReturnType<typeof createRouter>
