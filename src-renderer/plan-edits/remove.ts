import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { words } from '../words/words.ts'
import { type DraftTask, type Edit, mapTasks, titleOf } from './edit.ts'
import { keysOf } from './keys.ts'
import { withParts } from './tree.ts'

/**
 * Takes tasks out, with all that is below them. What waited for them waits no more; with `reconnect`, for what they
 * waited for.
 */
export function removeTasks(document: PlanDraft, keys: Iterable<string>, { reconnect = false } = {}): Edit {
  const listed = [...keys]
  const [first = ''] = listed
  const label =
    listed.length === 1 ? words.edits.remove(titleOf(document, first)) : words.edits.removeMany(listed.length)
  return {
    label,
    change: (current) => withoutTasks(current, withParts(current.tasks, listed), reconnect),
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

function withoutTasks(document: PlanDraft, gone: ReadonlySet<string>, reconnect: boolean): PlanDraft {
  const left = document.tasks.filter(({ key }) => !gone.has(key))
  if (left.length === document.tasks.length) return document
  const instead = reconnect ? listInstead(document.tasks, gone) : new Map<string, readonly string[]>()
  const without = ({ key, dependsOn }: DraftTask): string[] => [
    ...new Set(
      dependsOn
        .flatMap((each) => (gone.has(each) ? (instead.get(each) ?? []) : [each]))
        .filter((each) => each !== key),
    ),
  ]
  return mapTasks({ ...document, tasks: left }, (task) =>
    task.dependsOn.some((each) => gone.has(each)) ? { ...task, dependsOn: without(task) } : task,
  )
}

/** What stands before each of these that go, and stays. */
function listInstead(
  tasks: readonly DraftTask[],
  gone: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const waits = new Map(tasks.map(({ key, dependsOn }) => [key, dependsOn]))
  const instead = new Map<string, readonly string[]>()
  for (const key of gone) {
    const seen = new Set([key])
    for (const each of seen) if (gone.has(each)) for (const next of waits.get(each) ?? []) seen.add(next)
    instead.set(
      key,
      [...seen].filter((each) => !gone.has(each)),
    )
  }
  return instead
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
  const bridged = withoutTasks(before, withParts(before.tasks, keys), true)
  const waits = new Map(bridged.tasks.map(({ key, dependsOn }) => [key, dependsOn]))
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
