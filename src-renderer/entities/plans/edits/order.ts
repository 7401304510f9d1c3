import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { withParts } from '#shared/task-removal.ts'
import { words } from '#shared/words/words.ts'
import type { Edit } from './edit.ts'
import { moved } from './groups.ts'
import { listOutermost, placeBelow } from './tree.ts'

/** Moves tasks with their parts one position up (-1) or down (1) within their group. */
export const moveTasks = (keys: ReadonlySet<string>, by: 1 | -1): Edit => ({
  label: by === -1 ? words.edits.moveUp : words.edits.moveDown,
  change: (document) => {
    const outermost = listOutermost(document.tasks, keys)
    // Move the tasks in front first, so that they do not block the others.
    const inOrder = by === -1 ? outermost : outermost.toReversed()
    const pinned = new Set<string>()
    return inOrder.reduce((current, key) => {
      const next = movedBy(current, key, by, pinned)
      if (next === current) pinned.add(key)
      return next
    }, document)
  },
})

/** Tasks in `pinned` have reached the end of their group, and no other task passes them. */
function movedBy(document: PlanDraft, key: string, by: 1 | -1, pinned: ReadonlySet<string>): PlanDraft {
  const { tasks } = document
  const task = tasks.find((each) => each.key === key)
  const siblings = tasks.filter(({ parent }) => parent === task?.parent).map((each) => each.key)
  const other = siblings[siblings.indexOf(key) + by]
  if (task === undefined || other === undefined || pinned.has(other)) return document
  const inner = withParts(tasks, [key])
  const rest = tasks.filter((each) => !inner.has(each.key))
  const at = by === -1 ? rest.findIndex((each) => each.key === other) : placeBelow(rest, other)
  return { ...document, tasks: rest.toSpliced(at, 0, ...tasks.filter((each) => inner.has(each.key))) }
}

/** Moves tasks to the end of the group above. If a task is above, that task becomes a group. */
export const indent = (keys: ReadonlySet<string>): Edit => ({
  label: words.edits.indent,
  change: (document) => {
    const outermost = listOutermost(document.tasks, keys)
    const [first] = outermost
    const above = first === undefined ? null : siblingAbove(document, first)
    return above === null ? document : moved(document, outermost, above)
  },
})

function siblingAbove({ tasks }: PlanDraft, key: string): string | null {
  const parent = tasks.find((task) => task.key === key)?.parent
  const siblings = tasks.filter((task) => task.parent === parent).map((task) => task.key)
  return siblings[siblings.indexOf(key) - 1] ?? null
}

/** Moves tasks out of their group, to the position directly below it. */
export const outdent = (keys: ReadonlySet<string>): Edit => ({
  label: words.edits.outdent,
  change: (document) => listOutermost(document.tasks, keys).toReversed().reduce(stepOut, document),
})

function stepOut(document: PlanDraft, key: string): PlanDraft {
  const group = document.tasks.find((task) => task.key === key)?.parent ?? null
  const outer = document.tasks.find((task) => task.key === group)
  if (group === null || outer === undefined) return document
  const inner = withParts(document.tasks, [key])
  const rest = document.tasks.filter((task) => !inner.has(task.key))
  const at = placeBelow(rest, group)
  const placed = document.tasks
    .filter((task) => inner.has(task.key))
    .map((task) => (task.key === key ? { ...task, parent: outer.parent } : task))
  return { ...document, tasks: rest.toSpliced(at, 0, ...placed) }
}
