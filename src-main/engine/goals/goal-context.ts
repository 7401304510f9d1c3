import { escalationSkill } from '#shared/model/decisions/decision.ts'
import type { DecisionFacts } from '#shared/model/decisions/decision-facts.ts'
import type { Money } from '#shared/model/money.ts'
import { takesPart } from '../../assignment/simulation.ts'
import { normaliseSkill, normaliseSkills } from '../../assignment/skills.ts'
import { hasSkill } from '../../assignment/verify.ts'
import {
  type ContextTask,
  type DecisionContext,
  type MadeArtifact,
  phaseOf,
} from '../../decisions/context.ts'
import type { EngineState, RunState, TaskState } from '../state.ts'
import { listBalancesOf } from '../views/balances.ts'

const outcomeLength = 1000

interface Given {
  /** Key of the task that just ended. */
  readonly after: string
  readonly artifacts: readonly MadeArtifact[]
  /** Outcome of each task by key; absent: derive outcomes from the state. */
  readonly outcomes?: ReadonlyMap<string, string>
  /** Facts from the texts of the artifacts; absent: `artifacts` contains the texts. */
  readonly facts?: DecisionFacts
  readonly demands?: DecisionContext['demands']
}

/** The context of a decider for a goal run; null if the run has no goal or no task `after`. */
export function contextOf(
  state: EngineState,
  run: RunState,
  { after, artifacts, outcomes, facts, demands }: Given,
): DecisionContext | null {
  const ended = run.tasks.get(after)
  if (ended === undefined || run.goal === null) return null
  const tasks = [...run.tasks.values()].map((task) => seen(task, outcomes?.get(task.definition.key)))
  const finished = seen(ended, outcomes?.get(after))
  const open = [...run.tasks.values()].filter(({ endedAt }) => endedAt === null)
  const others = [...run.goal.undecided].filter((key) => key !== after).length
  const { limits } = run.goal
  const moneyLeft = leastLeft(state, run, limits?.moneyLeft?.currency)
  return {
    goal: run.goal.text,
    phase: phaseOf(finished),
    finished,
    tasks,
    agentTypes: typesOf(state, run),
    artifacts,
    queue: {
      running: open.filter(({ status }) => status === 'in_progress').length,
      // An ended task without a decision counts as open: the goal cannot end before it.
      waiting: open.filter(({ status }) => status !== 'in_progress').length + others,
    },
    decisions: run.goal.decisions,
    ...(limits !== undefined && { limits }),
    ...(moneyLeft !== null && { moneyLeft }),
    ...(facts !== undefined && { facts }),
    ...(demands !== undefined && { demands }),
  }
}

/** Remaining money of the tightest budget, only in this currency if given; null if no budget applies. */
function leastLeft(state: EngineState, run: RunState, currency: string | undefined): Money | null {
  const left = listBalancesOf(state, run).flatMap(({ leftMinor, ...account }) =>
    leftMinor === null || (currency !== undefined && account.currency !== currency)
      ? []
      : [{ amountMinor: leftMinor, currency: account.currency }],
  )
  return left.toSorted((a, b) => a.amountMinor - b.amountMinor)[0] ?? null
}

function seen({ definition, status, reason, endedAt }: TaskState, outcome: string | undefined): ContextTask {
  const { key, title, description, requiredSkills, dependsOn, gate } = definition
  return {
    key,
    title,
    description,
    agentType: requiredSkills[0] ?? null,
    status,
    outcome: (outcome ?? reason?.message ?? '').slice(0, outcomeLength),
    isEscalation: requiredSkills.includes(escalationSkill),
    dependsOn,
    ...(gate?.question !== undefined && { gateQuestion: gate.question }),
    endedAt,
  }
}

/**
 * Agent types that a decision can request: skills and ids of the run's agents. A type is available if one of its
 * agents has a free slot.
 */
function typesOf(state: EngineState, { crew, isSimulated }: RunState): DecisionContext['agentTypes'] {
  const types = new Map<string, boolean>()
  for (const { agent, running } of state.agents.values()) {
    if (!takesPart(agent, isSimulated) || (crew !== null && !crew.includes(agent.id))) continue
    const isFree = agent.availability !== 'offline' && running < agent.capacity
    // An agent without skills cannot be requested by its id: its task would require no skills and go to any agent.
    const names = agent.skills.length === 0 ? [] : [normaliseSkill(agent.id, state.aliases) ?? agent.id]
    for (const type of new Set([
      ...agent.skills,
      ...normaliseSkills(agent.skills, state.aliases),
      ...names,
    ])) {
      if (type !== escalationSkill) types.set(type, isFree || (types.get(type) ?? false))
    }
  }
  return [...types].map(([type, available]) => ({ type, available }))
}

/** Required skills for an agent type: the skill of that name, or else all skills of the agent with that id. */
export function skillsOfType({ agents, aliases }: EngineState, type: string): string[] {
  const all = [...agents.values()].filter(({ agent }) => takesPart(agent, false))
  if (all.some((each) => hasSkill(each, type))) return [type]
  const named = all.find(({ agent: { id } }) => (normaliseSkill(id, aliases) ?? id) === type)
  return [...(named?.agent.skills ?? [type])]
}
