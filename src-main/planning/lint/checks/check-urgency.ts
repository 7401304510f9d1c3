import type { PlanFinding } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { findingOf, settingFix } from '../finding.ts'
import type { Check, LintContext } from '../lint-context.ts'
import { keyAt, type PlanGraph } from '../plan-graph.ts'

/** Assumed duration of a task without an estimate, in milliseconds; same as in a run. */
const defaultEstimateMs = 60_000
const hourMs = 3_600_000
/** Latest valid instant. */
const lastInstant = Date.UTC(9999, 11, 31)

/** Deadlines that cannot be met with any number of agents, and tasks that are due after their dependents. */
export const checkDeadlines: Check = (context) => {
  if (!context.graph.tasks.some(({ dueAt }) => dueAt !== null)) return []
  const ends = earliestEnds(context)
  return [...tooEarly(context.graph, ends), ...dueTooLate(context.graph, ends)]
}

const estimateOf = ({ estimateMs, kind }: TaskDefinition): number =>
  estimateMs ?? (kind === 'group' ? 0 : defaultEstimateMs)

/** Earliest end of each task if there are enough agents, in milliseconds since 1970. */
function earliestEnds({ graph, facts: { now } }: LintContext): (task: number) => number {
  const { after, order, tasks, endOf, ownerOf } = graph
  const starts = new Float64Array(after.length).fill(now)
  const ends = new Float64Array(after.length)
  for (const point of order) {
    const task = tasks[point]
    const start = starts[point] ?? now
    const isGroup = point < tasks.length && endOf(ownerOf(point)) !== point
    const own = task === undefined ? 0 : estimateOf(task)
    ends[point] = isGroup ? start : start + own
    for (const next of after[point] ?? []) {
      const isOwnEnd = isGroup && next === endOf(point)
      starts[next] = Math.max(starts[next] ?? now, isOwnEnd ? start + own : (ends[point] ?? now))
    }
  }
  return (task) => ends[endOf(task)] ?? now
}

function tooEarly({ named, nameOf }: PlanGraph, ends: (task: number) => number): PlanFinding[] {
  return named.flatMap(({ index, task: { key, dueAt } }) => {
    const end = ends(index)
    if (dueAt === null || dueAt >= end) return []
    const later = Math.ceil(end / hourMs) * hourMs
    const fix = { name: 'move_due_date', title: words.fixes.moveDueDate(dayOf(later)) }
    const fixes = later > lastInstant ? [] : [settingFix(key, { dueAt: later }, fix)]
    const message = words.findings.infeasibleDeadline(nameOf(key), dayOf(dueAt), dayOf(end))
    return findingOf({ code: 'infeasible_deadline', severity: 'warning', task: key, message, fixes })
  })
}

/** Compares only with deadlines that can be met. Any other deadline has its own finding, and its fix moves it. */
function dueTooLate(graph: PlanGraph, ends: (task: number) => number): PlanFinding[] {
  const latest = new Map<number, { readonly at: number; readonly due: number; readonly by: string }>()
  for (const { index, task } of graph.named) {
    if (task.dueAt === null || task.dueAt < ends(index)) continue
    for (const from of graph.dependencies[index] ?? []) {
      const at = task.dueAt - estimateOf(task)
      const known = latest.get(from)
      if (known === undefined || at < known.at) latest.set(from, { at, due: task.dueAt, by: task.key })
    }
  }
  return graph.named.flatMap(({ index, task: { key, dueAt } }) => {
    const needed = latest.get(index)
    if (dueAt === null || needed === undefined || dueAt <= needed.due) return []
    const fix = {
      name: 'move_due_date',
      title: words.fixes.moveDueDateOf(graph.nameOf(key), dayOf(needed.at)),
    }
    const fixes = [settingFix(key, { dueAt: needed.at }, fix)]
    const dependent = [graph.nameOf(needed.by), dayOf(needed.due)] as const
    const message = words.findings.dueAfterDependent(graph.nameOf(key), dayOf(dueAt), ...dependent)
    const tasks = { task: key, taskKeys: [key, needed.by] }
    return findingOf({ code: 'due_after_dependent', severity: 'warning', ...tasks, message, fixes })
  })
}

/** `2026-11-21 22:05 UTC` */
const dayOf = (instant: number): string => {
  const ms = Math.min(Math.max(instant, -lastInstant), lastInstant)
  return `${new Date(ms).toISOString().slice(0, -8).replace('T', ' ')} UTC`
}

/** Low-priority tasks that block an urgent task. Among ready tasks they run last, which delays the urgent task. */
export const checkPriorities: Check = ({ graph }) => {
  const wanted = new Map<number, { readonly rank: number; readonly by: number }>()
  const found: PlanFinding[] = []
  for (const point of graph.order.toReversed()) {
    const task = graph.tasks[point]
    if (task === undefined || task.kind === 'group') continue
    const own = urgency[task.priority]
    const asked = wanted.get(point)
    const rank = Math.max(own, asked?.rank ?? 0)
    const by = asked !== undefined && asked.rank > own ? asked.by : point
    for (const from of graph.dependencies[point] ?? []) {
      if (rank > (wanted.get(from)?.rank ?? 0)) wanted.set(from, { rank, by })
    }
    if (by !== point && task.priority === 'low' && graph.indexOf.get(task.key) === point)
      found.push(slower(graph, task, by))
  }
  return found
}

const urgency = { low: 0, medium: 0, high: 1, critical: 2 } as const

function slower(graph: PlanGraph, { key, priority }: TaskDefinition, by: number): PlanFinding {
  const urgent = graph.tasks[by]?.priority ?? priority
  const fix = { name: 'raise_priority', title: words.fixes.raisePriority(graph.nameOf(key), urgent) }
  const fixes = [settingFix(key, { priority: urgent }, fix)]
  const other = keyAt(graph, by)
  const message = words.findings.priorityInversion(graph.nameOf(key), priority, graph.nameOf(other), urgent)
  const tasks = { task: key, taskKeys: [key, other] }
  return findingOf({ code: 'priority_inversion', severity: 'hint', ...tasks, message, fixes })
}
