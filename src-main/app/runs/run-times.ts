import type { RunSummary, runSummaryContract } from '#shared/contract/runs/run-summary.ts'
import type { runTimesContract, Timeline } from '#shared/contract/runs/run-times.ts'
import type { RunId } from '#shared/ids.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { maxListedGaps } from '#shared/model/runs/run-outcome.ts'
import { isTerminal } from '#shared/model/task.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Engine } from '../../engine/engine.ts'
import { findResult } from '../../engine/execution/attempt-context.ts'
import { listJoinHolders } from '../../engine/rules/joins.ts'
import { outcomeOf } from '../../engine/rules/outcome.ts'
import { describeCriticalPath, describeProgress } from '../../engine/views/critical-path.ts'
import { describeSummary } from '../../engine/views/run-summary.ts'
import { describeTimeline } from '../../engine/views/timeline.ts'
import type { StoredAttempt } from '../../store/tables/attempts.ts'
import type { StoredRun } from '../../store/tables/runs.ts'
import type { StoredTask } from '../../store/tables/tasks.ts'
import type { AppOptions } from '../options.ts'
import { type InputOf, records, requireFound, type UseCases } from '../use-case.ts'

type TimeNames = keyof typeof runTimesContract | keyof typeof runSummaryContract

/** Timeline, summary, critical path and estimated progress of runs. */
export function createRunTimes(options: AppOptions): UseCases<'runs', TimeNames> {
  const read = <T>(runId: string, of: (run: StoredRun) => T): Result<T, Refusal> => {
    const run = requireFound(options.store.runs.find(runId), records.run(runId))
    return run.ok ? ok(of(run.value)) : run
  }
  return {
    listOtherResults: (pair) => listOtherResults(options, pair),
    getTimeline: ({ runId }) => read(runId, (run) => readTimeline(options, run)),
    getSummary: ({ runId }) => read(runId, (run) => readSummary(options, run)),
    getCriticalPath: ({ runId }) => read(runId, (run) => describeCriticalPath(readTimes(options, run))),
    getProgress: ({ runId }) => read(runId, (run) => describeProgress(readTimes(options, run))),
  }
}

type Pair = InputOf<'runs', 'listOtherResults'>

function listOtherResults({ store }: AppOptions, { runId, otherRunId }: Pair): Result<string[], Refusal> {
  for (const id of [runId, otherRunId]) {
    const run = requireFound(store.runs.find(id), records.run(id))
    if (!run.ok) return run
  }
  const isDone = ({ status, definition }: StoredTask) => status === 'done' && definition.kind === 'task'
  const others = new Map(store.tasks.listOfRun(otherRunId).map((task) => [task.definition.key, task]))
  const differing = store.tasks.listOfRun(runId).flatMap((task) => {
    const { key } = task.definition
    const other = others.get(key)
    if (other === undefined || !isDone(task) || !isDone(other)) return []
    const [one, two] = [findResult(store, task)?.text, findResult(store, other)?.text]
    return one === two ? [] : [key]
  })
  return ok(differing)
}

function readTimeline({ store, clock }: AppOptions, run: StoredRun): Timeline {
  const { id: runId } = run
  const tasks = store.tasks.listOfRun(runId)
  return describeTimeline({
    at: clock.now(),
    run,
    tasks: tasks.map((task) => ({ key: task.definition.key, endedAt: task.endedAt, live: liveOf(task) })),
    attempts: store.runTimes.listAttempts(runId),
    facts: store.runTimes.listFacts(runId),
  })
}

function readSummary(options: AppOptions, run: StoredRun): RunSummary {
  const timeline = readTimeline(options, run)
  const { store } = options
  const { id: runId } = run
  const first = store.attempts.findFirstFailed(runId)
  return describeSummary({
    timeline,
    tasks: store.tasks.listOfRun(runId).map(({ definition: { key, kind, parent }, status }) => ({
      ...{ key, kind, parent, status },
    })),
    approvals: store.approvals.listOfRun(runId),
    firstFailure: first === null ? null : failureOf(first),
    outcome: readOutcome(options, run),
  })
}

/** Recorded outcome and gaps of an ended run; for an active run, outcome null and the gaps so far. */
export function readOutcome(
  { engine }: { readonly engine: Pick<Engine, 'state'> },
  { id, outcome, gaps, gapCount }: StoredRun,
): Pick<RunSummary, 'outcome' | 'gaps' | 'gapCount'> {
  const open = engine.state.runs.get(id)
  if (open === undefined) {
    return { outcome, gaps: [...gaps], gapCount }
  }
  const { gaps: found } = outcomeOf(open)
  return { outcome: null, gaps: found.slice(0, maxListedGaps), gapCount: found.length }
}

function failureOf({ taskKey, number, agentId, endedAt, startedAt, failure }: StoredAttempt) {
  return failure === null ? null : { taskKey, attempt: number, agentId, at: endedAt ?? startedAt, failure }
}

function liveOf({ live, definition }: StoredTask) {
  if (live === null) return null
  const { number, agentId, status, startedAt, spent } = live
  return { taskKey: definition.key, number, agentId, status, from: startedAt, to: null, spent }
}

function readTimes(options: AppOptions, run: StoredRun) {
  const { store, clock } = options
  const { id: runId } = run
  const past = Map.groupBy(store.runTimes.listPastDurations(run.planKey, runId), ({ key }) => key)
  const tasks = store.tasks.listOfRun(runId)
  const holders = listHolders(options, runId)
  // Agent durations are computed from the entire history, so they are read only if a task has no better estimate.
  const isUnknown = ({ definition: { key, kind, estimateMs }, status }: StoredTask) =>
    kind === 'task' && !isTerminal(status) && estimateMs === undefined && !past.has(key)
  return {
    at: clock.now(),
    isOver: isRunOver(run.status),
    parallelLimit: run.parallelLimit,
    tasks: tasks.map(({ definition, ...task }) => ({
      ...{ key: definition.key, kind: definition.kind, parent: definition.parent },
      ...branchOf(definition, holders),
      estimateMs: definition.estimateMs ?? null,
      ...{ status: task.status, agentId: task.agentId, readyAt: task.readyAt },
      ...{ startedAt: task.startedAt, endedAt: task.endedAt },
    })),
    pastMs: new Map([...past].map(([key, rows]) => [key, rows.map(({ ms }) => ms)])),
    agentMs: tasks.some(isUnknown) ? readAgentMs(store, clock.now()) : new Map<string, number>(),
  }
}

type Holders = ReadonlyMap<string, readonly string[]>

/** Tasks that block a join without being its dependency, by the key of the waiting task. */
function listHolders({ engine }: AppOptions, runId: RunId): Holders {
  const open = engine.state.runs.get(runId)
  if (open === undefined) return new Map()
  return new Map(
    [...open.joining].map((task) => [
      task.definition.key,
      listJoinHolders(open, task).map(({ definition }) => definition.key),
    ]),
  )
}

const branchOf = ({ key, dependsOn, condition, join }: TaskDefinition, holders: Holders) => ({
  dependsOn: [...dependsOn, ...(holders.get(key) ?? [])],
  ...(condition !== undefined && { condition }),
  ...(join !== undefined && { join }),
})

function readAgentMs({ stats }: AppOptions['store'], at: number): ReadonlyMap<string, number> {
  const ever = { start: 0, end: at + 1, runId: null, projectId: null, withSimulated: 0 } as const
  return new Map(
    stats
      .measureAgents(ever)
      .flatMap(({ name, medianMs }) => (medianMs === null ? [] : [[name, medianMs] as const])),
  )
}
