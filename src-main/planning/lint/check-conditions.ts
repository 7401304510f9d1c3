import type { PlanFinding } from '#shared/model/plan-finding.ts'
import { parseCondition } from '../../scheduling/condition.ts'
import { quote } from '../importers/warnings.ts'
import { findingOf, quoteAll, tasksWith } from './finding.ts'
import type { Check, LintScene } from './lint-scene.ts'
import { canHoldIn, findNever, keysOf } from './never.ts'
import { keyAt } from './plan-graph.ts'

/** Conditions that cannot be read or never hold, and what waits behind them. */
export const checkConditions: Check = (scene) => {
  const { graph } = scene
  const found = graph.named.flatMap(({ index, task: { condition } }) =>
    condition === undefined ? [] : (conditionFinding(scene, { task: index, condition }) ?? []),
  )
  const own = new Set(found.flatMap(({ taskKeys }) => taskKeys))
  const behind = keysOf(graph, findNever(graph)).filter((key) => !own.has(key))
  if (behind.length === 0) return found
  const message = `${tasksWith(behind, 'comes', 'come')} after a task that can never run, and will be skipped with it.`
  return [...found, findingOf({ code: 'behind_never', severity: 'warning', taskKeys: behind, message })]
}

interface Conditional {
  readonly task: number
  readonly condition: string
}

function conditionFinding({ graph }: LintScene, { task, condition }: Conditional): PlanFinding | null {
  const key = keyAt(graph, task)
  const dependencies = graph.tasks[task]?.dependsOn ?? []
  const parsed = parseCondition(condition, { dependencies })
  const fixes = [
    {
      name: 'drop_condition',
      title: `Run ${quote(key)} when all that it waits for is done`,
      changes: [{ type: 'clear', task: key, setting: 'condition' } as const],
    },
  ]
  const about = { about: [key], taskKeys: [key], fixes }
  if (!parsed.ok) {
    const message = `The condition of task ${quote(key)} cannot be read: ${quote(parsed.error.message)}`
    return findingOf({ code: 'bad_condition', severity: 'error', ...about, message })
  }
  if (canHoldIn(graph, task)) return null
  const after =
    dependencies.length === 0 ? 'it depends on no task' : `it depends on ${quoteAll(dependencies)}`
  const message = `Task ${quote(key)} can never run: its condition ${quote(condition)} cannot hold, as ${after}.`
  return findingOf({ code: 'never_runs', severity: 'error', ...about, message })
}
