import type { Database } from 'better-sqlite3'
import type { ShadowDecision } from '#shared/model/decisions/decision.ts'
import type {
  DecisionFilter,
  DecisionMark,
  DecisionPlace,
  FoundDecision,
} from '#shared/model/decisions/decision-search.ts'
import { rowsOf } from '../db/rows.ts'
import { newShadowRows, shadowRows, summaryJson, summaryNames, withoutNoTokens } from '../tables/decisions.ts'

const title = "definition ->> '$.title'"
const taskAt = (column: string, key: string): string =>
  `(SELECT ${column} FROM tasks t WHERE t.run_id = d.run_id AND t.key = ${key})`
const titleAt = (key: string): string =>
  `(SELECT f.${title} FROM tasks t JOIN task_definitions f ON f.run_id = t.run_id AND f.position = t.position
    WHERE t.run_id = d.run_id AND t.key = ${key})`
const rows = rowsOf<FoundDecision>()(`${summaryNames} runTitle afterTitle tookMs outcome mark`, {
  json: [...summaryJson, 'outcome', 'mark'],
  of: 'd.',
  as: {
    runTitle: '(SELECT title FROM runs WHERE runs.id = d.run_id)',
    afterTitle: titleAt('d.after'),
    tookMs: `max(0, d.at - ${taskAt('ended_at', 'd.after')})`,
    outcome: `(SELECT json_object('status', t.status, 'reason', json(t.reason),
      'title', coalesce(${titleAt('d.created_task')}, d.created_task))
      FROM tasks t WHERE t.run_id = d.run_id AND t.key = d.created_task)`,
    mark: `iif(k.mark IS NULL, NULL, json_object('mark', k.mark, 'note', k.note, 'at', k.at))`,
  },
})
const from = 'decisions d LEFT JOIN decision_marks k ON k.run_id = d.run_id AND k.number = d.number'
const isIn = (name: string, value: string): string =>
  `(:${name} IS NULL OR ${value} IN (SELECT value FROM json_each(:${name})))`

/** Decisions of all runs, with people's ratings and the answers to repeated decisions. */
export function createDecisionSearch(db: Database) {
  const search = rows.list<[object]>(
    db,
    `${from} WHERE (d.at, d.run_id, d.number) < (:at, :runId, :number) AND d.at >= :from AND d.at < :to
       AND ${isIn('action', "d.decision ->> '$.action'")} AND ${isIn('decider', 'd.decider')}
       AND ${isIn('model', 'd.model')} AND ${isIn('run', 'd.run_id')} AND ${isIn('mark', 'k.mark')}
       AND (:isRefused IS NULL OR (d.findings <> '[]') = :isRefused)
       AND (:text IS NULL OR instr(lower(d.decision || coalesce(d.proposed, '')), lower(:text)) > 0)
     ORDER BY d.at DESC, d.run_id DESC, d.number DESC LIMIT :limit`,
  )
  const one = rows.find<[string, number]>(db, `${from} WHERE d.run_id = ? AND d.number = ?`)
  const saveMark = db.prepare<[string, number, string, string, number]>(
    `INSERT INTO decision_marks (run_id, number, mark, note, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET mark = excluded.mark, note = excluded.note, at = excluded.at`,
  )
  const removeMark = db.prepare<[string, number]>(
    'DELETE FROM decision_marks WHERE run_id = ? AND number = ?',
  )
  const insertRepeat = newShadowRows.insert(db, 'repeated_decisions')
  return {
    /** Newest first; `below` is the last decision of the previous page. */
    find(
      filter: DecisionFilter,
      { below, limit }: { below: DecisionPlace | null; limit: number },
    ): FoundDecision[] {
      const { text, action, decider, model, run, mark, isRefused, ...span } = filter
      const place = below ?? { at: Number.MAX_SAFE_INTEGER, runId: '', number: 0 }
      return search({
        ...place,
        ...{ from: span.from ?? 0, to: span.to ?? Number.MAX_SAFE_INTEGER, limit },
        ...{ action: listOf(action), decider: listOf(decider), model: listOf(model), run: listOf(run) },
        ...{ mark: listOf(mark), isRefused: isRefused === null ? null : Number(isRefused) },
        text: text === '' ? null : text,
      }).map(withoutNoTokens)
    },
    findOne(runId: string, number: number): FoundDecision | null {
      const found = one(runId, number)
      return found === null ? null : withoutNoTokens(found)
    },
    mark(runId: string, number: number, mark: DecisionMark | null): void {
      if (mark === null) removeMark.run(runId, number)
      else saveMark.run(runId, number, mark.mark, mark.note, mark.at)
    },
    addRepeat: (runId: string, repeat: ShadowDecision): void => insertRepeat({ ...repeat, runId }),
    /** Newest first. */
    listRepeats: shadowRows.list<[runId: string, number: number]>(
      db,
      'repeated_decisions WHERE run_id = ? AND number = ? ORDER BY id DESC',
    ),
  }
}

const listOf = (values: readonly string[]): string | null =>
  values.length === 0 ? null : JSON.stringify(values)
