import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { withoutTasks, withParts } from '#shared/task-removal.ts'
import { words } from '#shared/words/words.ts'
import { type Edit, mapTasks, titleOf } from './edit.ts'
import { keysOf } from './keys.ts'

/**
 * Removes tasks with everything below them. Their dependents lose the dependency or, with `reconnect`, get the
 * dependencies of the removed tasks.
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

/** Those below, from the nearest; then those above. */
const listNeighbours = ({ tasks }: PlanDraft, keys: readonly string[]): readonly string[] => {
  const at = tasks.findIndex(({ key }) => keys.includes(key))
  return [...tasks.slice(at + 1), ...tasks.slice(0, Math.max(0, at)).reverse()].map(({ key }) => key)
}

/** The first of these that is still there. */
function nextTo(candidates: readonly string[], after: PlanDraft): readonly string[] {
  const left = keysOf(after)
  const key = candidates.find((each) => left.has(each))
  return key === undefined ? [] : [key]
}

/** How much a deletion would tear apart: what the tasks wait for, and what waits for them. Null: nothing to reconnect. */
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

/** After a deletion: what waited for the deleted waits for what those waited for, as far as all of them are still there. */
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
