import type { Database } from 'better-sqlite3'
import type { Actor, AuditDetail, AuditEntry, AuditFilter } from '#shared/model/audit-entry.ts'
import type { Json } from '#shared/model/json.ts'
import { orElse } from '#shared/or-else.ts'
import { readJson } from '../db/json-column.ts'
import { chainStart } from './chain.ts'

type Row = Omit<AuditEntry, 'actor' | 'facts'> & {
  readonly short: string
  readonly agentId: string | null
  readonly isShipped: 0 | 1
}
type WholeRow = Row & { readonly body: string; readonly compaction: number | null }

export interface AuditRows {
  readonly entries: AuditEntry[]
  readonly next: number | null
  readonly through: number
}

/** Limit of entries read for one page, so that it appears quickly even if nothing matches. */
const lookedAt = 20_000
/** In bytes. A longer body is not parsed for one line of a list. */
const shortBody = 20_000

/** A tampered body may be invalid JSON. The other columns then describe the entry. */
const safe = "iif(json_valid(e.body), e.body, '{}')"
/** Registrations of agents that nobody requested: those of the first start, and built-in agents of later versions. */
const shipped = `e.type = 'agent.registered'
  AND (e.command_id = (SELECT f.command_id FROM events f ORDER BY f.seq LIMIT 1) OR ${safe} ->> '$.agent.kind' = 'builtin'
    AND NOT EXISTS (SELECT 1 FROM events b WHERE b.type = 'agent.registered'
      AND b.body ->> '$.agent.id' = ${safe} ->> '$.agent.id' AND b.seq < e.seq))`
const shown = `e.seq, e.at, e.type, e.run_id AS runId, e.task_key AS taskKey, e.command_id AS commandId, e.hash,
  iif(octet_length(e.body) < ${shortBody}, e.body, json_object('title', ${safe} ->> '$.title')) AS short,
  coalesce(${safe} ->> '$.agentId', (SELECT a.agent_id FROM attempts a WHERE e.type LIKE 'attempt.%' AND a.run_id = e.run_id
    AND a.task_key = e.task_key AND a.number = substr(${safe} ->> '$.attemptId', length(e.run_id || e.task_key) + 3)),
    (SELECT t.agent_id FROM tasks t WHERE e.type LIKE 'attempt.%' AND t.run_id = e.run_id AND t.key = e.task_key))
    AS agentId, ${shipped} AS isShipped`
const anyOf = (name: string): string => `EXISTS (SELECT 1 FROM json_each(:${name}) j WHERE`
const fits = `(:type IS NULL OR ${anyOf('type')} e.type = j.value OR e.type LIKE j.value || '.%'))
  AND (:run IS NULL OR ${anyOf('run')} e.runId = j.value))
  AND (:task IS NULL OR ${anyOf('task')} e.taskKey = j.value))
  AND (:text IS NULL OR instr(lower(e.body), lower(:text)) > 0)
  AND (:by IS NULL OR ${anyOf('by')} lower(j.value) IN
    (lower(${safe} ->> '$.by'), lower(e.agentId), lower(${safe} ->> '$.model'))))`

/** The log for people who investigate: pages in both directions, and single complete entries. */
export function createAuditLog(db: Database) {
  const select = (inner: string, order: 'ASC' | 'DESC') =>
    db.prepare<object, Row>(
      `SELECT seq, at, type, runId, taskKey, commandId, hash, short, agentId, isShipped FROM (
         SELECT ${shown}, e.body FROM events e WHERE ${inner} ORDER BY e.seq ${order}
       ) e WHERE ${fits} LIMIT :limit`,
    )
  const older = select('e.seq < :below AND e.seq >= :floor', 'DESC')
  const newer = select('e.seq > :above AND e.seq <= :roof', 'ASC')
  const one = db.prepare<[number], WholeRow>(
    `SELECT ${shown}, e.body, e.compaction FROM events e WHERE e.seq = ?`,
  )
  const hashAt = db.prepare<[number], string | null>('SELECT hash FROM events WHERE seq = ?').pluck()
  const atOf = db
    .prepare<[number], number>('SELECT at FROM events WHERE seq <= ? ORDER BY seq DESC LIMIT 1')
    .pluck()
  const ends = db.prepare<[], { first: number; last: number }>(
    'SELECT coalesce((SELECT seq FROM events ORDER BY seq LIMIT 1), 1) AS first, coalesce((SELECT seq FROM events ORDER BY seq DESC LIMIT 1), 0) AS last',
  )
  const after = db.prepare<[number, number], object>(
    'SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?',
  )

  /** Sequence number of the first entry at or after an instant. Timestamps must not decrease along the log. */
  function firstAt(at: number, { first, last }: { first: number; last: number }): number {
    let [low, high] = [first, last + 1]
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if ((atOf.get(middle) ?? 0) < at) low = middle + 1
      else high = middle
    }
    return low
  }

  function limitsOf({ from, to }: AuditFilter) {
    const all = ends.get() ?? { first: 1, last: 0 }
    return {
      lowest: from === null ? all.first : firstAt(from, all),
      highest: to === null ? all.last : firstAt(to, all) - 1,
    }
  }

  return {
    older(filter: AuditFilter, { below, limit }: { below: number | null; limit: number }): AuditRows {
      const { lowest, highest } = limitsOf(filter)
      const start = Math.min(below ?? Number.MAX_SAFE_INTEGER, highest + 1)
      const floor = Math.max(lowest, start - (isNarrow(filter) ? lookedAt : limit))
      const rows = older.all({ ...wordsOf(filter), below: start, floor, limit })
      const end = rows.length === limit ? (rows.at(-1)?.seq ?? floor) : floor
      return { entries: rows.map(entryOf), next: end > lowest ? end : null, through: start - 1 }
    },
    newer(filter: AuditFilter, { above, limit }: { above: number; limit: number }): AuditRows {
      const { lowest, highest } = limitsOf(filter)
      const start = Math.max(above, lowest - 1)
      const roof = Math.min(highest, start + (isNarrow(filter) ? lookedAt : limit))
      const rows = newer.all({ ...wordsOf(filter), above: start, roof, limit })
      const end = rows.length === limit ? (rows.at(-1)?.seq ?? roof) : roof
      return {
        entries: rows.map(entryOf).reverse(),
        next: end < highest ? end : null,
        through: Math.max(end, above),
      }
    },
    find(seq: number): Omit<AuditDetail, 'change'> | null {
      const row = one.get(seq)
      if (row === undefined) return null
      const hashBefore = seq === 1 ? chainStart.hash : (hashAt.get(seq - 1) ?? null)
      const { body, compaction, ...entry } = row
      return { ...entryOf(entry), body: readBody(body), hashBefore, compaction }
    },
    /** Unchanged rows of the table as lines of JSON, oldest first. */
    listLines: (seq: number, limit: number): { lines: string[]; next: number | null } => {
      const rows = after.all(seq, limit)
      const last: unknown = Reflect.get(rows.at(-1) ?? {}, 'seq')
      return {
        lines: rows.map((row) => JSON.stringify(row)),
        next: rows.length === limit && typeof last === 'number' ? last : null,
      }
    },
  }
}

const isNarrow = ({ text, type, by, run, task }: AuditFilter): boolean =>
  text !== '' || type.length + by.length + run.length + task.length > 0

const listOf = (values: readonly string[]): string | null =>
  values.length === 0 ? null : JSON.stringify(values)

const wordsOf = ({ text, type, by, run, task }: AuditFilter) => ({
  text: text === '' ? null : text,
  ...{ type: listOf(type), by: listOf(by), run: listOf(run), task: listOf(task) },
})

function entryOf({ short, agentId, isShipped, ...entry }: Row): AuditEntry {
  const body = readFacts(short)
  return {
    ...entry,
    actor: isShipped === 1 ? { kind: 'engine', name: null } : actorOf(entry.type, body, agentId),
    facts: { ...factsOf(body), ...(isShipped === 1 && { isShipped: true }) },
  }
}

type Body = Readonly<Record<string, unknown>>

/** A tampered body may be invalid JSON; it is then returned as text. */
const readBody = (body: string): Json => orElse(() => readJson<Json>(body), body)

function readFacts(body: string): Body {
  const read = readBody(body)
  return typeof read === 'object' && read !== null ? { ...read } : {}
}

const requested = new Set([
  ...[
    'agent.registered',
    'skill.aliased',
    'plan.published',
    'plan.removed',
    'project.saved',
    'run.created',
    'run.paused',
  ],
  ...[
    'run.resumed',
    'run.stopping',
    'tasks.added',
    'task.edited',
    'task.unblocked',
    'budget.set',
    'memory.tagged',
  ],
])

/** The actor of an entry, as far as the entry identifies one. */
function actorOf(type: string, body: Body, agentId: string | null): Actor {
  const textAt = (key: string) => (typeof body[key] === 'string' ? body[key] : null)
  const by = textAt('by')
  if (by !== null) return { kind: 'person', name: by }
  if (type.startsWith('attempt.')) return { kind: 'agent', name: agentId }
  if (type === 'decision.made' || type === 'budget.charged') {
    const model = textAt('model')
    return model === null ? { kind: 'engine', name: null } : { kind: 'model', name: model }
  }
  return { kind: requested.has(type) ? 'request' : 'engine', name: null }
}

/** Fields that other parts of the entry already contain. */
const told = new Set(['type', 'runId', 'taskKey', 'attemptId', 'by'])
const longest = 160
const mostFacts = 12

/** The facts of an entry that fit on one line. */
function factsOf(body: Body): AuditEntry['facts'] {
  const facts: AuditEntry['facts'] = {}
  for (const [key, value] of Object.entries({ ...body, ...namesWithin(body) })) {
    if (told.has(key) || Object.keys(facts).length === mostFacts) continue
    if (typeof value === 'string') facts[key] = value.length > longest ? `${value.slice(0, longest)}…` : value
    else if (typeof value === 'number' || typeof value === 'boolean') facts[key] = value
    else if (Array.isArray(value)) facts[`${key}Count`] = value.length
  }
  return facts
}

/** Names and values from nested objects. */
function namesWithin(body: Body): Body {
  const at = (key: string, inner: string): unknown => {
    const value = body[key]
    return typeof value === 'object' && value !== null ? Reflect.get(value, inner) : undefined
  }
  return {
    agent: at('agent', 'name'),
    title: body.title ?? at('document', 'title') ?? at('approval', 'title'),
    question: at('approval', 'question') ?? at('question', 'text'),
    failure: at('failure', 'message'),
    action: at('decision', 'action'),
    kind: at('approval', 'kind') ?? at('entry', 'type'),
    changed:
      Object.keys(typeof body.changes === 'object' && body.changes !== null ? body.changes : {}).join(', ') ||
      undefined,
  }
}
