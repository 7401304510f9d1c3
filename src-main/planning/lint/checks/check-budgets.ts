import { type Money, maxAmountMinor } from '#shared/model/money.ts'
import type { PlanChange, PlanFinding } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { priceOf } from '../../../governance/budget.ts'
import { skillsOf } from '../able-agents.ts'
import { findCertain } from '../always-runs.ts'
import { findingOf, tasksNamed } from '../finding.ts'
import type { Check, LintContext } from '../lint-context.ts'
import { groupsAbove, none } from '../parents.ts'
import { keyAt } from '../plan-graph.ts'

interface Capped {
  /** The key of a group; null for the plan. */
  readonly key: string | null
  readonly cap: Money
  /** Cost of the tasks that always run: one attempt each, by the cheapest able agent. In minor units of `cap`. */
  sum: number
  readonly unknown: string[]
}

/** Budgets that even the cheapest agents exceed, and budgeted work with an unknown price. */
export const checkBudgets: Check = (context) => {
  const caps = listCaps(context)
  if (caps.size === 0) return []
  const certain = findCertain(context.graph)
  for (const { index, task } of context.graph.named) {
    if (task.kind === 'task') addCosts(context, caps, { index, task, isCertain: certain.has(index) })
  }
  return [...caps.values()].flatMap((capped) => [
    ...tooSmall(context, capped),
    ...unknownPrices(context, capped),
  ])
}

function listCaps({ document, graph }: LintContext): Map<number, Capped> {
  const caps = new Map<number, Capped>()
  const add = (at: number, key: string | null, cap: Money | undefined) => {
    if (cap !== undefined) caps.set(at, { key, cap, sum: 0, unknown: [] })
  }
  add(none, null, document.budget)
  for (const { index, task } of graph.named) if (task.kind === 'group') add(index, task.key, task.budget)
  return caps
}

interface Priced {
  readonly index: number
  readonly task: TaskDefinition
  readonly isCertain: boolean
}

function addCosts(context: LintContext, caps: Map<number, Capped>, { index, task, isCertain }: Priced): void {
  const least = new Map<string, number | null>()
  for (const at of [...groupsAbove(context.graph, index), none]) {
    const capped = caps.get(at)
    if (capped === undefined) continue
    const { currency } = capped.cap
    const known = least.get(currency)
    const cost = known === undefined ? leastCost(context, task, currency) : known
    least.set(currency, cost)
    if (cost === null) capped.unknown.push(keyAt(context.graph, index))
    else if (isCertain) capped.sum += cost
  }
}

/**
 * Cost with the cheapest able agent, in minor units of `currency`. Null if no able agent has a price in that currency.
 * 0 if there is no able agent, which is a separate finding.
 */
function leastCost({ agents }: LintContext, task: TaskDefinition, currency: string): number | null {
  const able = agents.listAble(skillsOf(agents, task.requiredSkills))
  let least: number | null = able.length === 0 ? 0 : null
  for (const agent of able) {
    const price = priceOf(task, agent)
    if (price === 'unknown') continue
    const cost =
      price === 'free' || price.amountMinor === 0 ? 0 : price.currency === currency ? price.amountMinor : null
    if (cost !== null) least = Math.min(least ?? cost, cost)
  }
  return least
}

const ownerOf = ({ graph }: LintContext, { key }: Capped): string | null =>
  key === null ? null : graph.nameOf(key)

function tooSmall(context: LintContext, capped: Capped): PlanFinding[] {
  const { key, cap, sum } = capped
  if (sum <= cap.amountMinor) return []
  const needed = { ...cap, amountMinor: sum }
  const change: PlanChange =
    key === null ? { type: 'plan_budget', to: needed } : { type: 'set', task: key, to: { budget: needed } }
  const fix = { name: 'raise_budget', title: words.fixes.raiseBudget(formatMoney(needed)), changes: [change] }
  const message = words.findings.budgetTooSmall(
    ownerOf(context, capped),
    formatMoney(cap),
    formatMoney(needed),
  )
  const fixes = sum > maxAmountMinor ? [] : [fix]
  return [findingOf({ code: 'budget_too_small', severity: 'warning', task: key, message, fixes })]
}

function unknownPrices(context: LintContext, capped: Capped): PlanFinding[] {
  const { key: task, unknown: taskKeys, cap } = capped
  if (taskKeys.length === 0) return []
  const tasks = tasksNamed(taskKeys, context.graph)
  const message = words.findings.unknownPrice(tasks, cap.currency, ownerOf(context, capped))
  return [findingOf({ code: 'unknown_price', severity: 'warning', task, taskKeys, message })]
}
