import type { Counted, Explanation, Trend } from '#shared/contract/insight.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { describeRunState } from '#shared/model/runs/run-text.ts'
import type { WaitCause } from '#shared/model/runs/wait-cause.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { createDayOf, dayPartMs } from '../../base/days.ts'
import { describeRun } from '../../engine/views/explain-run.ts'
import { describeStats, listWaited } from '../../engine/views/run-stats.ts'
import type { StatsQuery } from '../../store/queries/stats.ts'
import type { EndedPart } from '../../store/queries/stats-lists.ts'
import type { AppOptions } from '../options.ts'
import { type InputOf, records, requireFound, type UseCases } from '../use-case.ts'

/** Instants in milliseconds. */
type Span = InputOf<'insight', 'stats'>

/** Explanations of a run's current state, and statistics of all runs. */
export function createInsight(options: AppOptions): UseCases<'insight'> {
  const { store, limits } = options
  const of = <T>(span: Span, read: (query: StatsQuery) => T): Result<T, Refusal> => {
    const query = queryOf(options, span)
    return query.ok ? ok(read(query.value)) : query
  }
  return {
    explainRun: (run) => explain(options, run),
    stats: (span) => of(span, (query) => describeStats(store, limits.global, query)),
    trend: ({ timeZone, ...span }) =>
      of(span, (query) => trendOf(store.stats.sumEnded(query, dayPartMs), createDayOf(timeZone))),
    /** With a cause: the tasks that waited longest for it. */
    listEndedTasks: ({ limit, offset, status = null, cause, ...span }) =>
      of(span, (query) =>
        cause === undefined
          ? store.stats.listEndedTasks({ ...query, limit, offset, status })
          : listLongest(options, query, cause)
              .slice(offset, offset + limit)
              .flatMap((task) => countedOf(options, task)),
      ),
    listEndedAttempts: ({ limit, offset, status = null, agentId = null, skill = null, ...span }) =>
      of(span, (query) => store.stats.listEndedAttempts({ ...query, limit, offset, status, agentId, skill })),
  }
}

/** The requested span; without bounds, all recorded data. */
function queryOf({ store, clock }: AppOptions, input: Span): Result<StatsQuery, Refusal> {
  const { runId = null, projectId = null } = input
  const run = runId === null ? null : requireFound(store.runs.find(runId), records.run(runId))
  if (run?.ok === false) return run
  const withSimulated = input.simulated || run?.value.isSimulated ? 1 : 0
  // The end is exclusive, and the current instant belongs to the span.
  const end = input.end ?? clock.now() + 1
  const start =
    input.start ?? store.stats.findFirst({ start: 0, end, runId, projectId, withSimulated }) ?? end
  if (start <= end) return ok({ start, end, runId, projectId, withSimulated })
  return refuse('E_RANGE', 'span_reversed', { field: 'end' })
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

function listLongest({ store, limits }: AppOptions, query: StatsQuery, cause: WaitCause): Waited[] {
  return listWaited(store, limits.global, query)
    .flatMap(({ waits, ...task }) => {
      const ms = waits.get(cause)
      return ms === undefined ? [] : [{ ...task, ms }]
    })
    .sort((a, b) => b.ms - a.ms)
}

function countedOf({ store }: AppOptions, { runId, key, endedAt, agentId, ms }: Waited): Counted[] {
  const task = store.stats.findCounted(runId, key)
  return task === null ? [] : [{ ...task, runId, taskKey: key, agentId, attempt: null, endedAt, ms }]
}

type Explained = InputOf<'insight', 'explainRun'>

function explain(
  { engine, store, limits, clock, isPassive }: AppOptions,
  { runId, taskKey }: Explained,
): Result<Explanation, Refusal> {
  const row = requireFound(store.runs.find(runId), records.run(runId))
  if (!row.ok) return row
  const task =
    taskKey === undefined ? null : requireFound(store.tasks.find(runId, taskKey), records.task(taskKey))
  if (task?.ok === false) return task
  const run = engine.state.runs.get(row.value.id)
  const at = clock.now()
  if (run === undefined) return ok(explainEnd(row.value, at))
  return ok(describeRun(engine.state, limits, { run, at, isIdle: isPassive, taskKey }))
}

const explainEnd = (
  run: Pick<RunView, 'id' | 'status' | 'outcome' | 'isSimulated'>,
  at: number,
): Explanation => ({
  ...{ runId: run.id, at, headline: words.explanation.ended(describeRunState(run)), running: 0, waiting: 0 },
  ...{ isSimulated: run.isSimulated, isStuck: false, roots: [], otherRoots: 0, actions: [], path: null },
})
