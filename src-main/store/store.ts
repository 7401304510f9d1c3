import type { Database } from 'better-sqlite3'
import { createAgentStatsStore } from './agent-stats.ts'
import { createAgentStore } from './agents.ts'
import { createApprovalStore } from './approvals.ts'
import { createAttemptInputStore } from './attempt-inputs.ts'
import { createAttemptStore } from './attempts.ts'
import { createAuditStore } from './audit.ts'
import { createAuditLog } from './audit-log.ts'
import { createBackupStore } from './backup.ts'
import { createBudgetStore } from './budgets.ts'
import { createCompactionStore } from './compaction.ts'
import { createDecisionSearch } from './decision-search.ts'
import { createDecisionStore } from './decisions.ts'
import { createDraftStore } from './drafts.ts'
import { createEventStore } from './events.ts'
import { createLedgerStore } from './ledger.ts'
import { createLogLineStore } from './log-lines.ts'
import { createLogViewStore } from './log-views.ts'
import { createMemoryStore } from './memory.ts'
import { createPlanStore } from './plans.ts'
import { createPreferenceStore } from './preferences.ts'
import { createProjectStore } from './projects.ts'
import { createReceiptStore } from './receipts.ts'
import { createRunSearch } from './run-search.ts'
import { createRunTimesStore } from './run-times.ts'
import { createRunStore } from './runs.ts'
import { createSkillStore } from './skills.ts'
import { createSpendingStore } from './spending.ts'
import { createStatsStore } from './stats.ts'
import { createStatsLists } from './stats-lists.ts'
import { createTaskRequestStore } from './task-requests.ts'
import { createTaskStore } from './tasks.ts'
import { createTokenStore } from './tokens.ts'
import { createWebhookStore } from './webhooks.ts'

/** The tables that are functions of the log, with the order that makes two copies comparable. */
const projections: Record<string, string> = {
  agents: 'id',
  plans: 'id',
  projects: 'id',
  runs: 'id',
  event_blocks: 'run_id, block',
  tasks: 'run_id, position',
  task_definitions: 'run_id, position',
  attempts: 'run_id, task_key, number',
  attempt_inputs: 'run_id, task_key, attempt, seq',
  approvals: 'id',
  log_lines: 'run_id, seq, line',
  memory_entries: 'id',
  accounts: 'key',
  transactions: 'seq, kind',
  spending: 'account, currency, day, agent_id, model',
  competences: 'agent_id, skill',
  skill_aliases: 'alias',
  decisions: 'run_id, number',
}

/** One owner per table over one open database. */
export function createStore(db: Database) {
  /** Runs `work` in one transaction; what it throws rolls everything back. */
  const transact = <T>(work: () => T): T => db.transaction(work).immediate()
  return {
    events: createEventStore(db),
    audit: createAuditStore(db),
    auditLog: createAuditLog(db),
    compactions: createCompactionStore(db),
    receipts: createReceiptStore(db),
    agents: createAgentStore(db),
    agentStats: createAgentStatsStore(db),
    plans: createPlanStore(db),
    drafts: createDraftStore(db),
    projects: createProjectStore(db),
    runs: createRunStore(db),
    runSearch: createRunSearch(db),
    tasks: createTaskStore(db),
    taskRequests: createTaskRequestStore(db),
    attempts: createAttemptStore(db),
    attemptInputs: createAttemptInputStore(db),
    approvals: createApprovalStore(db),
    backup: createBackupStore(db),
    budgets: createBudgetStore(db),
    ledger: createLedgerStore(db),
    spending: createSpendingStore(db),
    skills: createSkillStore(db),
    decisions: createDecisionStore(db),
    decisionSearch: createDecisionSearch(db),
    stats: { ...createStatsStore(db), ...createStatsLists(db) },
    logLines: createLogLineStore(db),
    logViews: createLogViewStore(db),
    runTimes: createRunTimesStore(db),
    memory: createMemoryStore(db),
    webhooks: createWebhookStore(db),
    preferences: createPreferenceStore(db),
    tokens: createTokenStore(db),
    transact,
    projectionNames: Object.keys(projections),
    /** The rows of one projection as canonical text, in canonical order, one at a time. */
    *iterateProjection(table: string): Generator<string> {
      const rows = db.prepare(`SELECT * FROM ${table} ORDER BY ${projections[table]}`).iterate()
      for (const row of rows) yield JSON.stringify(row)
    },
    /** Every projection as canonical text: equal texts mean equal tables (E8). */
    dumpProjections: (): Record<string, string> =>
      Object.fromEntries(
        Object.entries(projections).map(([table, order]) => [
          table,
          db
            .prepare(`SELECT * FROM ${table} ORDER BY ${order}`)
            .all()
            .map((row) => JSON.stringify(row))
            .join('\n'),
        ]),
      ),
  }
}
export type Store = ReturnType<typeof createStore>
