import type { Database } from 'better-sqlite3'
import type { ApprovalKind } from '#shared/model/approval.ts'
import type { TaskStatus } from '#shared/model/task.ts'
import { rowsOf } from '../db/rows.ts'

interface Span {
  readonly startedAt: number
  readonly endedAt: number
}

/** A finished task, with everything needed to compute its working and waiting times. */
export interface EndedTask {
  readonly status: TaskStatus
  readonly createdAt: number
  readonly endedAt: number
  /**
   * When its last dependency had ended and its group had opened, in milliseconds since 1970. Null if it has neither.
   */
  readonly openedAt: number | null
  readonly attempts: readonly Span[]
  readonly gates: readonly {
    readonly kind: ApprovalKind
    readonly postedAt: number
    readonly answeredAt: number
  }[]
}

type Ended = Omit<EndedTask, 'attempts' | 'gates'> & { readonly runId: string; readonly key: string }
const rows = rowsOf<Ended>()('runId key status createdAt endedAt openedAt', {
  of: 't.',
  as: {
    openedAt: `nullif(max(
      coalesce((SELECT max(d.ended_at) FROM json_each(def.definition, '$.dependsOn') k
        JOIN tasks d ON d.run_id = t.run_id AND d.key = k.value), 0),
      coalesce((SELECT p.started_at FROM tasks p
        WHERE p.run_id = t.run_id AND p.key = json_extract(def.definition, '$.parent')), 0)), 0)`,
  },
})

/** Statistics of agents, from the tables of tasks, attempts and approvals. */
export function createAgentStatsStore(db: Database) {
  const ended = rows.list<[{ agentId: string; start: number; end: number }]>(
    db,
    `attempts a
     JOIN tasks t ON t.run_id = a.run_id AND t.key = a.task_key AND t.attempts = a.number
     JOIN task_definitions def ON def.run_id = t.run_id AND def.position = t.position
     WHERE a.agent_id = :agentId AND t.ended_at >= :start AND t.ended_at < :end
       AND a.run_id IN (SELECT id FROM runs WHERE NOT is_simulated)`,
  )
  const attempts = db.prepare<[string, string], Span>(
    `SELECT started_at AS startedAt, ended_at AS endedAt FROM attempts
     WHERE run_id = ? AND task_key = ? AND ended_at IS NOT NULL ORDER BY number`,
  )
  const gates = db.prepare<[string, string], EndedTask['gates'][number]>(
    `SELECT json_extract(approval, '$.kind') AS kind, posted_at AS postedAt, answered_at AS answeredAt
     FROM approvals WHERE run_id = ? AND task_key = ? AND answered_at IS NOT NULL ORDER BY posted_at`,
  )
  const first = db.prepare<[string], { at: number | null }>(
    `SELECT min(started_at) AS at FROM attempts
     WHERE agent_id = ? AND run_id IN (SELECT id FROM runs WHERE NOT is_simulated)`,
  )
  // The attempts table contains ended attempts only. A running attempt is in the row of its task.
  const heard = db.prepare<{ agentId: string }, { at: number | null }>(
    `SELECT max(at) AS at FROM (
       SELECT max(ended_at) AS at FROM attempts WHERE agent_id = :agentId
       UNION ALL SELECT max(started_at) FROM tasks WHERE agent_id = :agentId AND status = 'in_progress')`,
  )
  return {
    /** When the agent last started or ended an attempt, in milliseconds since 1970; null if never. */
    findLastHeard: (agentId: string): number | null => heard.get({ agentId })?.at ?? null,
    /** Tasks of real runs that ended from `start` to `end` (exclusive) and whose last attempt was by this agent. */
    listEnded: (agentId: string, { start, end }: { start: number; end: number }): EndedTask[] =>
      ended({ agentId, start, end }).map(({ runId, key, ...task }) => ({
        ...task,
        attempts: attempts.all(runId, key),
        gates: gates.all(runId, key),
      })),
    /** Start of the agent's first ended attempt in a real run, in milliseconds since 1970; null if there is none. */
    findFirstStart: (agentId: string): number | null => first.get(agentId)?.at ?? null,
  }
}
