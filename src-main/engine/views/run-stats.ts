import type { Stats } from '#shared/contract/insight.ts'
import { personCauses, type WaitCause } from '#shared/model/runs/wait-cause.ts'
import { noTaskCounts } from '#shared/model/task.ts'
import type { StatsQuery } from '../../store/queries/stats.ts'
import type { Store } from '../../store/store.ts'
import { measureWaits, type WaitedTask } from './waiting-times.ts'

const hourMs = 3_600_000

/** Statistics of a period: finished work exactly, from the tables; waiting times from the log. */
export function describeStats(store: Store, globalLimit: number, query: StatsQuery): Stats {
  const { stats } = store
  const { start, end } = query
  const counts = noTaskCounts()
  for (const { status, count } of stats.countByStatus(query)) counts[status] = count
  const all = stats.measureAll(query)
  const decided = counts.done + counts.failed
  return {
    start,
    end,
    counts,
    successRate: decided === 0 ? null : counts.done / decided,
    meanMs: all?.meanMs ?? null,
    medianMs: all?.medianMs ?? null,
    p90Ms: all?.p90Ms ?? null,
    donePerHour: end <= start ? null : (counts.done * hourMs) / (end - start),
    settled: stats.sumSettled(query),
    byAgent: stats.measureAgents(query),
    bySkill: stats.measureSkills(query),
    waiting: sumWaits(listWaited(store, globalLimit, query)),
  }
}

/** Every task that ended in the period, with its waiting times since creation. */
export function listWaited({ stats }: Store, globalLimit: number, query: StatsQuery): WaitedTask[] {
  const tasks = stats.listEnded(query)
  const touched = new Set(tasks.map(({ runId }) => runId))
  const runs = stats.listRuns(query).filter(({ id }) => touched.has(id))
  if (runs.length === 0) return []
  const first = runs.reduce((least, { createdSeq }) => Math.min(least, createdSeq), Number.MAX_SAFE_INTEGER)
  const last = runs.reduce((most, { lastSeq }) => Math.max(most, lastSeq ?? Number.MAX_SAFE_INTEGER), 0)
  const createdAt = runs.reduce((least, run) => Math.min(least, run.createdAt), Number.MAX_SAFE_INTEGER)
  return measureWaits({
    runs,
    tasks,
    facts: stats.iterateFacts(first, last),
    liveBefore: stats.countLiveBefore(createdAt),
    globalLimit,
    agentKinds: stats.listAgentKinds(),
  })
}

function sumWaits(tasks: readonly WaitedTask[]): Stats['waiting'] {
  const sums = new Map<WaitCause, { ms: number; tasks: number }>()
  const people = { ms: 0, tasks: 0 }
  for (const { waits } of tasks) {
    let forPeopleMs: number | null = null
    for (const [cause, ms] of waits) {
      if (personCauses.has(cause)) forPeopleMs = (forPeopleMs ?? 0) + ms
      const known = sums.get(cause) ?? { ms: 0, tasks: 0 }
      sums.set(cause, { ms: known.ms + ms, tasks: known.tasks + 1 })
    }
    if (forPeopleMs === null) continue
    people.ms += forPeopleMs
    people.tasks += 1
  }
  const causes = [...sums]
    .map(([cause, sum]) => ({ cause, ...sum }))
    .sort((a, b) => b.ms - a.ms || (a.cause < b.cause ? -1 : 1))
  return {
    tasks: tasks.length,
    waitedMs: causes.reduce((sum, { ms }) => sum + ms, 0),
    workedMs: tasks.reduce((sum, { workedMs }) => sum + workedMs, 0),
    causes,
    people,
  }
}
