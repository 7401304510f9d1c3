import type { Counted, Explanation, Trend } from '#shared/contract/insight.ts'
import { runIdSchema } from '#shared/ids.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { describeRunState } from '#shared/model/runs/run-words.ts'
import type { WaitCause } from '#shared/model/runs/wait-cause.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { createDayOf, dayPartMs } from '../base/days.ts'
import { describeRun } from '../engine/views/explain-run.ts'
import { describeStats, listWaited } from '../engine/views/run-stats.ts'
import type { StatsQuery } from '../store/queries/stats.ts'
import type { EndedPart } from '../store/queries/stats-lists.ts'
import type { Services } from './wire/context.ts'
import { found, procedures } from './wire/procedure.ts'

export const createInsightHandlers = (services: Services) => ({
  explainRun: procedures.insight.explainRun.handler(({ input }) => explain(services, input)),
  stats: procedures.insight.stats.handler(({ input }) =>
    describeStats(services.store, services.limits.global, queryOf(services, input)),
  ),
  trend: procedures.insight.trend.handler(({ input: { timeZone, ...span } }) =>
    trendOf(services.store.stats.sumEnded(queryOf(services, span), dayPartMs), createDayOf(timeZone)),
  ),
  listEndedTasks: procedures.insight.listEndedTasks.handler(({ input }) => {
    const { limit, offset, status = null, cause, ...span } = input
    const query = queryOf(services, span)
    if (cause === undefined) return services.store.stats.listEndedTasks({ ...query, limit, offset, status })
    const waited = listLongest(services, query, cause)
    return waited.slice(offset, offset + limit).flatMap((task) => countedOf(services, task))
  }),
  listEndedAttempts: procedures.insight.listEndedAttempts.handler(({ input }) => {
    const { limit, offset, status = null, agentId = null, skill = null, ...span } = input
    const page = { limit, offset, status, agentId, skill }
    return services.store.stats.listEndedAttempts({ ...queryOf(services, span), ...page })
  }),
})

interface Span {
  readonly start?: number | undefined
  readonly end?: number | undefined
  readonly runId?: string | undefined
  readonly projectId?: string | undefined
  readonly simulated: boolean
}

/** The span that is asked for, or all there is of it. */
function queryOf({ store, clock }: Services, input: Span): StatsQuery {
  const { runId = null, projectId = null } = input
  const run = runId === null ? null : found(store.runs.find(runId), `Run ${runId}`)
  const withSimulated = input.simulated || run?.isSimulated ? 1 : 0
  // One past this instant, so that what ended in it is there.
  const end = input.end ?? clock.now() + 1
  const start =
    input.start ?? store.stats.findFirst({ start: 0, end, runId, projectId, withSimulated }) ?? end
  if (start > end) {
    const message = 'The span ends before it begins.'
    throw new RefusalError(refusal('E_RANGE', message, 'Give an end after the start.', { field: 'end' }))
  }
  return { start, end, runId, projectId, withSimulated }
}

function trendOf(parts: readonly EndedPart[], dayOf: (at: number) => string): Trend {
  const days = new Map<string, Trend['days'][number]['counts']>()
  for (const { from, status, count } of parts) {
    const day = dayOf(from)
    const counts = days.get(day) ?? { done: 0, failed: 0, skipped: 0, cancelled: 0 }
    counts[status] += count
    days.set(day, counts)
  }
  return { days: [...days].map(([day, counts]) => ({ day, counts })) }
}

interface Waited {
  readonly runId: string
  readonly key: string
  readonly endedAt: number
  readonly agentId: string | null
  readonly ms: number
}

function listLongest({ store, limits }: Services, query: StatsQuery, cause: WaitCause): Waited[] {
  return listWaited(store, limits.global, query)
    .flatMap(({ waits, ...task }) => {
      const ms = waits.get(cause)
      return ms === undefined ? [] : [{ ...task, ms }]
    })
    .sort((a, b) => b.ms - a.ms)
}

function countedOf({ store }: Services, { runId, key, endedAt, agentId, ms }: Waited): Counted[] {
  const task = store.stats.findCounted(runId, key)
  return task === null ? [] : [{ ...task, runId, taskKey: key, agentId, attempt: null, endedAt, ms }]
}

function explain(
  { engine, store, limits, clock, isPassive }: Services,
  { runId, taskKey }: { readonly runId: string; readonly taskKey?: string | undefined },
): Explanation {
  const row = found(store.runs.find(runId), `Run ${runId}`)
  if (taskKey !== undefined) found(store.tasks.find(runId, taskKey), `Task ${taskKey}`)
  const run = engine.state.runs.get(runIdSchema.parse(row.id))
  const at = clock.now()
  if (run === undefined) return explainEnd(row, at)
  return describeRun(engine.state, limits, { run, at, isIdle: isPassive, taskKey })
}

const explainEnd = (
  run: Pick<RunView, 'id' | 'status' | 'outcome' | 'isSimulated'>,
  at: number,
): Explanation => ({
  ...{ runId: run.id, at, headline: `The run ended: ${describeRunState(run)}.`, running: 0, waiting: 0 },
  ...{ isSimulated: run.isSimulated, isStuck: false, roots: [], otherRoots: 0, actions: [], path: null },
})
