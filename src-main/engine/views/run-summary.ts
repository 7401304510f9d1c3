import type { RunShare, RunSummary } from '#shared/contract/runs/run-summary.ts'
import type { Timeline, TimelineAttempt, TimelineCause } from '#shared/contract/runs/run-times.ts'
import type { Approval } from '#shared/model/approval.ts'
import { addMinor } from '#shared/model/money.ts'
import { personCauses } from '#shared/model/runs/wait-cause.ts'
import type { TaskStatus } from '#shared/model/task.ts'

interface Record {
  readonly timeline: Timeline
  /** In plan order. */
  readonly tasks: readonly SummedTask[]
  /** In the order of posting. */
  readonly approvals: readonly Approval[]
  readonly firstFailure: RunSummary['firstFailure']
  readonly outcome: Pick<RunSummary, 'outcome' | 'gaps' | 'gapCount'>
}

export interface SummedTask {
  readonly key: string
  readonly kind: 'task' | 'group'
  readonly parent: string | null
  readonly status: TaskStatus
}

export function describeSummary(record: Record): RunSummary {
  const { timeline, approvals, firstFailure } = record
  const { at, from, to } = timeline
  const attempts = timeline.tasks.flatMap((task) => task.attempts)
  const people = mergeSpans(timeline.tasks.flatMap(({ waits }) => waits.filter(isForPerson)).map(closed(at)))
  const work = mergeSpans(attempts.map(closed(at)))
  const personMs = lengthOf(people)
  return {
    ...{ at, from, to, ...record.outcome, firstFailure, personMs },
    standstillMs: personMs - overlapOf(people, work),
    attempts: countStatuses(attempts),
    workedMs: workOf(attempts, at),
    byAgent: byAgentOf(record),
    byPhase: byPhaseOf(record),
    gates: approvals.map(gateOf),
  }
}

const isForPerson = ({ cause }: { readonly cause: TimelineCause }): boolean => personCauses.has(cause)

type Span = readonly [from: number, to: number]
interface Open {
  readonly from: number
  readonly to: number | null
}
const closed =
  (at: number) =>
  ({ from, to }: Open): Span => [from, Math.max(from, to ?? at)]

/** Merges spans into sorted ones without overlaps. */
function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: [number, number][] = []
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    const last = merged.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, [from, to]) => sum + to - from, 0)

/** Length of the overlap of two merged lists, in one pass over each. */
function overlapOf(ones: readonly Span[], others: readonly Span[]): number {
  let shared = 0
  let at = 0
  for (const [from, to] of ones) {
    while (at < others.length && (others[at]?.[1] ?? 0) <= from) at += 1
    for (let next = at; next < others.length; next += 1) {
      const other = others[next]
      if (other === undefined || other[0] >= to) break
      shared += Math.min(to, other[1]) - Math.max(from, other[0])
    }
  }
  return shared
}

function countStatuses(attempts: readonly TimelineAttempt[]): RunSummary['attempts'] {
  const counts = { running: 0, stopping: 0, done: 0, failed: 0, interrupted: 0, cancelled: 0, parked: 0 }
  for (const { status } of attempts) counts[status] += 1
  return counts
}

const workOf = (attempts: readonly TimelineAttempt[], at: number): number =>
  lengthOf(attempts.map(closed(at)))

interface Worked {
  readonly attempts: readonly TimelineAttempt[]
  readonly tasks: readonly SummedTask[]
  readonly at: number
}

function shareOf({ attempts, tasks, at }: Worked): RunShare {
  const spent = new Map<string, number>()
  for (const { spent: money } of attempts) {
    if (money !== null) spent.set(money.currency, addMinor(spent.get(money.currency) ?? 0, money.amountMinor))
  }
  return {
    tasks: tasks.length,
    done: tasks.filter(({ status }) => status === 'done').length,
    attempts: attempts.length,
    failed: attempts.filter(({ status }) => status === 'failed').length,
    workedMs: workOf(attempts, at),
    spent: [...spent].map(([currency, amountMinor]) => ({ currency, amountMinor })),
  }
}

function byAgentOf({ timeline, tasks }: Record): RunSummary['byAgent'] {
  const known = new Map(tasks.map((task) => [task.key, task]))
  const all = timeline.tasks.flatMap(({ taskKey, attempts }) =>
    attempts.map((attempt) => ({ taskKey, attempt })),
  )
  return [...Map.groupBy(all, ({ attempt }) => attempt.agentId)]
    .map(([agentId, done]) => {
      const keys = new Set(done.map(({ taskKey }) => taskKey))
      const attempts = done.map(({ attempt }) => attempt)
      const own = [...keys].flatMap((key) => known.get(key) ?? [])
      return { agentId, ...shareOf({ attempts, tasks: own, at: timeline.at }) }
    })
    .toSorted((one, other) => other.workedMs - one.workedMs || (one.agentId < other.agentId ? -1 : 1))
}

/** Empty for a plan without groups. */
function byPhaseOf({ timeline, tasks }: Record): RunSummary['byPhase'] {
  const parents = new Map(tasks.map(({ key, parent }) => [key, parent]))
  const phaseOf = ({ parent }: SummedTask): string | null => {
    let phase = parent
    while (phase !== null && (parents.get(phase) ?? null) !== null) phase = parents.get(phase) ?? null
    return phase
  }
  if (!tasks.some(({ kind }) => kind === 'group')) return []
  const times = new Map(timeline.tasks.map(({ taskKey, attempts }) => [taskKey, attempts]))
  const leaves = tasks.filter(({ kind }) => kind === 'task')
  return [...Map.groupBy(leaves, phaseOf)].map(([groupKey, own]) => {
    const attempts = own.flatMap(({ key }) => times.get(key) ?? [])
    const spans = attempts.map(closed(timeline.at))
    return {
      groupKey,
      ...shareOf({ attempts, tasks: own, at: timeline.at }),
      from: spans.length === 0 ? null : Math.min(...spans.map(([from]) => from)),
      to: spans.length === 0 ? null : Math.max(...spans.map(([, to]) => to)),
    }
  })
}

const gateOf = (approval: Approval): RunSummary['gates'][number] => {
  const { id: approvalId, taskKey, kind, question, answer, closed: end, answeredBy } = approval
  const { note, postedAt, answeredAt } = approval
  return { approvalId, taskKey, kind, question, answer, closed: end, answeredBy, note, postedAt, answeredAt }
}
