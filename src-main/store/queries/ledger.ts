import type { Database, Statement } from 'better-sqlite3'
import type { LedgerFilter, LedgerLine, LedgerPage } from '#shared/contract/ledger.ts'

/** Limit of transactions read for one page, so that it appears quickly even if nothing matches. */
const lookedAt = 20_000
/** A cursor above every transaction. */
const newest = `${Number.MAX_SAFE_INTEGER}-`

export type Line = Omit<LedgerLine, 'cursor'>

/** Kind of the agent at the time of the payment. */
const kindThen = `(SELECT k.body ->> '$.agent.kind' FROM events k
  WHERE k.type = 'agent.registered' AND k.body ->> '$.agent.id' = a.agent_id AND k.seq < t.seq
  ORDER BY k.seq DESC LIMIT 1)`

/**
 * The agent is that of the attempt; for a running attempt, that of its task. The model is named by a decision or
 * charge, or in the result of an agent that calls models itself. Other agents may use that field of their results for
 * anything.
 */
const lines = `SELECT t.seq, t.kind, t.at, t.run_id AS runId, r.title AS runTitle, t.task_key AS taskKey,
    def.definition ->> '$.title' AS taskTitle, t.attempt, t.project_id AS projectId,
    t.amount_minor AS amountMinor, t.currency,
    coalesce(a.agent_id, iif(t.attempt > 0 AND w.attempts = t.attempt, w.agent_id, NULL)) AS agentId,
    CASE WHEN e.type IN ('budget.charged', 'decision.made') THEN e.body ->> '$.model'
      WHEN e.type <> 'attempt.charged' AND json_type(a.result, '$.data.model') = 'text' AND ${kindThen} IN ('model', 'builtin')
        THEN a.result ->> '$.data.model' END AS model,
    CASE WHEN e.type = 'budget.charged' THEN e.body ->> '$.reason' WHEN e.type = 'decision.made' THEN 'decision'
      WHEN e.type LIKE 'attempt.%' THEN e.type ELSE 'other' END AS cause
  FROM transactions t
    JOIN runs r ON r.id = t.run_id
    JOIN events e ON e.seq = t.seq
    LEFT JOIN attempts a ON a.run_id = t.run_id AND a.task_key = t.task_key AND a.number = t.attempt
    LEFT JOIN tasks w ON w.run_id = t.run_id AND w.key = t.task_key
    LEFT JOIN task_definitions def ON def.run_id = w.run_id AND def.position = w.position`

/** A query contains only the requested conditions, because optional conditions would read the entire table. */
const conditions: Readonly<Record<keyof LedgerFilter, string>> = {
  runId: 'runId = :runId',
  projectId: 'projectId = :projectId',
  agentId: "agentId IS nullif(:agentId, '')",
  model: "model IS nullif(:model, '')",
  kind: 'kind = :kind',
  start: 'at >= :start',
  end: 'at < :end',
}

type Bound = Readonly<Record<string, string | number>>

/** Transactions with related data from other tables. */
export function createLedgerStore(db: Database) {
  const lists = preparedOnce<Line>(db)
  const settled = preparedOnce<Line>(db)

  const furthest = db.prepare<Bound, { seq: number; kind: string; at: number }>(
    `SELECT seq, kind, at FROM transactions WHERE (seq, kind) < (:seq, :last)
     ORDER BY seq DESC, kind DESC LIMIT 1 OFFSET ${lookedAt - 1}`,
  )

  /**
   * Newest first. No index covers agents and models, so a page filtered by these ends after `lookedAt` transactions.
   */
  function listLines(
    filter: LedgerFilter,
    { before, limit }: { before: string | null; limit: number },
  ): LedgerPage {
    const [seq = '', kind = ''] = (before ?? newest).split('-')
    const from: Bound = { seq: Number(seq), last: kind }
    const isBounded = filter.agentId !== undefined || filter.model !== undefined
    const floor = isBounded ? furthest.get(from) : undefined
    const bounds = floor === undefined ? [] : ['(seq, kind) >= (:floor, :first)']
    const where = whereOf(filter, ['(seq, kind) < (:seq, :last)', ...bounds])
    const rows = lists(`SELECT * FROM (${lines}) ${where} ORDER BY seq DESC, kind DESC LIMIT :limit`).all({
      ...boundOf(filter),
      ...from,
      ...(floor !== undefined && { floor: floor.seq, first: floor.kind }),
      limit,
    })
    const last = rows.at(-1)
    const isFull = rows.length === limit && last !== undefined
    return {
      lines: rows.map((row) => ({ ...row, cursor: cursorOf(row) })),
      next: isFull ? cursorOf(last) : floor === undefined ? null : cursorOf(floor),
      lookedTo: isFull ? last.at : (floor?.at ?? null),
    }
  }

  return {
    listLines,
    /** All settled transactions, unordered. Use only for a short period. */
    listSettled: (filter: LedgerFilter): Line[] =>
      settled(`SELECT * FROM (${lines}) ${whereOf(filter, ["kind = 'settle'"])}`).all(boundOf(filter)),
  }
}

const cursorOf = ({ seq, kind }: { readonly seq: number; readonly kind: string }): string => `${seq}-${kind}`

export function preparedOnce<Row>(db: Database): (sql: string) => Statement<[Bound], Row> {
  const prepared = new Map<string, Statement<[Bound], Row>>()
  return (sql) => {
    const statement = prepared.get(sql) ?? db.prepare<[Bound], Row>(sql)
    prepared.set(sql, statement)
    return statement
  }
}

function whereOf(filter: LedgerFilter, more: readonly string[]): string {
  const asked = Object.entries(conditions).flatMap(([key, sql]) =>
    Reflect.get(filter, key) === undefined ? [] : [sql],
  )
  const all = [...asked, ...more]
  return all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`
}

export const boundOf = (filter: LedgerFilter): Bound =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
