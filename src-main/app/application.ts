import { type AgentOptions, createAgents } from './agents/agents.ts'
import { createDecisions, type DecisionOptions } from './goals/decisions.ts'
import { createGoals, type GoalOptions } from './goals/goals.ts'
import { createPlans, type PlansOptions } from './plans/plans.ts'
import { createProjects, type ProjectOptions } from './projects/projects.ts'
import { type ApprovalOptions, createApprovals } from './runs/approvals.ts'
import { createInbox, type InboxOptions } from './runs/inbox.ts'
import { createRunStreams, type RunStreamOptions } from './runs/run-changes.ts'
import { createRunTimes, type RunTimesOptions } from './runs/run-times.ts'
import { createRuns, type RunsOptions } from './runs/runs.ts'

/** The use cases by area: what every wire calls, and nothing else of the main process does. */
export type Application = ReturnType<typeof createApplication>

export type ApplicationOptions = PlansOptions &
  RunsOptions &
  RunStreamOptions &
  ApprovalOptions &
  AgentOptions &
  GoalOptions &
  DecisionOptions &
  InboxOptions &
  RunTimesOptions &
  ProjectOptions

export const createApplication = (options: ApplicationOptions) => ({
  plans: createPlans(options),
  runs: createRuns(options),
  runStreams: createRunStreams(options),
  approvals: createApprovals(options),
  inbox: createInbox(options),
  runTimes: createRunTimes(options),
  goals: createGoals(options),
  decisions: createDecisions(options),
  agents: createAgents(options),
  projects: createProjects(options),
})
