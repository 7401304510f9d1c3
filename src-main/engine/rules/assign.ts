import type { Assignment } from '#shared/events.ts'
import type { Agent, Scorecard } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'
import { takesUnskilled } from '../../assignment/any-work.ts'
import { type PinBar, rankPinned } from '../../assignment/pin.ts'
import { rank, reasonForNobody, textOfTask } from '../../assignment/scorecard.ts'
import { isStandIn, takesPart } from '../../assignment/simulation.ts'
import { verify } from '../../assignment/verify.ts'
import { nameAgent } from '../names.ts'
import type { AgentState, EngineState, Placed, RunState, TaskState } from '../state.ts'
import { shownKinds } from './command-approval.ts'
import { isPastGate } from './gates.ts'
import { portion, type Rule } from './rule.ts'

type Choice = { readonly agentId: string } | { readonly agentId: null; readonly reason: string }

/**
 * True if an agent may do a task. An assigned agent takes precedence over the run's list of agents. Without a list,
 * all agents may, but a task without required skills needs one that takes any work. In a simulation (ADR 0037), only
 * participants may, and the stand-in for tasks that none of them can do. Assigned agents and lists that exclude the
 * participants do not apply there.
 */
export function mayTake(state: EngineState, placed: Placed, agent: Agent): boolean {
  const pin = findPin(state, placed)
  if (isStandIn(agent)) return needsStandIn(state, placed)
  return pin === undefined
    ? couldTake(placed.run, placed.task, { state, agent })
    : pin === agent.id && findBar(state, placed, agent) === null
}

/** The assigned agent of the task; in a simulation only if this agent takes part. */
function findPin({ agents }: EngineState, { run, task }: Placed): string | undefined {
  const { pin } = task.definition
  if (pin === undefined || !run.isSimulated) return pin
  const agent = agents.get(pin)?.agent
  return agent !== undefined && takesPart(agent, true) ? pin : undefined
}

interface Asked {
  readonly state: EngineState
  readonly agent: Agent
}

/** Same as `mayTake`, without the task's assigned agent. */
function couldTake(run: RunState, task: TaskState, { state, agent }: Asked): boolean {
  if (isStandIn(agent) || findBar(state, { run, task }, agent) !== null) return false
  const isAnybodys = run.crew !== null || task.definition.requiredSkills.length > 0
  return isAnybodys || takesUnskilled(agent, run.isSimulated)
}

/**
 * Reason that excludes an agent. Among others, it gave the task back, or it is a program that was not shown in the
 * approval of the task.
 */
function findBar(state: EngineState, { run, task }: Placed, agent: Agent): PinBar | null {
  const { id, kind } = agent
  if (!takesPart(agent, run.isSimulated)) return 'only_simulated'
  if (task.handedBack.includes(id)) return 'handed_back'
  if (shownKinds.has(kind) && id !== task.agentId && isPastGate(state, task)) return 'not_shown'
  return run.crew === null || run.crew.includes(id) ? null : 'not_in_crew'
}

/** True if the stand-in does the task: a simulation must continue even if no other participant can take it. */
function needsStandIn(state: EngineState, { run, task }: Placed): boolean {
  if (!run.isSimulated || findPin(state, { run, task }) !== undefined) return false
  const { requiredSkills } = task.definition
  for (const each of state.agents.values()) {
    if (couldTake(run, task, { state, agent: each.agent }) && verify(each, requiredSkills).qualified)
      return false
  }
  return true
}

/** The reason that excludes the agent from the task regardless of its skills; null if there is none. */
export function findPinBar(state: EngineState, placed: Placed, agentId: string): PinBar | null {
  const agent = state.agents.get(agentId)?.agent
  return agent === undefined ? 'unknown' : findBar(state, placed, agent)
}

/** The agents that could do the task if no agent were assigned. */
export const listCrew = (state: EngineState, run: RunState, task: TaskState): AgentState[] =>
  [...state.agents.values()].filter(({ agent }) => couldTake(run, task, { state, agent }))

/** True if the promised agent may still do the task. A scripted agent of an earlier version may not. */
export const isStillPromised = (run: RunState, task: TaskState, agent: AgentState): boolean =>
  takesPart(agent.agent, run.isSimulated) && verify(agent, task.definition.requiredSkills).qualified

interface Ranking extends Placed {
  readonly at: number
  /** The agents with promises that are not yet events; absent: the current agents. */
  readonly rivals?: readonly AgentState[]
}

/** Ranks the agents that may do the task. */
export function rankTask(state: EngineState, { run, task, at, rivals }: Ranking): Scorecard {
  const { requiredSkills } = task.definition
  const text = textOfTask(task.definition)
  const pin = findPin(state, { run, task })
  const roster = rivals ?? [...state.agents.values()]
  const crew = roster.filter(({ agent }) => couldTake(run, task, { state, agent }))
  if (pin === undefined) {
    const scorecard = rank(crew, requiredSkills, at, text)
    const played =
      run.isSimulated && scorecard.chosen === null ? roster.filter(({ agent }) => isStandIn(agent)) : []
    return played.length === 0 ? scorecard : rank(played, requiredSkills, at, text)
  }
  const candidacy = roster.find(({ agent }) => agent.id === pin) ?? null
  const pinned = { agentId: pin, candidacy, bar: findPinBar(state, { run, task }, pin) }
  return rankPinned(pinned, crew, { requiredSkills, at, text })
}

/** Promises the task to the best agent, or records the reason why there is none. */
export function assign(rule: Rule, run: RunState, task: TaskState): void {
  const scorecard = rankTask(rule.state, { run, task, at: rule.at })
  const about = { runId: run.id, taskKey: task.definition.key, scorecard }
  if (scorecard.chosen !== null) rule.emit({ type: 'task.assigned', ...about, agentId: scorecard.chosen })
  else
    rule.emit({
      type: 'task.unassigned',
      ...about,
      message: describeNoAgent(rule.state, { run, task }, scorecard),
    })
}

function describeNoAgent(state: EngineState, { run, task }: Placed, scorecard: Scorecard): string {
  const crew = run.crew ?? []
  const isPlayed = (id: string) => {
    const agent = state.agents.get(id)?.agent
    return agent !== undefined && !takesPart(agent, run.isSimulated)
  }
  if (crew.length > 0 && crew.every(isPlayed)) return words.matching.noneFound(words.matching.onlySimulated)
  const unshown = findUnshown(state, { run, task })
  const isNobodyAble =
    scorecard.pin === undefined && !scorecard.candidates.some(({ verdict }) => verdict.qualified)
  if (isNobodyAble && unshown !== null)
    return words.matching.noneFound(words.matching.notApprovedAgent(nameAgent(state, unshown)))
  return reasonForNobody(scorecard, (id) => nameAgent(state, id))
}

/**
 * An agent with the skills that is excluded only because the task's approval did not show it; null if there is none.
 */
function findUnshown(state: EngineState, placed: Placed): string | null {
  const { requiredSkills } = placed.task.definition
  for (const each of state.agents.values()) {
    if (findBar(state, placed, each.agent) === 'not_shown' && verify(each, requiredSkills).qualified)
      return each.agent.id
  }
  return null
}

/**
 * Same as `assign` for new tasks of a run, in order: each promise counts for the following tasks. Returns a choice for
 * each task.
 */
export function assignAll(rule: Rule, run: RunState, tasks: readonly TaskState[]): Choice[] {
  const rivals = [...rule.state.agents.values()].map((agent) => ({ ...agent }))
  const choices: Choice[] = []
  let assignments: Assignment[] = []
  const tell = () => {
    if (assignments.length > 0) rule.emit({ type: 'tasks.assigned', runId: run.id, assignments })
    assignments = []
  }
  for (const task of tasks) {
    const { key: taskKey } = task.definition
    const scorecard = rankTask(rule.state, { run, task, at: rule.at, rivals })
    const agentId = scorecard.chosen
    if (agentId === null) {
      const reason = describeNoAgent(rule.state, { run, task }, scorecard)
      rule.emit({ type: 'task.unassigned', runId: run.id, taskKey, scorecard, message: reason })
      choices.push({ agentId, reason })
      continue
    }
    const chosen = rivals.find(({ agent }) => agent.id === agentId)
    if (chosen !== undefined) chosen.promised += 1
    assignments.push({ taskKey, agentId, scorecard })
    choices.push({ agentId })
    if (assignments.length === portion) tell()
  }
  tell()
  return choices
}
