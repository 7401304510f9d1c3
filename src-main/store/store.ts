import type { Database } from 'better-sqlite3'
import { createBackupStore } from './db/backup.ts'
import { createAuditStore } from './log/audit.ts'
import { createAuditLog } from './log/audit-log.ts'
import { createCompactionStore } from './log/compaction.ts'
import { createEventStore } from './log/events.ts'
import { createReceiptStore } from './log/receipts.ts'
import { createAgentStatsStore } from './queries/agent-stats.ts'
import { createDecisionSearch } from './queries/decision-search.ts'
import { createLedgerStore } from './queries/ledger.ts'
import { createRunSearch } from './queries/run-search.ts'
import { createRunTimesStore } from './queries/run-times.ts'
import { createSpendingStore } from './queries/spending.ts'
import { createStatsStore } from './queries/stats.ts'
import { createStatsLists } from './queries/stats-lists.ts'
import { createRunLogLines } from './run-log/lines.ts'
import { createRunLogPages } from './run-log/pages.ts'
import { createRunLogSearch } from './run-log/search.ts'
import { createAgentStore } from './tables/agents.ts'
import { createApprovalStore } from './tables/approvals.ts'
import { createAttemptInputStore } from './tables/attempt-inputs.ts'
import { createAttemptStore } from './tables/attempts.ts'
import { createBudgetStore } from './tables/budgets.ts'
import { createDecisionStore } from './tables/decisions.ts'
import { createDraftStore } from './tables/drafts.ts'
import { createMemoryStore } from './tables/memory.ts'
import { createPlanStore } from './tables/plans.ts'
import { createPreferenceStore } from './tables/preferences.ts'
import { createProjectStore } from './tables/projects.ts'
import { createRunStore } from './tables/runs.ts'
import { createSkillStore } from './tables/skills.ts'
import { createTaskRequestStore } from './tables/task-requests.ts'
import { createTaskStore } from './tables/tasks.ts'
import { createTokenStore } from './tables/tokens.ts'
import { createWebhookStore } from './tables/webhooks.ts'

/** Tables derived from the log, each with the sort order that makes two copies comparable. */
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

/** The stores for all tables of an open database. */
export function createStore(db: Database) {
  /** Runs `work` in a single transaction. An exception rolls everything back. */
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
    logLines: createRunLogLines(db),
    logPages: createRunLogPages(db),
    searchLog: createRunLogSearch(db),
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
