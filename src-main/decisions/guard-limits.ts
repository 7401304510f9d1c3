import { type Decision, defaultLimits, type GuardFinding } from '#shared/model/decisions/decision.ts'
import { formatMoney } from '#shared/model/money.ts'
import { type DecisionContext, historyOf } from './context.ts'
import { escalations, isGoOn } from './deciders/answers.ts'
import { readFacts } from './facts/read-facts.ts'

/** Reasons against a new task: the limits that the owner of the goal set, or the defaults. */
export function findLimits(decision: Decision, context: DecisionContext): GuardFinding[] {
  return [findCount(context), findDepth(decision, context), findProgress(context), findMoney(context)].filter(
    (each) => each !== null,
  )
}

const maxFor = ({ limits }: DecisionContext, name: keyof typeof defaultLimits): number =>
  limits?.[name] ?? defaultLimits[name]

/** Each "go on" to a question about a limit allows as much again. */
const allowed = (context: DecisionContext, name: 'tasks' | 'depth', mark: string): number => {
  const raises = escalations(context).filter(
    ({ description, outcome }) => description.includes(mark) && isGoOn(outcome),
  )
  return maxFor(context, name) * (1 + raises.length)
}

const countMark = 'tasks, the limit of this goal'
const depthMark = 'in a row depend on each other, the limit of this goal'

function findCount(context: DecisionContext): GuardFinding | null {
  const count = context.tasks.filter(({ isEscalation }) => !isEscalation).length
  if (count < allowed(context, 'tasks', countMark)) return null
  return { code: 'too_many_tasks', message: `The run has ${count} ${countMark}.` }
}

function findDepth({ context_to_pass: passed }: Decision, context: DecisionContext): GuardFinding | null {
  const { tasks, artifacts, finished } = context
  const files = passed?.files_to_reference ?? []
  const makers = artifacts.filter(({ name }) => files.includes(name)).map(({ taskKey }) => taskKey)
  const depths = new Map<string, number>()
  // Oldest first: what a task depends on stands before it, and a group's children need no depth of their own.
  for (const { key, dependsOn = [] } of tasks) {
    depths.set(key, 1 + Math.max(0, ...dependsOn.map((before) => depths.get(before) ?? 0)))
  }
  const before = makers.length > 0 ? makers : [finished.key]
  const depth = 1 + Math.max(0, ...before.map((key) => depths.get(key) ?? 0))
  if (depth <= allowed(context, 'depth', depthMark)) return null
  return { code: 'too_deep', message: `${depth - 1} tasks ${depthMark}.` }
}

function findProgress(context: DecisionContext): GuardFinding | null {
  const rounds = maxFor(context, 'rounds')
  const last = historyOf(context, rounds)
  if (last.length === rounds && last.every(({ status }) => status !== 'done')) {
    const what = rounds === 1 ? 'The last task' : `The last ${rounds} tasks`
    return { code: 'no_progress', message: `${what} came to nothing.` }
  }
  if (context.finished.isEscalation) return null
  const { redVerdicts } = context.facts ?? readFacts(context)
  const stuck = redVerdicts.find((each) => each.rounds >= rounds)
  if (stuck === undefined) return null
  const message = `The last ${stuck.rounds} verdicts were not green: ${stuck.source} says "${stuck.quote}".`
  return { code: 'no_progress', message }
}

function findMoney({ limits, moneyLeft }: DecisionContext): GuardFinding | null {
  const kept = limits?.moneyLeft
  if (moneyLeft === undefined) return null
  if (
    kept === undefined ||
    kept.currency !== moneyLeft.currency ||
    moneyLeft.amountMinor > kept.amountMinor
  ) {
    return null
  }
  const message = `${formatMoney(moneyLeft)} is left of the budget; this goal keeps ${formatMoney(kept)}.`
  return { code: 'no_money', message }
}
