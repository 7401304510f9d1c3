import type { Database } from 'better-sqlite3'
import type { ActorStats } from '#shared/contract/insight.ts'
import type { AgentKind } from '#shared/model/agents/agent.ts'
import type { TaskStatus } from '#shared/model/task.ts'
import { readJson } from '../db/json-column.ts'
import { sumOfAmounts } from './amount-sums.ts'
import { waitingDetail, waitingEvents } from './waiting-events.ts'

/** Selects tasks that ended at or after `start` and before `end`, in milliseconds since 1970. */
export interface StatsQuery {
  readonly start: number
  readonly end: number
  /** Null: all. */
  readonly runId: string | null
  readonly projectId: string | null
  /** 1: include simulations, and the work of simulated agents in runs of earlier versions. */
  readonly withSimulated: 0 | 1
}

/** A run that existed during the span. */
export interface ChosenRun {
  readonly id: string
  readonly createdAt: number
  readonly parallelLimit: number
  readonly reviewLimit: number | null
  readonly createdSeq: number
  /** Sequence number of the newest event; null while the run is unfinished. */
  readonly lastSeq: number | null
}

export interface EndedTask {
  readonly runId: string
  readonly key: string
  readonly createdAt: number
  readonly endedAt: number
}

/** The part of an event that shows what a task waited for. */
export interface LoggedFact {
  readonly at: number
  readonly type: string
  readonly runId: string
  readonly taskKey: string | null
  /**
   * Depends on the type: the agent of an assignment, the next step after a failure, or the kind of a gate. As JSON:
   * new links, agents by task, or tasks that became ready.
   */
  readonly detail: string | null
  readonly approvalId: string | null
}

interface ActorRow {
  name: string
  attempts: number
  done: number
  failed: number
  mean: number | null
  median: number | null
  p90: number | null
}

/** SQL tables with the work in the span. Groups are excluded, because they open and close with their children. */
export const statsTables = `chosen AS (
    SELECT id FROM runs WHERE created_at < :end AND (ended_at IS NULL OR ended_at >= :start)
      AND (:runId IS NULL OR id = :runId) AND (:projectId IS NULL OR project_id = :projectId)
      AND (:withSimulated OR NOT is_simulated)),
  simulated AS (
    SELECT id FROM agents WHERE NOT :withSimulated AND agent ->> '$.kind' = 'scripted'),
  work AS (
    SELECT t.run_id, t.key, t.status, t.created_at, t.ended_at, t.agent_id, def.definition
    FROM chosen JOIN tasks t ON t.run_id = chosen.id
      JOIN task_definitions def ON def.run_id = t.run_id AND def.position = t.position
    WHERE def.definition ->> '$.kind' = 'task'
      AND (t.agent_id IS NULL OR t.agent_id NOT IN (SELECT id FROM simulated))),
  tries AS (
    SELECT a.run_id, a.task_key, a.number, a.agent_id, a.status, a.ended_at, a.ended_at - a.started_at AS ms
    FROM chosen JOIN attempts a ON a.run_id = chosen.id
    WHERE a.ended_at >= :start AND a.ended_at < :end
      AND a.agent_id NOT IN (SELECT id FROM simulated))`

/**
 * Statistics of attempts by name, with the mean, median and 90th percentile of the durations of successful attempts,
 * in milliseconds. Requires a table `named`.
 */
const byName = `ranked AS (
    SELECT name, status, ms, row_number() OVER (PARTITION BY name, status ORDER BY ms) AS place,
      count(*) OVER (PARTITION BY name, status) AS among FROM named)
  SELECT name, count(*) AS attempts, sum(status = 'done') AS done, sum(status = 'failed') AS failed,
    avg(ms) FILTER (WHERE status = 'done') AS mean,
    avg(ms) FILTER (WHERE status = 'done' AND place IN ((among + 1) / 2, (among + 2) / 2)) AS median,
    max(ms) FILTER (WHERE status = 'done' AND place = (among * 9 + 9) / 10) AS p90
  FROM ranked GROUP BY name ORDER BY attempts DESC, name`

/** Event types that start, end or explain the waiting of a task. */
const telling = [
  ...waitingEvents,
  ...['run.paused', 'run.resumed', 'tasks.added', 'tasks.assigned', 'task.assigned', 'task.unassigned'],
  ...['approval.answered', 'approval.closed'],
]

/** Finished work and exact durations from the tables, and waiting events from the log. */
export function createStatsStore(db: Database) {
  const counts = db.prepare<StatsQuery, { status: TaskStatus; count: number }>(
    `WITH ${statsTables} SELECT status, count(*) AS count FROM work
     WHERE ended_at IS NULL OR (ended_at >= :start AND ended_at < :end) GROUP BY status`,
  )
  const ended = db.prepare<StatsQuery, EndedTask>(
    `WITH ${statsTables} SELECT run_id AS runId, key, created_at AS createdAt, ended_at AS endedAt FROM work
     WHERE ended_at >= :start AND ended_at < :end`,
  )
  const all = db.prepare<StatsQuery, ActorRow>(
    `WITH ${statsTables}, named AS (SELECT 'all' AS name, * FROM tries), ${byName}`,
  )
  const byAgent = db.prepare<StatsQuery, ActorRow>(
    `WITH ${statsTables}, named AS (SELECT agent_id AS name, * FROM tries), ${byName}`,
  )
  const bySkill = db.prepare<StatsQuery, ActorRow>(
    `WITH ${statsTables}, named AS (
       SELECT skill.value AS name, tries.* FROM tries
         JOIN work ON work.run_id = tries.run_id AND work.key = tries.task_key
         JOIN json_each(work.definition, '$.requiredSkills') AS skill), ${byName}`,
  )
  const settled = db.prepare<StatsQuery, { currency: string; amountMinor: number }>(
    `WITH ${statsTables} SELECT currency, ${sumOfAmounts} AS amountMinor
     FROM chosen JOIN transactions ON run_id = chosen.id
     WHERE kind = 'settle' AND at >= :start AND at < :end GROUP BY currency ORDER BY currency`,
  )
  const runs = db.prepare<StatsQuery, ChosenRun>(
    `WITH ${statsTables} SELECT runs.id, created_at AS createdAt, parallel_limit AS parallelLimit,
       review_limit AS reviewLimit, created_seq AS createdSeq, iif(ended_at IS NULL, NULL, changed_seq) AS lastSeq
     FROM chosen JOIN runs ON runs.id = chosen.id`,
  )
  const first = db.prepare<StatsQuery, { at: number | null }>(
    `WITH ${statsTables} SELECT min(created_at) AS at FROM chosen JOIN runs ON runs.id = chosen.id`,
  )
  const facts = db.prepare<[number, number, string], LoggedFact>(
    `SELECT at, type, run_id AS runId, task_key AS taskKey,
       CASE type ${waitingDetail} WHEN 'task.assigned' THEN body ->> '$.agentId'
         WHEN 'tasks.added' THEN body -> '$.links' WHEN 'tasks.assigned' THEN (SELECT json_group_object(value ->> '$.taskKey', value ->> '$.agentId')
           FROM json_each(body, '$.assignments')) END AS detail,
       CASE type WHEN 'approval.posted' THEN body ->> '$.approval.id' WHEN 'approval.answered' THEN
         body ->> '$.approvalId' WHEN 'approval.closed' THEN body ->> '$.approvalId' END AS approvalId
     FROM events WHERE seq BETWEEN ? AND ? AND run_id IS NOT NULL
       AND type IN (SELECT value FROM json_each(?)) ORDER BY seq`,
  )
  // Attempts in progress at the instant: started before it, and ended at or after it or not at all.
  const before = db.prepare<{ at: number }, { count: number }>(
    `SELECT (SELECT count(*) FROM runs JOIN attempts a ON a.run_id = runs.id
       WHERE runs.created_at < :at AND (runs.ended_at IS NULL OR runs.ended_at >= :at)
         AND a.started_at < :at AND a.ended_at >= :at)
     + (SELECT count(*) FROM runs JOIN tasks t ON t.run_id = runs.id
       WHERE runs.ended_at IS NULL AND t.live IS NOT NULL AND t.started_at < :at) AS count`,
  )
  const kinds = db.prepare<[], { id: string; kind: AgentKind }>(
    "SELECT id, agent ->> '$.kind' AS kind FROM agents",
  )
  return {
    /** Number of tasks by status: tasks that ended in the span, and all tasks that are open now. */
    countByStatus: (query: StatsQuery) => counts.all(query),
    listEnded: (query: StatsQuery): EndedTask[] => ended.all(query),
    /** Over all attempts that ended in the span; null if there are none. */
    measureAll: (query: StatsQuery): ActorStats | null => all.all(query).map(actorOf)[0] ?? null,
    /** Most attempts first. */
    measureAgents: (query: StatsQuery): ActorStats[] => byAgent.all(query).map(actorOf),
    measureSkills: (query: StatsQuery): ActorStats[] => bySkill.all(query).map(actorOf),
    sumSettled: (query: StatsQuery) => settled.all(query),
    /** When the first run of the span was created, in milliseconds since 1970; null if there is none. */
    findFirst: (query: StatsQuery): number | null => first.get(query)?.at ?? null,
    listRuns: (query: StatsQuery): ChosenRun[] => runs.all(query),
    /**
     * Events of all runs from `first` to `last`, oldest first. During the iteration, this connection must not write.
     */
    iterateFacts: (first: number, last: number): Iterable<LoggedFact> =>
      facts.iterate(first, last, JSON.stringify(telling)),
    countLiveBefore: (at: number): number => before.get({ at })?.count ?? 0,
    listAgentKinds: (): ReadonlyMap<string, AgentKind> =>
      new Map(kinds.all().map(({ id, kind }) => [id, kind])),
  }
}

const actorOf = ({ name, attempts, done, failed, mean, median, p90 }: ActorRow): ActorStats => ({
  name,
  attempts,
  done,
  failed,
  successRate: done + failed === 0 ? null : done / (done + failed),
  meanMs: mean,
  medianMs: median,
  p90Ms: p90,
})

export const linksOf = (detail: string): { taskKey: string; dependsOn: string }[] => readJson(detail)

export const agentsOf = (detail: string): [taskKey: string, agentId: string][] =>
  Object.entries(readJson<Readonly<Record<string, string>>>(detail))
