import type { PlanChange, PlanFinding } from '#shared/model/plan-finding.ts'
import { quote } from '../../importers/warnings.ts'
import { findCertain } from '../certain.ts'
import { findingOf, tasksWith } from '../finding.ts'
import type { Check, LintScene } from '../lint-scene.ts'
import { addTo } from '../lists.ts'
import { keyAt } from '../plan-graph.ts'
import { listWrittenFiles } from './written-files.ts'

/**
 * Tasks that may run side by side and speak of writing the same file. Only those that are sure to run: to wait for one
 * that may be skipped could mean to be skipped with it. Neighbours in the order of time are compared, since those that
 * follow each other all along are in order altogether.
 */
export const checkFiles: Check = (scene) => {
  const { graph } = scene
  if (graph.against.length > 0) return []
  const certain = findCertain(graph)
  const writers = new Map<string, number[]>()
  for (const { index, task } of graph.named) {
    if (task.kind === 'group' || !certain.has(index)) continue
    for (const file of listWrittenFiles(task)) addTo(writers, file, index)
  }
  return [...writers].flatMap(([file, tasks]) => sideBySide(scene, file, tasks))
}

function sideBySide({ graph, reach }: LintScene, file: string, tasks: readonly number[]): PlanFinding[] {
  const inOrder = tasks.toSorted((a, b) => (graph.places[a] ?? 0) - (graph.places[b] ?? 0))
  const changes: PlanChange[] = []
  const tied = new Set<number>()
  for (const [at, task] of inOrder.entries()) {
    const before = inOrder[at - 1]
    if (before === undefined || reach.reaches(before, task) !== false) continue
    changes.push({ type: 'dependencies', task: keyAt(graph, task), drop: [], add: [keyAt(graph, before)] })
    tied.add(before).add(task)
  }
  if (changes.length === 0) return []
  const taskKeys = [...tied].map((task) => keyAt(graph, task))
  const message = `${tasksWith(taskKeys, graph, { one: 'writes', many: 'may run side by side and write' })} the same file, ${quote(file)}.`
  const title =
    taskKeys.length === 2
      ? `Let ${graph.nameOf(taskKeys[1] ?? '')} wait for ${graph.nameOf(taskKeys[0] ?? '')}`
      : 'Put one after the other'
  const fixes = [{ name: 'put_in_order', title, changes }]
  return [findingOf({ code: 'same_file', severity: 'warning', about: [file], taskKeys, message, fixes })]
}
