import { type AgentOptions, createAgents } from './agents/agents.ts'
import { createSkills, type SkillOptions, verifyAgent } from './agents/skills.ts'
import { type AuditOptions, createAudit } from './audit/audit.ts'
import { createLog, type LogOptions } from './audit/log.ts'
import { createGoals, type GoalOptions } from './goals/goals.ts'
import { createInsight, type InsightOptions } from './insight/insight.ts'
import { createMemory, type MemoryOptions, readEntry } from './memory/memory.ts'
import { createModels, type ModelOptions } from './models/models.ts'
import { type AccountOptions, createAccounts } from './money/accounts.ts'
import { createDrafts, type DraftOptions } from './plans/drafts.ts'
import { createPlans, type PlansOptions, scopeGoal } from './plans/plans.ts'
import { createProjects, type ProjectOptions } from './projects/projects.ts'
import { createRequests, type RequestOptions } from './requests/requests.ts'
import { createApprovals, createInbox, type InboxOptions } from './runs/approvals.ts'
import { createRunStreams, type RunStreamOptions } from './runs/run-changes.ts'
import { createRunLog, type RunLogOptions } from './runs/run-log.ts'
import { createRunTimes, type RunTimesOptions } from './runs/run-times.ts'
import { buildUnpublished, createRuns, type RunsOptions } from './runs/runs.ts'
import { createPreferences, type PreferenceOptions } from './settings/preferences.ts'
import { createSystem, type SystemOptions } from './settings/system.ts'
import { createTokens, type TokenOptions } from './tokens/tokens.ts'
import { createWebhookSettings, type WebhookOptions } from './webhooks/webhooks.ts'
import type { WorkOptions } from './work/common.ts'
import { createWork } from './work/work.ts'
import { createWorkspaces, type WorkspaceOptions } from './workspaces/workspaces.ts'

/** The use cases by area: the only part of the main process that a wire calls. */
export type Application = ReturnType<typeof createApplication>

export type ApplicationOptions = PlansOptions &
  RunsOptions &
  RunStreamOptions &
  RunLogOptions &
  RunTimesOptions &
  AgentOptions &
  SkillOptions &
  GoalOptions &
  InboxOptions &
  ProjectOptions &
  DraftOptions &
  RequestOptions &
  WorkOptions &
  WorkspaceOptions &
  AccountOptions &
  MemoryOptions &
  InsightOptions &
  AuditOptions &
  PreferenceOptions &
  SystemOptions &
  ModelOptions &
  TokenOptions &
  WebhookOptions &
  LogOptions

export const createApplication = (options: ApplicationOptions) => ({
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
  /** Called by the specification's own procedures alone. */
  seed: {
    build: buildUnpublished.bind(null, options),
    scope: scopeGoal.bind(null, options),
    verifyAgent: verifyAgent.bind(null, options),
    readMemory: readEntry.bind(null, options.store),
  },
})
