import { agentsContract } from './agents.ts'
import { approvalsContract, inboxContract } from './approvals.ts'
import { auditContract } from './audit.ts'
import { budgetsContract } from './budgets.ts'
import { seedContract } from './compat/seed.ts'
import { tasksContract } from './compat/tasks.ts'
import { workContract } from './compat/work.ts'
import { goalsContract } from './goals.ts'
import { insightContract } from './insight.ts'
import { ledgerContract } from './ledger.ts'
import { logContract } from './log.ts'
import { memoryContract } from './memory.ts'
import { modelsContract } from './models.ts'
import { draftsContract } from './plans/drafts.ts'
import { planChangeContract } from './plans/plan-change.ts'
import { planCheckContract } from './plans/plan-check.ts'
import { planDryRunContract } from './plans/plan-dry-run.ts'
import { plansContract } from './plans/plans.ts'
import { preferencesContract } from './preferences.ts'
import { projectsContract } from './projects.ts'
import { runsContract } from './runs/runs.ts'
import { skillsContract } from './skills.ts'
import { systemContract } from './system.ts'
import { tokensContract } from './tokens.ts'
import { webhooksContract } from './webhooks.ts'
import { workspacesContract } from './workspaces.ts'

/** The complete API of Switchyard, for every transport. REST paths start with `/api`. */
export const contract = {
  seed: seedContract,
  tasks: tasksContract,
  work: workContract,
  plans: { ...plansContract, ...planCheckContract, ...planChangeContract, ...planDryRunContract },
  drafts: draftsContract,
  projects: projectsContract,
  runs: { ...runsContract, ...approvalsContract },
  agents: agentsContract,
  skills: skillsContract,
  budgets: { ...budgetsContract, ...ledgerContract },
  log: logContract,
  audit: auditContract,
  goals: goalsContract,
  inbox: inboxContract,
  insight: insightContract,
  memory: memoryContract,
  models: modelsContract,
  preferences: preferencesContract,
  system: systemContract,
  tokens: tokensContract,
  webhooks: webhooksContract,
  workspaces: workspacesContract,
}
export type Contract = typeof contract
