import type { DryRun, DryTask } from '#shared/contract/plans/plan-dry-run.ts'
import type { Price } from '#shared/model/agents/agent.ts'
import { addMinor, type Money } from '#shared/model/money.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task.ts'
import { priceOf } from '../../governance/budget.ts'
import { findOpenBranches } from '../../scheduling/open-branches.ts'
import { listWays } from '../branches/list-ways.ts'
import { playOut } from './play-out.ts'
import { type Promised, promiseTasks, type Roster } from './promise-tasks.ts'

/** Absent, as the longest path counts it. */
const usualMs = 60_000

const unstarted = { status: 'blocked', endedAt: null } as const

/** What a run of the plan would come to, as far as that is known before: who, when, for how much. Pure, and asks nobody. */
export function dryRun(whole: PlanDocument, roster: Roster): DryRun {
  const plan = withoutDone(whole)
  const promises = promiseTasks(plan, roster)
  const lengths = new Map(
    plan.tasks.map((task) => [task.key, lengthOf(task, promises.get(task.key) ?? null)]),
  )
  const { unlikely } = findOpenBranches(plan.tasks.map((task) => ({ ...task, ...unstarted })))
  const starts = playOut(plan, {
    at: roster.at,
    agentOf: (key) => promises.get(key)?.candidacy?.agent ?? null,
    lengthOf: (key) => (unlikely.has(key) ? 0 : (lengths.get(key) ?? 0)),
  })
  const tasks = plan.tasks.flatMap((task): DryTask[] => {
    const promised = promises.get(task.key)
    if (promised === undefined) return []
    const { candidacy, reason } = promised
    const start = starts.get(task.key) ?? null
    return [
      {
        ...{ taskKey: task.key, agentId: candidacy?.agent.id ?? null, reason },
        ...{ startMs: start?.startMs ?? null, waitMs: start?.waitMs ?? 0 },
        ...{
          durationMs: lengths.get(task.key) ?? 0,
          price: roster.isSimulated ? 'free' : priceFor(task, promised),
        },
        asksPerson: task.requiresApproval || task.gate !== undefined,
      },
    ]
  })
  const ends = tasks.map(({ taskKey, startMs, durationMs }) =>
    startMs === null || unlikely.has(taskKey) ? 0 : startMs + durationMs,
  )
  return {
    tasks,
    endMs: ends.reduce((latest, end) => Math.max(latest, end), 0),
    costs: sumsOf(
      tasks.flatMap(({ price, startMs }) => (typeof price === 'string' || startMs === null ? [] : [price])),
    ),
    branches: listWays(plan),
  }
}

/** Tasks that were done before the run take no time, no agent and no money. */
function withoutDone(plan: PlanDocument): PlanDocument {
  const done = new Set(
    plan.tasks.flatMap(({ key, kind, isDone }) => (isDone && kind === 'task' ? [key] : [])),
  )
  if (done.size === 0) return plan
  const tasks = plan.tasks
    .filter(({ key }) => !done.has(key))
    .map((task) => ({ ...task, dependsOn: task.dependsOn.filter((key) => !done.has(key)) }))
  return { ...plan, tasks }
}

const lengthOf = ({ estimateMs }: TaskDefinition, promised: Promised | null): number =>
  estimateMs ?? promised?.candidacy?.agent.latencyMs ?? usualMs

const priceFor = (task: TaskDefinition, { candidacy }: Promised): Price =>
  candidacy === null ? (task.cost ?? 'unknown') : priceOf(task, candidacy.agent)

function sumsOf(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, number>()
  for (const { amountMinor, currency } of amounts)
    sums.set(currency, addMinor(sums.get(currency) ?? 0, amountMinor))
  return [...sums].map(([currency, amountMinor]) => ({ amountMinor, currency }))
}
