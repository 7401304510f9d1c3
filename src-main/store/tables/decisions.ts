import type { Database } from 'better-sqlite3'
import type {
  DecisionRecord,
  DecisionSummary,
  ShadowDecision,
  Tokens,
} from '#shared/model/decisions/decision.ts'
import { readJson, readJsonOrNull, writeJson, writeJsonOrNull } from '../db/json-column.ts'

export interface ShortRow {
  run_id: string
  number: number
  after: string
  at: number
  decider: DecisionRecord['decider']
  model: string | null
  proposed: string | null
  findings: string
  decision: string
  created_task: string | null
  spent: string | null
  tokens: string | null
}
interface Row extends ShortRow {
  prompt: string
  raw: string
}

interface ShadowRow {
  number: number
  at: number
  model: string | null
  proposed: string | null
  failure: string | null
  spent: string | null
}

/** The decision ledger, and what another model would have decided; rows are added and never changed. */
export function createDecisionStore(db: Database) {
  const insert = db.prepare<(string | number | null)[]>(
    `INSERT INTO decisions (run_id, number, after, at, decider, model, prompt, raw, proposed, findings, decision,
       created_task, spent, tokens) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertShadow = db.prepare<(string | number | null)[]>(
    `INSERT INTO shadow_decisions (run_id, number, at, model, proposed, failure, spent) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  )
  const shadowsOfRun = db.prepare<[string], ShadowRow>(
    'SELECT * FROM shadow_decisions WHERE run_id = ? ORDER BY number',
  )
  const ofRun = db.prepare<[string], Row>('SELECT * FROM decisions WHERE run_id = ? ORDER BY number')
  const one = db.prepare<[string, number], Row>('SELECT * FROM decisions WHERE run_id = ? AND number = ?')
  const after = db.prepare<[string, number, number], ShortRow>(
    `SELECT run_id, number, after, at, decider, model, proposed, findings, decision, created_task, spent, tokens
     FROM decisions WHERE run_id = ? AND number > ? ORDER BY number LIMIT ?`,
  )
  return {
    add(record: DecisionRecord): void {
      const { runId, number, after, at, decider, model, prompt, raw, createdTask } = record
      insert.run(
        ...[runId, number, after, at, decider, model, prompt, raw],
        writeJsonOrNull(record.proposed),
        writeJson(record.findings),
        writeJson(record.decision),
        createdTask,
        writeJsonOrNull(record.spent),
        writeJsonOrNull(record.tokens ?? null),
      )
    },
    addShadow(runId: string, { number, at, model, proposed, failure, spent }: ShadowDecision): void {
      const texts = [writeJsonOrNull(proposed), failure, writeJsonOrNull(spent)]
      insertShadow.run(runId, number, at, model, ...texts)
    },
    /** Oldest first. */
    listShadows: (runId: string): ShadowDecision[] => shadowsOfRun.all(runId).map(shadowOf),
    /** Oldest first. */
    listOfRun: (runId: string): DecisionRecord[] => ofRun.all(runId).map(recordOf),
    find(runId: string, number: number): DecisionRecord | null {
      const row = one.get(runId, number)
      return row === undefined ? null : recordOf(row)
    },
    /** Oldest first, without the long texts. */
    listAfter: (runId: string, number: number, limit: number): DecisionSummary[] =>
      after.all(runId, number, limit).map(summaryOf),
  }
}

const recordOf = (row: Row): DecisionRecord => ({ ...summaryOf(row), prompt: row.prompt, raw: row.raw })

export const summaryOf = (row: ShortRow): DecisionSummary => ({
  runId: row.run_id,
  number: row.number,
  after: row.after,
  at: row.at,
  decider: row.decider,
  model: row.model,
  proposed: readJsonOrNull(row.proposed),
  findings: readJson(row.findings),
  decision: readJson(row.decision),
  createdTask: row.created_task,
  spent: readJsonOrNull(row.spent),
  ...(row.tokens !== null && { tokens: readJson<Tokens>(row.tokens) }),
})

const shadowOf = ({ number, at, model, proposed, failure, spent }: ShadowRow): ShadowDecision => ({
  number,
  at,
  model,
  proposed: readJsonOrNull(proposed),
  failure,
  spent: readJsonOrNull(spent),
})
