import type { Database } from 'better-sqlite3'
import type { DecisionSummary, ShadowDecision } from '#shared/model/decisions/decision.ts'
import type {
  DecisionFilter,
  DecisionMark,
  DecisionPlace,
  FoundDecision,
} from '#shared/model/decisions/decision-search.ts'
import type { TaskStatus } from '#shared/model/task.ts'
import { readJsonOrNull, writeJsonOrNull } from '../db/json-column.ts'
import { type ShortRow, summaryOf } from '../tables/decisions.ts'

interface FoundRow extends ShortRow {
  run_title: string
  after_title: string | null
  after_ended: number | null
  outcome: TaskStatus | null
  outcome_reason: string | null
  outcome_title: string | null
  mark: DecisionMark['mark'] | null
  note: string | null
  marked_at: number | null
}

interface RepeatRow {
  number: number
  at: number
  model: string | null
  proposed: string | null
  failure: string | null
  spent: string | null
}

const title = "definition ->> '$.title'"
const taskAt = (column: string, key: string): string =>
  `(SELECT ${column} FROM tasks t WHERE t.run_id = d.run_id AND t.key = ${key})`
const titleAt = (key: string): string =>
  `(SELECT f.${title} FROM tasks t JOIN task_definitions f ON f.run_id = t.run_id AND f.position = t.position
    WHERE t.run_id = d.run_id AND t.key = ${key})`
const shown = `d.run_id, d.number, d.after, d.at, d.decider, d.model, d.proposed, d.findings, d.decision, d.created_task,
  d.spent, d.tokens, (SELECT title FROM runs WHERE runs.id = d.run_id) AS run_title,
  ${titleAt('d.after')} AS after_title, ${taskAt('ended_at', 'd.after')} AS after_ended,
  ${taskAt('status', 'd.created_task')} AS outcome, ${taskAt('reason', 'd.created_task')} AS outcome_reason,
  ${titleAt('d.created_task')} AS outcome_title,
  k.mark, k.note, k.at AS marked_at`
const from = 'decisions d LEFT JOIN decision_marks k ON k.run_id = d.run_id AND k.number = d.number'
const isIn = (name: string, value: string): string =>
  `(:${name} IS NULL OR ${value} IN (SELECT value FROM json_each(:${name})))`

/** Decisions of all runs, what people think of them, and what was answered when they were asked again. */
export function createDecisionSearch(db: Database) {
  const search = db.prepare<object, FoundRow>(
    `SELECT ${shown} FROM ${from}
     WHERE (d.at, d.run_id, d.number) < (:at, :runId, :number) AND d.at >= :from AND d.at < :to
       AND ${isIn('action', "d.decision ->> '$.action'")} AND ${isIn('decider', 'd.decider')}
       AND ${isIn('model', 'd.model')} AND ${isIn('run', 'd.run_id')} AND ${isIn('mark', 'k.mark')}
       AND (:isRefused IS NULL OR (d.findings <> '[]') = :isRefused)
       AND (:text IS NULL OR instr(lower(d.decision || coalesce(d.proposed, '')), lower(:text)) > 0)
     ORDER BY d.at DESC, d.run_id DESC, d.number DESC LIMIT :limit`,
  )
  const one = db.prepare<[string, number], FoundRow>(
    `SELECT ${shown} FROM ${from} WHERE d.run_id = ? AND d.number = ?`,
  )
  const saveMark = db.prepare<[string, number, string, string, number]>(
    `INSERT INTO decision_marks (run_id, number, mark, note, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET mark = excluded.mark, note = excluded.note, at = excluded.at`,
  )
  const removeMark = db.prepare<[string, number]>(
    'DELETE FROM decision_marks WHERE run_id = ? AND number = ?',
  )
  const insertRepeat = db.prepare<(string | number | null)[]>(
    'INSERT INTO repeated_decisions (run_id, number, at, model, proposed, failure, spent) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const repeats = db.prepare<[string, number], RepeatRow>(
    'SELECT * FROM repeated_decisions WHERE run_id = ? AND number = ? ORDER BY id DESC',
  )
  return {
    /** Newest first; `below` is the last one of the page before. */
    find(
      filter: DecisionFilter,
      { below, limit }: { below: DecisionPlace | null; limit: number },
    ): FoundDecision[] {
      const { text, action, decider, model, run, mark, isRefused, ...span } = filter
      const place = below ?? { at: Number.MAX_SAFE_INTEGER, runId: '', number: 0 }
      const rows = search.all({
        ...place,
        ...{ from: span.from ?? 0, to: span.to ?? Number.MAX_SAFE_INTEGER, limit },
        ...{ action: listOf(action), decider: listOf(decider), model: listOf(model), run: listOf(run) },
        ...{ mark: listOf(mark), isRefused: isRefused === null ? null : Number(isRefused) },
        text: text === '' ? null : text,
      })
      return rows.map(foundOf)
    },
    findOne(runId: string, number: number): FoundDecision | null {
      const row = one.get(runId, number)
      return row === undefined ? null : foundOf(row)
    },
    mark(runId: string, number: number, mark: DecisionMark | null): void {
      if (mark === null) removeMark.run(runId, number)
      else saveMark.run(runId, number, mark.mark, mark.note, mark.at)
    },
    addRepeat(runId: string, { number, at, model, proposed, failure, spent }: ShadowDecision): void {
      insertRepeat.run(runId, number, at, model, writeJsonOrNull(proposed), failure, writeJsonOrNull(spent))
    },
    /** Newest first. */
    listRepeats: (runId: string, number: number): ShadowDecision[] =>
      repeats.all(runId, number).map((row) => ({
        ...{ number: row.number, at: row.at, model: row.model, failure: row.failure },
        ...{ proposed: readJsonOrNull(row.proposed), spent: readJsonOrNull(row.spent) },
      })),
  }
}

const listOf = (values: readonly string[]): string | null =>
  values.length === 0 ? null : JSON.stringify(values)

function foundOf(row: FoundRow): FoundDecision {
  const summary: DecisionSummary = summaryOf(row)
  const isMarked = row.mark !== null && row.note !== null && row.marked_at !== null
  return {
    ...summary,
    runTitle: row.run_title,
    afterTitle: row.after_title,
    tookMs: row.after_ended === null ? null : Math.max(0, row.at - row.after_ended),
    outcome:
      row.outcome === null
        ? null
        : {
            status: row.outcome,
            reason: readJsonOrNull(row.outcome_reason),
            title: row.outcome_title ?? row.created_task ?? '',
          },
    mark: isMarked ? { mark: row.mark ?? 'good', note: row.note ?? '', at: row.marked_at ?? 0 } : null,
  }
}
