import type { Consequences } from '#shared/contract/runs.ts'
import { priceOf } from '../governance/budget.ts'
import { type EngineState, needsSuccess, type RunState, type TaskState } from './state.ts'
import { isOpen } from './transitions.ts'

const maxNamed = 20

/** What follows from the answers to a task's gate, as far as the graph says it: nothing here guesses at results. */
export function workOutConsequences(state: EngineState, run: RunState, task: TaskState): Consequences {
  const freed = [...task.dependents, ...task.children].filter((each) => isOpen(each) && each.unmet === 1)
  const after = listAfter(task, () => true)
  const lost = listAfter(task, needsSuccess)
  const costs = [task, ...after].flatMap((each) => costOf(state, each) ?? [])
  const [first] = costs
  const isOneCurrency = costs.every(({ currency }) => currency === first?.currency)
  return {
    approve: {
      frees: named(freed),
      leadsTo: after.length,
      longestPathMs: task.criticalMs,
      cost:
        first === undefined || !isOneCurrency
          ? null
          : {
              currency: first.currency,
              amountMinor: costs.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
            },
      unknownCosts: run.status === 'stopping' ? 0 : [task, ...after].length - costs.length,
    },
    reject: { skips: named(lost), skipsCount: lost.length },
  }
}

const named = (tasks: readonly TaskState[]): string[] =>
  tasks.slice(0, maxNamed).map(({ definition }) => definition.key)

/** Open tasks that come after this one, each once. */
function listAfter(task: TaskState, follows: (task: TaskState) => boolean): TaskState[] {
  const found = new Set<TaskState>([task])
  for (const each of found) {
    for (const next of each.children) if (isOpen(next)) found.add(next)
    for (const next of each.dependents) if (isOpen(next) && follows(next)) found.add(next)
  }
  found.delete(task)
  return [...found]
}

/** What the task would cost with the agent it is promised to; null when nobody knows. Groups cost nothing themselves. */
function costOf(
  state: EngineState,
  { definition, agentId }: TaskState,
): { amountMinor: number; currency: string } | null {
  const agent = agentId === null ? undefined : state.agents.get(agentId)
  if (agent === undefined) return definition.cost ?? null
  const price = priceOf(definition, agent.agent)
  return price === 'free' || price === 'unknown' ? null : price
}
