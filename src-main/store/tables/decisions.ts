import type { Database } from 'better-sqlite3'
import type { DecisionRecord, DecisionSummary, ShadowDecision } from '#shared/model/decisions/decision.ts'
import { rowsOf } from '../db/rows.ts'

export const summaryNames =
  'runId number after at decider model proposed findings decision createdTask spent tokens' as const
export const summaryJson = ['proposed', 'findings', 'decision', 'spent', 'tokens'] as const
const summaries = rowsOf<DecisionSummary>()(summaryNames, { json: summaryJson })
const rows = rowsOf<DecisionRecord>()(`${summaryNames} prompt raw`, { json: summaryJson })
const shadowNames = 'number at model proposed failure spent' as const
const shadowForm = { json: ['proposed', 'spent'] } as const
export const shadowRows = rowsOf<ShadowDecision>()(shadowNames, shadowForm)
export const newShadowRows = rowsOf<ShadowDecision & { readonly runId: string }>()(
  `runId ${shadowNames}`,
  shadowForm,
)

/** The decision ledger, and what other models would have decided. Rows are added and never changed. */
export function createDecisionStore(db: Database) {
  const insertShadow = newShadowRows.insert(db, 'shadow_decisions', 'ON CONFLICT DO NOTHING')
  const ofRun = rows.list<[string]>(db, 'decisions WHERE run_id = ? ORDER BY number')
  const one = rows.find<[string, number]>(db, 'decisions WHERE run_id = ? AND number = ?')
  const after = summaries.list<[string, number, number]>(
    db,
    'decisions WHERE run_id = ? AND number > ? ORDER BY number LIMIT ?',
  )
  return {
    add: rows.insert(db, 'decisions'),
    addShadow: (runId: string, shadow: ShadowDecision): void => insertShadow({ ...shadow, runId }),
    /** Oldest first. */
    listShadows: shadowRows.list<[runId: string]>(db, 'shadow_decisions WHERE run_id = ? ORDER BY number'),
    /** Oldest first. */
    listOfRun: (runId: string): DecisionRecord[] => ofRun(runId).map(withoutNoTokens),
    find(runId: string, number: number): DecisionRecord | null {
      const record = one(runId, number)
      return record === null ? null : withoutNoTokens(record)
    },
    /** Oldest first, without the long texts. */
    listAfter: (runId: string, number: number, limit: number): DecisionSummary[] =>
      after(runId, number, limit).map(withoutNoTokens),
  }
}

/** Removes `tokens` if they were not counted. */
export function withoutNoTokens<T extends Pick<DecisionSummary, 'tokens'>>(decision: T): T {
  if (decision.tokens === null) Reflect.deleteProperty(decision, 'tokens')
  return decision
}
