import { verify } from '../assignment/verify.ts'
import { findShortfall, priceOf } from '../governance/budget.ts'
import { compareTasks } from '../scheduling/score.ts'
import { payersOf } from './projections/money.ts'
import type { Limits } from './rules/rule.ts'
import { agentOfBucket, canStartMore, rankOf } from './run-state.ts'
import type { AgentState, EngineState, RunState, TaskState } from './state.ts'

export interface Selection {
  readonly agentId: string
  readonly isWanted: (task: TaskState) => boolean
  readonly limit: number
  readonly at: number
}

/**
 * Ready tasks that this agent could claim now, best first. The search covers all runs, not a sample. Tasks without
 * budget are excluded; otherwise a worker would request the same refused task forever.
 */
export function listStartable(state: EngineState, limits: Limits, selection: Selection): TaskState[] {
  const agent = state.agents.get(selection.agentId)
  if (agent === undefined || state.live >= limits.global || !verify(agent, []).available) return []
  const found = [...state.runs.values()]
    .filter(canStartMore)
    .flatMap((run) => firstOf(state, { run, agent }, selection).map((task) => ({ run, task })))
  return found
    .sort((a, b) =>
      compareTasks(rankOf(a.task, a.run.timeZone), rankOf(b.task, b.run.timeZone), selection.at),
    )
    .slice(0, selection.limit)
    .map(({ task }) => task)
}

function firstOf(
  state: EngineState,
  { run, agent }: { readonly run: RunState; readonly agent: AgentState },
  { agentId, isWanted, limit, at }: Selection,
): TaskState[] {
  const found: TaskState[] = []
  for (const task of run.ready.inOrder((bucket) => agentOfBucket(bucket) === agentId, at)) {
    const { definition } = task
    if (!isWanted(task) || !verify(agent, definition.requiredSkills).qualified) continue
    if (findShortfall(payersOf(state, run, task), priceOf(definition, agent.agent)) !== null) continue
    if (found.push(task) >= limit) break
  }
  return found
}
