import type { Webhooks } from '../webhooks/webhooks.ts'
import { type AgentOptions, createAgents } from './agents/agents.ts'
import { createSkills, type SkillOptions } from './agents/skills.ts'
import { type AuditOptions, createAudit } from './audit/audit.ts'
import { createDecisions, type DecisionOptions } from './goals/decisions.ts'
import { createGoals, type GoalOptions } from './goals/goals.ts'
import { createInsight, type InsightOptions } from './insight/insight.ts'
import { createMemory, type MemoryOptions } from './memory/memory.ts'
import type { ModelDesk } from './models/model-settings.ts'
import { type AccountOptions, createAccounts } from './money/accounts.ts'
import { createDrafts, type DraftOptions } from './plans/drafts.ts'
import { createPlans, type PlansOptions } from './plans/plans.ts'
import { createProjects, type ProjectOptions } from './projects/projects.ts'
import { createRequests, type RequestOptions } from './requests/requests.ts'
import { createApprovals, createInbox, type InboxOptions } from './runs/approvals.ts'
import { createRunStreams, type RunStreamOptions } from './runs/run-changes.ts'
import { createRunLog, type RunLogOptions } from './runs/run-log.ts'
import { createRunTimes, type RunTimesOptions } from './runs/run-times.ts'
import { createRuns, type RunsOptions } from './runs/runs.ts'
import type { SettingsDesk } from './settings/app-settings.ts'
import { createPreferences, type PreferenceOptions } from './settings/preferences.ts'
import { createSystem, type SystemOptions } from './settings/system.ts'
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
  DecisionOptions &
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
  SystemOptions & {
    readonly models: ModelDesk
    readonly settings: SettingsDesk
    readonly webhooks: Webhooks
  }

export const createApplication = (options: ApplicationOptions) => ({
  plans: createPlans(options),
  drafts: createDrafts(options),
  runs: createRuns(options),
  runStreams: createRunStreams(options),
  runLog: createRunLog(options),
  runTimes: createRunTimes(options),
  approvals: createApprovals(options),
  inbox: createInbox(options),
  requests: createRequests(options),
  work: createWork(options),
  workspaces: createWorkspaces(options),
  goals: createGoals(options),
  decisions: createDecisions(options),
  agents: createAgents(options),
  skills: createSkills(options),
  projects: createProjects(options),
  accounts: createAccounts(options),
  memory: createMemory(options),
  insight: createInsight(options),
  audit: createAudit(options),
  system: createSystem(options),
  preferences: createPreferences(options),
  models: options.models,
  settings: options.settings,
  backups: options.backups,
  webhooks: options.webhooks,
})
