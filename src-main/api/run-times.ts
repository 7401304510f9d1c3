import type { RunSummary } from '#shared/contract/runs/run-summary.ts'
import type { Timeline } from '#shared/contract/runs/run-times.ts'
import { runIdSchema } from '#shared/ids.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { maxListedGaps } from '#shared/model/runs/run-outcome.ts'
import { isTerminal, type TaskDefinition } from '#shared/model/task.ts'
import { findResult } from '../engine/execution/attempt-context.ts'
import { listJoinHolders } from '../engine/rules/joins.ts'
import { outcomeOf } from '../engine/rules/outcome.ts'
import { describeCriticalPath, describeProgress } from '../engine/views/critical-path.ts'
import { describeSummary } from '../engine/views/run-summary.ts'
import { describeTimeline } from '../engine/views/timeline.ts'
import type { StoredAttempt } from '../store/tables/attempts.ts'
import type { StoredTask } from '../store/tables/tasks.ts'
import type { Services } from './wire/context.ts'
import { found, procedures } from './wire/procedure.ts'

export const createRunTimesHandlers = (services: Services) => ({
  listOtherResults: procedures.runs.listOtherResults.handler(({ input }) =>
    listOtherResults(services, input),
  ),
  getTimeline: procedures.runs.getTimeline.handler(({ input }) => readTimeline(services, input.runId)),
  getSummary: procedures.runs.getSummary.handler(({ input }) => readSummary(services, input.runId)),
  getCriticalPath: procedures.runs.getCriticalPath.handler(({ input }) =>
    describeCriticalPath(readTimes(services, input.runId)),
  ),
  getProgress: procedures.runs.getProgress.handler(({ input }) =>
    describeProgress(readTimes(services, input.runId)),
  ),
})

interface Pair {
  readonly runId: string
  readonly otherRunId: string
}

function listOtherResults({ store }: Services, { runId, otherRunId }: Pair): string[] {
  for (const id of [runId, otherRunId]) found(store.runs.find(id), `Run ${id}`)
  const isDone = ({ status, definition }: StoredTask) => status === 'done' && definition.kind === 'task'
  const others = new Map(store.tasks.listOfRun(otherRunId).map((task) => [task.definition.key, task]))
  return store.tasks.listOfRun(runId).flatMap((task) => {
    const { key } = task.definition
    const other = others.get(key)
    if (other === undefined || !isDone(task) || !isDone(other)) return []
    const [one, two] = [findResult(store, task)?.text, findResult(store, other)?.text]
    return one === two ? [] : [key]
  })
}

function readTimeline({ store, clock }: Services, runId: string): Timeline {
  const run = found(store.runs.find(runId), `Run ${runId}`)
  const tasks = store.tasks.listOfRun(runId)
  return describeTimeline({
    at: clock.now(),
    run,
    tasks: tasks.map((task) => ({ key: task.definition.key, endedAt: task.endedAt, live: liveOf(task) })),
    attempts: store.runTimes.listAttempts(runId),
    facts: store.runTimes.listFacts(runId),
  })
}

function readSummary(services: Services, runId: string): RunSummary {
  const timeline = readTimeline(services, runId)
  const { store } = services
  const first = store.attempts.findFirstFailed(runId)
  return describeSummary({
    timeline,
    tasks: store.tasks.listOfRun(runId).map(({ definition: { key, kind, parent }, status }) => ({
      ...{ key, kind, parent, status },
    })),
    approvals: store.approvals.listOfRun(runId),
    firstFailure: first === null ? null : failureOf(first),
    outcome: readOutcome(services, runId),
  })
}

/** The outcome and the gaps that the log has of a run that ended; the gaps so far of one that goes on. */
export function readOutcome(
  { store, engine }: Pick<Services, 'store' | 'engine'>,
  runId: string,
): Pick<RunSummary, 'outcome' | 'gaps' | 'gapCount'> {
  const open = engine.state.runs.get(runIdSchema.parse(runId))
  if (open === undefined) {
    const { outcome, gaps, gapCount } = found(store.runs.find(runId), `Run ${runId}`)
    return { outcome, gaps: [...gaps], gapCount }
  }
  const { gaps } = outcomeOf(open)
  return { outcome: null, gaps: gaps.slice(0, maxListedGaps), gapCount: gaps.length }
}

function failureOf({ taskKey, number, agentId, endedAt, startedAt, failure }: StoredAttempt) {
  return failure === null ? null : { taskKey, attempt: number, agentId, at: endedAt ?? startedAt, failure }
}

function liveOf({ live, definition }: StoredTask) {
  if (live === null) return null
  const { number, agentId, status, startedAt, spent } = live
  return { taskKey: definition.key, number, agentId, status, from: startedAt, to: null, spent }
}

function readTimes(services: Services, runId: string) {
  const { store, clock } = services
  const run = found(store.runs.find(runId), `Run ${runId}`)
  const past = Map.groupBy(store.runTimes.listPastDurations(run.planKey, runId), ({ key }) => key)
  const tasks = store.tasks.listOfRun(runId)
  const holders = listHolders(services, runId)
  // What agents take is read from all there ever was: only where a task has nothing better to go by.
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

/** Tasks that hold a join without being a dependency of it, by the key of the task that waits. */
function listHolders({ engine }: Services, runId: string): Holders {
  const open = engine.state.runs.get(runIdSchema.parse(runId))
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

function readAgentMs({ stats }: Services['store'], at: number): ReadonlyMap<string, number> {
  const ever = { start: 0, end: at + 1, runId: null, projectId: null, withSimulated: 0 } as const
  return new Map(
    stats
      .measureAgents(ever)
      .flatMap(({ name, medianMs }) => (medianMs === null ? [] : [[name, medianMs] as const])),
  )
}
