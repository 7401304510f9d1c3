import type { DryRun, DryTask } from '#shared/contract/plans/plan-dry-run.ts'
import type { Agent, Price } from '#shared/model/agents/agent.ts'
import { addMinor, type Money } from '#shared/model/money.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { clip } from '#shared/text/clip.ts'
import { takesUnskilled } from '../../assignment/any-work.ts'
import { type PinBar, rankPinned } from '../../assignment/pin.ts'
import { rank, reasonForNobody, textOfTask } from '../../assignment/scorecard.ts'
import { isStandIn, takesPart } from '../../assignment/simulation.ts'
import { normaliseSkills, type SkillAliases } from '../../assignment/skills.ts'
import type { Candidacy } from '../../assignment/verify.ts'
import { priceOf } from '../../governance/budget.ts'
import { findOpenBranches } from '../../scheduling/open-branches.ts'
import { listWays } from '../branches/list-ways.ts'
import { playOut } from './simulate.ts'

/** Assumed duration without an estimate, the same as for the critical path. */
const usualMs = 60_000

const unstarted = { status: 'blocked', endedAt: null } as const

/** Predicts agents, times and costs of a run of the plan. Pure function. */
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

/** Removes tasks that were done before the run, because they need no time, agent or money. */
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

interface Roster {
  /** Current agents with their workload and competences. */
  readonly candidacies: readonly Candidacy[]
  readonly aliases: SkillAliases
  readonly isSimulated: boolean
  readonly at: number
}

type Promised =
  | { readonly candidacy: Candidacy; readonly reason: null }
  | { readonly candidacy: null; readonly reason: string }

/** Assigns an agent to each task in plan order. Each assignment affects the next, as in a run. */
function promiseTasks({ crew, tasks }: PlanDocument, roster: Roster): ReadonlyMap<string, Promised> {
  const rivals = roster.candidacies.map((each) => ({ ...each }))
  const promises = new Map<string, Promised>()
  const nameOf = (id: string) => clip(rivals.find(({ agent }) => agent.id === id)?.agent.name ?? id)
  for (const task of tasks) {
    if (task.kind === 'group') continue
    const scorecard = rankFor({ crew, rivals, roster }, task)
    const chosen = rivals.find(({ agent }) => agent.id === scorecard.chosen)
    if (chosen === undefined) {
      promises.set(task.key, { candidacy: null, reason: reasonForNobody(scorecard, nameOf) })
    } else {
      chosen.promised += 1
      promises.set(task.key, { candidacy: chosen, reason: null })
    }
  }
  return promises
}

interface Ranking {
  readonly crew: readonly string[] | null
  readonly rivals: readonly Candidacy[]
  readonly roster: Roster
}

function rankFor({ crew, rivals, roster }: Ranking, task: TaskDefinition) {
  const { aliases, isSimulated, at } = roster
  const isHeld = (word: string) => rivals.some(({ agent }) => agent.skills.includes(word))
  const requiredSkills = normaliseSkills(task.requiredSkills, aliases, isHeld)
  const able = rivals.filter(
    ({ agent }) =>
      takesPart(agent, isSimulated) &&
      !isStandIn(agent) &&
      (crew === null
        ? requiredSkills.length > 0 || takesUnskilled(agent, isSimulated)
        : crew.includes(agent.id)),
  )
  const candidacy = rivals.find(({ agent }) => agent.id === task.pin) ?? null
  const isPlayed = isSimulated && (candidacy === null || !takesPart(candidacy.agent, true))
  if (task.pin === undefined || isPlayed) {
    const scorecard = rank(able, requiredSkills, at, textOfTask(task))
    const played =
      isSimulated && scorecard.chosen === null ? rivals.filter(({ agent }) => isStandIn(agent)) : []
    return played.length === 0 ? scorecard : rank(played, requiredSkills, at, textOfTask(task))
  }
  const bar = candidacy === null ? 'unknown' : barOf(candidacy.agent, { crew, isSimulated })
  return rankPinned({ agentId: task.pin, candidacy, bar }, able, {
    requiredSkills,
    at,
    text: textOfTask(task),
  })
}

function barOf(
  agent: Agent,
  { crew, isSimulated }: { readonly crew: readonly string[] | null; readonly isSimulated: boolean },
): PinBar | null {
  if (!takesPart(agent, isSimulated)) return 'only_simulated'
  return crew !== null && !crew.includes(agent.id) ? 'not_in_crew' : null
}
