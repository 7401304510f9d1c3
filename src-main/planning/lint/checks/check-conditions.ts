import type { PlanFinding } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task.ts'
import { parseCondition } from '../../../scheduling/condition.ts'
import { quoteUpTo } from '../../importers/warnings.ts'
import type { Fate } from '../can-hold.ts'
import { findingOf, listAll, tasksWith } from '../finding.ts'
import type { Check } from '../lint-scene.ts'
import { fatesIn, findNever, keysOf } from '../never.ts'
import type { PlanGraph } from '../plan-graph.ts'

/** What is wrong may stand at the end of a long condition. */
const maxQuoted = 500

/** Conditions that cannot be read or never hold, and what waits behind them. */
export const checkConditions: Check = ({ graph }) => {
  const fates = fatesIn(graph)
  if ([...fates.values()].every((fate) => fate === 'may_hold')) return []
  const found = graph.named.flatMap(
    ({ index, task }) => conditionFinding(graph, task, fates.get(index)) ?? [],
  )
  const own = new Set(found.flatMap(({ taskKeys }) => taskKeys))
  const behind = keysOf(graph, findNever(graph, fates)).filter((key) => !own.has(key))
  if (behind.length === 0) return found
  const message = `${tasksWith(behind, graph, { one: 'comes', many: 'come' })} after a task that can never run, and will be skipped with it.`
  return [...found, findingOf({ code: 'behind_never', severity: 'warning', taskKeys: behind, message })]
}

function conditionFinding(
  { nameOf }: PlanGraph,
  task: TaskDefinition,
  fate: Fate | undefined,
): PlanFinding | null {
  const { key, condition = '', dependsOn } = task
  if (fate === undefined || fate === 'may_hold') return null
  const fixes = [
    {
      name: 'drop_condition',
      title: `Run ${nameOf(key)} when all that it waits for is done`,
      changes: [{ type: 'clear', task: key, setting: 'condition' } as const],
    },
  ]
  const about = { about: [key], taskKeys: [key], fixes }
  const parsed = parseCondition(condition, { dependencies: dependsOn })
  if (!parsed.ok) {
    const message = `The condition of task ${nameOf(key)} cannot be read: ${quoteUpTo(parsed.error.message, maxQuoted)}`
    return findingOf({ code: 'bad_condition', severity: 'error', ...about, message })
  }
  const after =
    dependsOn.length === 0 ? 'it depends on no task' : `it depends on ${listAll(dependsOn, nameOf)}`
  const message = `Task ${nameOf(key)} can never run: its condition ${quoteUpTo(condition, maxQuoted)} cannot hold, as ${after}.`
  return findingOf({ code: 'never_runs', severity: 'error', ...about, message })
}
