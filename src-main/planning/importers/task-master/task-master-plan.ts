import type { PlanDocument } from '#shared/model/plan.ts'
import type { Priority, TaskDefinition } from '#shared/model/task.ts'
import { shapeOf } from '#shared/plan-shape.ts'
import type { Refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { ImportedPlan } from '../imported.ts'
import { findExcess, noteCycles } from '../shape.ts'
import type { Warnings } from '../warnings.ts'
import { type Entry, type EntryTree, readEntries } from './task-master-entries.ts'
import {
  noteOtherFields,
  readDescription,
  readIsDone,
  readPriority,
  readSkills,
  readTags,
  readTitle,
} from './task-master-fields.ts'
import { type References, readReferences } from './task-master-references.ts'

const parallelLimit = 16

/** One list of tasks; `place` is where it stands: `master.tasks`. */
export interface TaskList {
  readonly key: string
  readonly title: string
  readonly place: string
  readonly tasks: readonly unknown[]
}

/** One list of tasks as a plan; what is odd in it is added to the warnings. */
export function planOf(
  { key, title, place, tasks }: TaskList,
  warnings: Warnings,
): Result<ImportedPlan, Refusal> {
  const tree = readEntries(tasks, place, warnings)
  const excess = findExcess(key, tree.all.length)
  if (excess !== null) return err(excess)
  if (tree.all.length === 0) warnings.add('empty_plan', place, 'There are no tasks in it.')
  const references = new Map(tree.all.map((entry) => [entry, readReferences(entry, tree, warnings)]))
  const document: PlanDocument = {
    key,
    title,
    projectId: null,
    projectFolder: null,
    parallelLimit,
    crew: null,
    source: 'taskmaster',
    tasks: readTasks(tree, references, warnings),
  }
  const places = new Map(tree.all.map((entry) => [entry.key, entry.where]))
  const placed = document.tasks.map((task) => ({ ...task, where: places.get(task.key) ?? '' }))
  const tops = tree.tops.map((entry) => ({
    key: entry.key,
    dependsOn: references.get(entry)?.found ?? [],
    parent: null,
  }))
  const all = [...references.values()]
  return ok({
    document,
    shape: {
      ...shapeOf(tops),
      cycles: noteCycles(placed, warnings),
      dangling: all.reduce((sum, { dangling }) => sum + dangling, 0),
    },
    withSubtasks: {
      nodes: tree.all.length,
      edges: all.reduce((sum, { found }) => sum + found.length, 0),
    },
  })
}

type ReferencesOf = ReadonlyMap<Entry, References>

function readTasks(tree: EntryTree, references: ReferencesOf, warnings: Warnings): TaskDefinition[] {
  const priorities = new Map<Entry, Priority>()
  const skills = new Map<Entry, string[]>()
  return tree.all.map((entry) => {
    const { key, parent, children } = entry
    const priority = readPriority(entry, parent === null ? null : (priorities.get(parent) ?? null), warnings)
    priorities.set(entry, priority)
    // Nobody is assigned to a group, so the skills that it asks for are asked of its subtasks.
    const own = readSkills(entry, warnings)
    const inherited = parent === null ? [] : (skills.get(parent) ?? [])
    skills.set(entry, own.length > 0 ? own : inherited)
    const title = readTitle(entry, warnings)
    const isDone = readIsDone(entry, warnings)
    noteOtherFields(entry, warnings)
    return {
      key,
      kind: children.length > 0 ? 'group' : 'task',
      title,
      description: readDescription(entry, warnings) || title,
      requiredSkills: skills.get(entry) ?? [],
      dependsOn: [...(references.get(entry)?.kept ?? [])],
      parent: parent?.key ?? null,
      priority,
      dueAt: null,
      tags: readTags(entry, warnings),
      requiresApproval: false,
      ...(isDone && children.length === 0 && { isDone: true }),
    }
  })
}
