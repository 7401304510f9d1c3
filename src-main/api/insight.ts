import type { Explanation, Stats } from '#shared/contract/insight.ts'
import { runIdSchema } from '#shared/ids.ts'
import type { RunView } from '#shared/model/run.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { describeRun } from '../engine/explain-run.ts'
import { describeStats } from '../engine/run-stats.ts'
import type { Services } from './context.ts'
import { found, procedures } from './procedure.ts'

export const createInsightHandlers = (services: Services) => ({
  explainRun: procedures.insight.explainRun.handler(({ input }) => explain(services, input)),
  stats: procedures.insight.stats.handler(({ input }) => readStats(services, input)),
})

interface Span {
  readonly start?: number | undefined
  readonly end?: number | undefined
  readonly runId?: string | undefined
  readonly projectId?: string | undefined
}

function readStats({ store, limits, clock }: Services, input: Span): Stats {
  const { runId = null, projectId = null } = input
  if (runId !== null) found(store.runs.find(runId), `Run ${runId}`)
  // One past this instant, so that what ended in it is there.
  const end = input.end ?? clock.now() + 1
  const start = input.start ?? store.stats.findFirst({ start: 0, end, runId, projectId }) ?? end
  if (start > end) {
    const message = 'The span ends before it begins.'
    throw new RefusalError(refusal('E_RANGE', message, 'Give an end after the start.', { field: 'end' }))
  }
  return describeStats(store, limits.global, { start, end, runId, projectId })
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

const explainEnd = ({ id, status }: Pick<RunView, 'id' | 'status'>, at: number): Explanation => ({
  ...{ runId: id, at, headline: `The run is over: it is ${status}.`, running: 0, waiting: 0 },
  ...{ isStuck: false, roots: [], otherRoots: 0, actions: [], path: null },
})
