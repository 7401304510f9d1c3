import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { withoutTasks, withParts } from '#shared/task-removal.ts'
import { words } from '#shared/words/words.ts'
import { type Edit, mapTasks, titleOf } from './edit.ts'
import { keysOf } from './keys.ts'

/**
 * Removes tasks with all their parts. Dependents lose the dependency or, with `reconnect`, get the dependencies of the
 * removed tasks.
 */
export function removeTasks(document: PlanDraft, keys: Iterable<string>, { reconnect = false } = {}): Edit {
  const listed = [...keys]
  const [first = ''] = listed
  const label =
    listed.length === 1 ? words.edits.remove(titleOf(document, first)) : words.edits.removeMany(listed.length)
  return {
    label,
    change: (current) => {
      const tasks = withoutTasks(current.tasks, withParts(current.tasks, listed), { reconnect })
      return tasks === current.tasks ? current : { ...current, tasks: [...tasks] }
    },
    select: (after) => nextTo(listNeighbours(document, listed), after),
  }
}

/** Keys of the tasks below, nearest first, then of the tasks above. */
const listNeighbours = ({ tasks }: PlanDraft, keys: readonly string[]): readonly string[] => {
  const at = tasks.findIndex(({ key }) => keys.includes(key))
  return [...tasks.slice(at + 1), ...tasks.slice(0, Math.max(0, at)).reverse()].map(({ key }) => key)
}

/** The first candidate that still exists. */
function nextTo(candidates: readonly string[], after: PlanDraft): readonly string[] {
  const left = keysOf(after)
  const key = candidates.find((each) => left.has(each))
  return key === undefined ? [] : [key]
}

/** Number of dependencies and dependents that a deletion would disconnect. Null: nothing to reconnect. */
export function seamOf(
  { tasks }: PlanDraft,
  keys: Iterable<string>,
): { readonly before: number; readonly after: number } | null {
  const gone = withParts(tasks, keys)
  const before = new Set<string>()
  let after = 0
  for (const { key, dependsOn } of tasks) {
    if (!gone.has(key)) after += dependsOn.some((each) => gone.has(each)) ? 1 : 0
    else for (const each of dependsOn) if (!gone.has(each)) before.add(each)
  }
  return before.size === 0 || after === 0 ? null : { before: before.size, after }
}

/**
 * After a deletion: dependents of the deleted tasks get the dependencies of those tasks, as far as both still exist.
 */
export function reconnect(before: PlanDraft, keys: Iterable<string>): Edit {
  const bridged = withoutTasks(before.tasks, withParts(before.tasks, keys), { reconnect: true })
  const waits = new Map(bridged.map(({ key, dependsOn }) => [key, dependsOn]))
  const earlier = new Map(before.tasks.map(({ key, dependsOn }) => [key, dependsOn]))
  return {
    label: words.edits.reconnect,
    change: (document) => {
      const there = keysOf(document)
      return mapTasks(document, (task) => {
        const added = (waits.get(task.key) ?? []).filter(
          (each) =>
            there.has(each) &&
            !task.dependsOn.includes(each) &&
            earlier.get(task.key)?.includes(each) !== true,
        )
        return added.length === 0 ? task : { ...task, dependsOn: [...task.dependsOn, ...added] }
      })
    },
  }
}
