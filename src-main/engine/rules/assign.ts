import type { Assignment } from '#shared/events.ts'
import type { Agent } from '#shared/model/agent.ts'
import { takesAnyWork } from '../../assignment/any-work.ts'
import { rank, reasonForNobody } from '../../assignment/scorecard.ts'
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
 * The agents that may do a task: those of its run's crew; without one the whole roster, but for a task that names no skill
 * only those that take any work. Not who gave it back; and a program that was not shown at the task's gate was not approved there.
 */
export function mayTake(state: EngineState, { run, task }: Placed, agent: Agent): boolean {
  const { definition, agentId } = task
  if (task.handedBack.includes(agent.id)) return false
  if (shownKinds.has(agent.kind) && agent.id !== agentId && isPastGate(state, task)) return false
  if (run.crew !== null) return run.crew.includes(agent.id)
  return definition.requiredSkills.length > 0 || takesAnyWork(agent)
}

export const listCrew = (state: EngineState, run: RunState, task: TaskState): AgentState[] =>
  [...state.agents.values()].filter(({ agent }) => mayTake(state, { run, task }, agent))

/** Promises the task to the best agent, or leaves it with the reason why there is none. */
export function assign(rule: Rule, run: RunState, task: TaskState): void {
  const scorecard = rank(listCrew(rule.state, run, task), task.definition.requiredSkills, rule.at)
  const about = { runId: run.id, taskKey: task.definition.key, scorecard }
  if (scorecard.chosen !== null) rule.emit({ type: 'task.assigned', ...about, agentId: scorecard.chosen })
  else rule.emit({ type: 'task.unassigned', ...about, message: reasonForNobody(scorecard) })
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
    const { key: taskKey, requiredSkills } = task.definition
    const candidates = rivals.filter(({ agent }) => mayTake(rule.state, { run, task }, agent))
    const scorecard = rank(candidates, requiredSkills, rule.at)
    const agentId = scorecard.chosen
    if (agentId === null) {
      const reason = reasonForNobody(scorecard)
      rule.emit({ type: 'task.unassigned', runId: run.id, taskKey, scorecard, message: reason })
      choices.push({ agentId, reason })
      continue
    }
    const chosen = candidates.find(({ agent }) => agent.id === agentId)
    if (chosen !== undefined) chosen.promised += 1
    assignments.push({ taskKey, agentId, scorecard })
    choices.push({ agentId })
    if (assignments.length === portion) tell()
  }
  tell()
  return choices
}
