import type { PlanDocument } from '#shared/model/plan.ts'
import type { Priority, TaskDefinition } from '#shared/model/task.ts'
import { shapeOf } from '#shared/plan-shape.ts'
import type { Refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { plural } from '#shared/text/plural.ts'
import { findExcess, noteCycles } from '../draft.ts'
import type { ImportedPlan } from '../source.ts'
import { nameKind, quote, type Warnings } from '../warnings.ts'
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

interface References {
  /** Keys of what is there, each once, never its own. */
  readonly found: readonly string[]
  /** Those of them that a plan can hold: what a group's own structure already says is left out. */
  readonly kept: readonly string[]
  /** References to nothing, each once. */
  readonly dangling: number
}

/** What an entry depends on, as keys of the plan. */
function readReferences(entry: Entry, tree: EntryTree, warnings: Warnings): References {
  const found = new Set<string>()
  const dangling = new Set<string>()
  const { where } = entry
  for (const written of listWritten(entry, tree, warnings)) {
    const key = findKey(entry, tree, { written, warnings })
    if (key === null) {
      if (!dangling.has(written)) {
        const message = `It depends on ${quote(written)}, which is not in the plan; that dependency was left out.`
        warnings.add('dangling_dependency', where, message)
      }
      dangling.add(written)
    } else if (key === entry.key) {
      warnings.add('self_dependency', where, `It depends on itself; that dependency was left out.`)
    } else if (found.has(key)) {
      warnings.add('repeated_dependency', where, `It names ${key} as a dependency more than once.`)
    } else {
      found.add(key)
    }
  }
  return { found: [...found], kept: dropStructure(entry, [...found], warnings), dangling: dangling.size }
}

function listWritten(entry: Entry, tree: EntryTree, warnings: Warnings): string[] {
  const { dependencies } = entry.fields
  if (dependencies === undefined || dependencies === null) {
    const say = (who: string) => `There are no dependencies in ${who}: read as none.`
    warnings.sum({ code: 'missing_dependencies', key: entry.key, where: entry.where, say })
    return []
  }
  if (Array.isArray(dependencies)) {
    const items: unknown[] = dependencies
    return items.flatMap((item) => readOne(item, { entry, tree, warnings }))
  }
  const message = `The dependencies are ${nameKind(dependencies)}, not a list; read as a list of one.`
  warnings.add('dependencies_not_a_list', entry.where, message)
  return readOne(dependencies, { entry, tree, warnings })
}

interface Reading {
  readonly entry: Entry
  readonly tree: EntryTree
  readonly warnings: Warnings
}

function readOne(item: unknown, { entry, tree, warnings }: Reading): string[] {
  if (typeof item === 'number') return [String(item)]
  if (item === null || (typeof item === 'string' && item.trim() === '')) {
    warnings.add('null_dependency', entry.where, 'A dependency is null or empty; it was left out.')
    return []
  }
  if (typeof item !== 'string') {
    const message = `A dependency is ${nameKind(item)}, not an id; it was left out.`
    warnings.add('dependency_not_an_id', entry.where, message)
    return []
  }
  const written = item.trim()
  if (!written.includes(',') || tree.keyOf.has(written)) return [written]
  const parts = written
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const message = `The dependency ${quote(written)} holds ${plural(parts.length, 'id')} in one text; each was read by itself.`
  warnings.add('dependency_list_joined', entry.where, message)
  return parts
}

/**
 * In a task an id is that of a task, or a full id ("3.2"). In a subtask a dotted id is full, and any other means a
 * sibling; only where there is no such sibling, the task of that id.
 */
function findKey(
  { parent, where }: Entry,
  { keyOf }: EntryTree,
  { written, warnings }: { written: string; warnings: Warnings },
): string | null {
  if (parent === null) return keyOf.get(written) ?? null
  const sibling = parent.childKeys.get(written)
  if (written.includes('.')) {
    return keyOf.get(written) ?? sibling ?? keyOf.get(`${parent.fullId}.${written}`) ?? null
  }
  if (sibling !== undefined) return sibling
  const top = keyOf.get(written)
  if (top === undefined) return null
  const message = `It depends on ${quote(written)}; there is no such subtask beside it, so the task of that id was meant.`
  warnings.add('sibling_fallback', where, message)
  return top
}

/**
 * A subtask starts after its task has started, and a task ends after its subtasks: as dependencies these would wait
 * for each other for ever, and what was meant holds without them.
 */
function dropStructure(entry: Entry, found: readonly string[], warnings: Warnings): string[] {
  const above = new Set<string>()
  for (let at = entry.parent; at !== null; at = at.parent) above.add(at.key)
  const below = found.length === 0 ? new Set<string>() : listBelow(entry)
  return found.filter((key) => {
    if (above.has(key)) {
      const message = `It depends on ${key}, the task that it is part of; it starts after that has started anyway.`
      warnings.add('parent_dependency', entry.where, message)
    } else if (below.has(key)) {
      const message = `It depends on ${key}, a subtask of its own; it ends after that has ended anyway.`
      warnings.add('own_subtask_dependency', entry.where, message)
    }
    return !above.has(key) && !below.has(key)
  })
}

function listBelow(entry: Entry): Set<string> {
  const below = new Set<string>()
  const open = [...entry.children]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    below.add(at.key)
    for (const child of at.children) open.push(child)
  }
  return below
}
