import type { Consequences } from '#shared/contract/approvals.ts'
import type { Price } from '#shared/model/agents/agent.ts'
import { addMinor, type Money } from '#shared/model/money.ts'
import { priceOf } from '../../governance/budget.ts'
import { needsSuccess } from '../run-state.ts'
import type { EngineState, RunState, TaskState } from '../state.ts'
import { isOpen } from '../transitions.ts'

const maxNamed = 20

/** Consequences of each answer that follow from the graph. Results are not predicted. */
export function workOutConsequences(state: EngineState, run: RunState, task: TaskState): Consequences {
  const freed = [...task.dependents, ...task.children].filter((each) => isOpen(each) && each.unmet === 1)
  const after = listAfter(task)
  const lost = listAfter(task, needsSuccess)
  // A task under result review has already done its work.
  const isDone = task.approvalId !== null && state.approvals.get(task.approvalId)?.kind === 'result_review'
  const ahead = isDone ? after : [task, ...after]
  const work = ahead.filter(({ definition }) => definition.kind === 'task')
  const longest = isDone
    ? Math.max(0, ...task.dependents.map(({ criticalMs }) => criticalMs))
    : task.criticalMs
  return {
    approve: {
      frees: named(freed),
      leadsTo: after.length,
      longestPathMs: run.status === 'stopping' ? 0 : longest,
      cost: sumOfPrices(state, work),
      unknownCosts: work.filter((each) => priceFor(state, each) === 'unknown').length,
    },
    reject: { skips: named(lost), skipsCount: lost.length },
  }
}

/** Sum of the known prices; null without a known price, or with several currencies. */
export function sumOfPrices(state: EngineState, tasks: readonly TaskState[]): Money | null {
  const costs = tasks
    .map((each) => priceFor(state, each))
    .filter((price) => price !== 'free' && price !== 'unknown')
  const [first] = costs
  if (first === undefined || costs.some(({ currency }) => currency !== first.currency)) return null
  return {
    currency: first.currency,
    amountMinor: costs.reduce((sum, { amountMinor }) => addMinor(sum, amountMinor), 0),
  }
}

const named = (tasks: readonly TaskState[]): string[] =>
  tasks.slice(0, maxNamed).map(({ definition }) => definition.key)

/** Open tasks downstream of this task, without duplicates. The search stops soon after `atMost` tasks. */
export function listAfter(
  task: TaskState,
  follows: (task: TaskState) => boolean = () => true,
  atMost = Number.POSITIVE_INFINITY,
): TaskState[] {
  const found = new Set<TaskState>([task])
  for (const each of found) {
    if (found.size > atMost) break
    for (const next of each.children) if (isOpen(next)) found.add(next)
    for (const next of each.dependents) if (isOpen(next) && follows(next)) found.add(next)
  }
  found.delete(task)
  return [...found]
}

/** Price of the task with its assigned agent. */
export function priceFor(state: EngineState, { definition, agentId }: TaskState): Price {
  const agent = agentId === null ? undefined : state.agents.get(agentId)
  return agent === undefined ? (definition.cost ?? 'unknown') : priceOf(definition, agent.agent)
}
