import { createAgents } from './agents/agents.ts'
import { createSkills, verifyAgent } from './agents/skills.ts'
import { createAudit } from './audit/audit.ts'
import { createLog } from './audit/log.ts'
import { createGoals } from './goals/goals.ts'
import { createInsight } from './insight/insight.ts'
import { createMemory, readEntry } from './memory/memory.ts'
import { createModels } from './models/models.ts'
import { createAccounts } from './money/accounts.ts'
import type { AppOptions } from './options.ts'
import { createDrafts } from './plans/drafts.ts'
import { createPlans, scopeGoal } from './plans/plans.ts'
import { createProjects } from './projects/projects.ts'
import { createRequests } from './requests/requests.ts'
import { createApprovals, createInbox } from './runs/approvals.ts'
import { createRunStreams } from './runs/run-changes.ts'
import { createRunLog } from './runs/run-log.ts'
import { createRunTimes } from './runs/run-times.ts'
import { buildUnpublished, createRuns } from './runs/runs.ts'
import { createPreferences } from './settings/preferences.ts'
import { createSystem } from './settings/system.ts'
import { createTokens } from './tokens/tokens.ts'
import { createWebhookSettings } from './webhooks/webhooks.ts'
import { createWork } from './work/work.ts'
import { createWorkspaces } from './workspaces/workspaces.ts'

/** Use cases by area: the only part of the main process that a wire calls. */
export type Application = ReturnType<typeof createApplication>

export const createApplication = (options: AppOptions) => ({
  plans: createPlans(options),
  drafts: createDrafts(options),
  projects: createProjects(options),
  runs: {
    ...createRuns(options),
    ...createRunStreams(options),
    ...createRunLog(options),
    ...createRunTimes(options),
    ...createApprovals(options),
  },
  inbox: createInbox(options),
  agents: createAgents(options),
  skills: createSkills(options),
  budgets: createAccounts(options),
  goals: createGoals(options),
  memory: createMemory(options),
  log: createLog(options),
  audit: createAudit(options),
  insight: createInsight(options),
  models: createModels(options),
  preferences: createPreferences(options),
  system: createSystem(options),
  tokens: createTokens(options),
  webhooks: createWebhookSettings(options),
  workspaces: createWorkspaces(options),
  requests: createRequests(options),
  work: createWork(options),
  /** Used only by the specification's own procedures. */
  seed: {
    build: buildUnpublished.bind(null, options),
    scope: scopeGoal.bind(null, options),
    verifyAgent: verifyAgent.bind(null, options),
    readMemory: readEntry.bind(null, options.store),
  },
})
