import type { Database } from 'better-sqlite3'
import type { Counted, Trend } from '#shared/contract/insight.ts'
import { type StatsQuery, statsTables } from './stats.ts'

/** Tasks that ended in one part of a day with one status. */
export interface EndedPart {
  /** Start of the part in milliseconds since 1970; a multiple of the part's length. */
  readonly from: number
  readonly status: keyof Trend['days'][number]['counts']
  readonly count: number
}

interface Page {
  readonly limit: number
  readonly offset: number
}

type TaskQuery = StatsQuery & Page & { readonly status: string | null }
type AttemptQuery = TaskQuery & { readonly agentId: string | null; readonly skill: string | null }

/** The individual tasks and attempts behind the statistics, from the same tables. */
export function createStatsLists(db: Database) {
  const parts = db.prepare<StatsQuery & { partMs: number }, EndedPart>(
    `WITH ${statsTables} SELECT ended_at - ended_at % :partMs AS "from", status, count(*) AS count FROM work
     WHERE ended_at >= :start AND ended_at < :end GROUP BY ended_at - ended_at % :partMs, status ORDER BY 1`,
  )
  const tasks = db.prepare<TaskQuery, Counted>(
    `WITH ${statsTables} SELECT work.run_id AS runId, runs.title AS runTitle, key AS taskKey,
       definition ->> '$.title' AS title, work.status, agent_id AS agentId, NULL AS attempt,
       work.ended_at AS endedAt, NULL AS ms
     FROM work JOIN runs ON runs.id = work.run_id
     WHERE work.ended_at >= :start AND work.ended_at < :end AND (:status IS NULL OR work.status = :status)
     ORDER BY work.ended_at DESC, work.run_id, key LIMIT :limit OFFSET :offset`,
  )
  const attempts = db.prepare<AttemptQuery, Counted>(
    `WITH ${statsTables} SELECT tries.run_id AS runId, runs.title AS runTitle, task_key AS taskKey,
       definition ->> '$.title' AS title, tries.status, tries.agent_id AS agentId, number AS attempt,
       tries.ended_at AS endedAt, ms
     FROM tries JOIN work ON work.run_id = tries.run_id AND work.key = tries.task_key
       JOIN runs ON runs.id = tries.run_id
     WHERE (:status IS NULL OR tries.status = :status) AND (:agentId IS NULL OR tries.agent_id = :agentId)
       AND (:skill IS NULL OR :skill IN (SELECT value FROM json_each(definition, '$.requiredSkills')))
     ORDER BY tries.ended_at DESC, tries.run_id, task_key, number LIMIT :limit OFFSET :offset`,
  )
  const one = db.prepare<[string, string], { runTitle: string; title: string; status: string }>(
    `SELECT runs.title AS runTitle, definition ->> '$.title' AS title, t.status
     FROM tasks t JOIN task_definitions def ON def.run_id = t.run_id AND def.position = t.position
       JOIN runs ON runs.id = t.run_id WHERE t.run_id = ? AND t.key = ?`,
  )
  return {
    sumEnded: (query: StatsQuery, partMs: number): EndedPart[] => parts.all({ ...query, partMs }),
    /** Newest first. */
    listEndedTasks: (query: TaskQuery): Counted[] => tasks.all(query),
    listEndedAttempts: (query: AttemptQuery): Counted[] => attempts.all(query),
    findCounted: (runId: string, taskKey: string) => one.get(runId, taskKey) ?? null,
  }
}
