import type { Assignment } from '#shared/events.ts'
import type { Agent, Scorecard } from '#shared/model/agent.ts'
import { takesAnyWork } from '../../assignment/any-work.ts'
import { type PinBar, rankPinned } from '../../assignment/pin.ts'
import { rank, reasonForNobody } from '../../assignment/scorecard.ts'
import { sayAgent } from '../agent-name.ts'
import type { AgentState, EngineState, RunState, TaskState } from '../state.ts'
import { shownKinds } from './commands-shown.ts'
import { isPastGate } from './gates.ts'
import { portion, type Rule } from './rule.ts'

type Choice = { readonly agentId: string } | { readonly agentId: null; readonly reason: string }

interface Placed {
  readonly run: RunState
  readonly task: TaskState
}

/**
 * The agents that may do a task: the one that it is pinned to; else those of its run's crew; without one the whole roster, but
 * for a task that names no skill only those that take any work.
 */
export function mayTake(state: EngineState, placed: Placed, agent: Agent): boolean {
  const { pin } = placed.task.definition
  return pin === undefined
    ? couldTake(state, placed, agent)
    : pin === agent.id && findBar(state, placed, agent) === null
}

/** The same without its pin. */
function couldTake(state: EngineState, { run, task }: Placed, agent: Agent): boolean {
  if (findBar(state, { run, task }, agent) !== null) return false
  return run.crew !== null || task.definition.requiredSkills.length > 0 || takesAnyWork(agent)
}

/** Not who gave it back; and a program that was not shown at the task's gate was not approved there. */
function findBar(state: EngineState, { run, task }: Placed, { id, kind }: Agent): PinBar | null {
  if (task.handedBack.includes(id)) return 'handed_back'
  if (shownKinds.has(kind) && id !== task.agentId && isPastGate(state, task)) return 'not_shown'
  return run.crew === null || run.crew.includes(id) ? null : 'not_in_crew'
}

/** What keeps the agent from the task, were it pinned to it, whatever its skills; null: nothing. */
export function findPinBar(state: EngineState, placed: Placed, agentId: string): PinBar | null {
  const agent = state.agents.get(agentId)?.agent
  return agent === undefined ? 'unknown' : findBar(state, placed, agent)
}

/** Whoever could do it, were it pinned to nobody. */
export const listCrew = (state: EngineState, run: RunState, task: TaskState): AgentState[] =>
  [...state.agents.values()].filter(({ agent }) => couldTake(state, { run, task }, agent))

interface Ranking extends Placed {
  readonly at: number
  /** The roster with promises that are not events yet; absent: as it is. */
  readonly rivals?: readonly AgentState[]
}

/** Who is best for the task, of those that may do it. */
export function rankTask(state: EngineState, { run, task, at, rivals }: Ranking): Scorecard {
  const { pin, requiredSkills } = task.definition
  const roster = rivals ?? [...state.agents.values()]
  const crew = roster.filter(({ agent }) => couldTake(state, { run, task }, agent))
  if (pin === undefined) return rank(crew, requiredSkills, at)
  const candidacy = roster.find(({ agent }) => agent.id === pin) ?? null
  const pinned = { agentId: pin, candidacy, bar: findPinBar(state, { run, task }, pin) }
  return rankPinned(pinned, crew, { requiredSkills, at })
}

/** Promises the task to the best agent, or leaves it with the reason why there is none. */
export function assign(rule: Rule, run: RunState, task: TaskState): void {
  const scorecard = rankTask(rule.state, { run, task, at: rule.at })
  const about = { runId: run.id, taskKey: task.definition.key, scorecard }
  if (scorecard.chosen !== null) rule.emit({ type: 'task.assigned', ...about, agentId: scorecard.chosen })
  else
    rule.emit({
      type: 'task.unassigned',
      ...about,
      message: reasonForNobody(scorecard, (id) => sayAgent(rule.state, id)),
    })
}

/** The same for new tasks of a run, in their order: every promise is seen by the next. Answers with a choice for each. */
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
      const reason = reasonForNobody(scorecard, (id) => sayAgent(rule.state, id))
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
