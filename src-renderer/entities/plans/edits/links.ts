import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { findLoopsThrough } from '#shared/task-loops.ts'
import { words } from '#shared/words/words.ts'
import { type Edit, mapTasks, titleOf, titlesOf } from './edit.ts'
import { listGroupsAround, parentsOf } from './tree.ts'

/** Makes `to` depend on each task of `from`. */
export const connect = (document: PlanDraft, from: readonly string[], to: string): Edit => ({
  label: words.edits.connect(from.map((key) => titleOf(document, key)).join(', '), titleOf(document, to)),
  change: (current) =>
    mapTasks(current, (task) => {
      const added = from.filter((each) => !task.dependsOn.includes(each))
      if (task.key !== to || added.length === 0) return task
      return { ...task, dependsOn: [...task.dependsOn, ...added] }
    }),
})

export const disconnect = (document: PlanDraft, from: string, to: string): Edit => ({
  label: words.edits.disconnect(titleOf(document, from), titleOf(document, to)),
  change: (current) =>
    mapTasks(current, (task) =>
      task.key === to && task.dependsOn.includes(from)
        ? { ...task, dependsOn: task.dependsOn.filter((each) => each !== from) }
        : task,
    ),
})

/**
 * Returns a function that gives the reason why `to` may not depend on `from`, or null if it may. The plan is searched
 * only once per `from`, so every target can be checked while a connection is drawn.
 */
export function createRefusal(document: PlanDraft): (from: string, to: string) => string | null {
  const { tasks } = document
  const titles = titlesOf(tasks)
  const nameOf = (key: string) => titles.get(key) ?? key
  const waits = new Map(tasks.map(({ key, dependsOn }) => [key, dependsOn]))
  const parents = parentsOf(tasks)
  const known = new Map<string, ReturnType<typeof findLoopsThrough>>()
  const loopsThrough = (from: string) => {
    const found = known.get(from) ?? findLoopsThrough(tasks, from)
    known.set(from, found)
    return found
  }
  return (from, to) => {
    if (from === to) return words.edits.ownSelf
    if (waits.get(to)?.includes(from)) return words.edits.waitsAlready(nameOf(to), nameOf(from))
    const way = loopsThrough(from)(to)
    if (way === null) return null
    if (listGroupsAround(parents, to).includes(from)) return words.edits.ownGroup(nameOf(to), nameOf(from))
    if (listGroupsAround(parents, from).includes(to)) return words.edits.ownPart(nameOf(from), nameOf(to))
    return words.edits.loop(shortened([...way, to].map(nameOf)))
  }
}

const maxNamed = 7

/** Shortens a long cycle to its first and last tasks. */
function shortened(names: readonly string[]): readonly string[] {
  if (names.length <= maxNamed) return names
  return [...names.slice(0, 3), words.edits.more(names.length - 5), ...names.slice(-2)]
}
