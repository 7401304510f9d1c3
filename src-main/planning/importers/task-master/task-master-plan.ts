import type { Priority } from '#shared/model/task-definition.ts'
import type { Refusal } from '#shared/refusal.ts'
import { err, type Result } from '#shared/result.ts'

import { type Draft, findExcess, noteSelfDependency, planOfDrafts, type References } from '../draft.ts'
import { readIsDone } from '../fields.ts'
import type { ImportedPlan } from '../source.ts'

import { nameKind, quote, type Warnings, warningText } from '../warnings.ts'
import { type Entry, type EntryTree, readEntries } from './task-master-entries.ts'
import {
  noteFields,
  readDescription,
  readPriority,
  readSkills,
  readTags,
  readTitle,
  status,
} from './task-master-fields.ts'

/** A list of tasks; `place` is its path, such as `master.tasks`. */
export interface TaskList {
  readonly key: string
  readonly title: string
  readonly place: string
  readonly tasks: readonly unknown[]
}

/** Reads a list of tasks as a plan, with warnings for unexpected values. */
export function planOf(
  { key, title, place, tasks }: TaskList,
  warnings: Warnings,
): Result<ImportedPlan, Refusal> {
  const tree = readEntries(tasks, place, warnings)
  const excess = findExcess(key, tree.all.length)
  if (excess !== null) return err(excess)
  const entries = new Map(tree.all.map((entry) => [entry.key, entry]))
  const drafts = tree.all.map(
    (entry): Draft => ({ key: entry.key, where: entry.where, title: '', parent: entry.parent?.key ?? null }),
  )
  const readFields = createFieldReader(warnings)
  return planOfDrafts(
    {
      key,
      title,
      source: 'taskmaster',
      place,
      drafts,
      readReferences: (draft) => referencesOf(entryOf(draft, entries), tree, warnings),
      readFields: (draft) => ({ ...draft, ...readFields(entryOf(draft, entries)) }),
    },
    warnings,
  )
}

function entryOf({ key }: Draft, entries: ReadonlyMap<string, Entry>): Entry {
  const entry = entries.get(key)
  if (entry === undefined) throw new RangeError(`No entry has the key ${key}.`)
  return entry
}

/** Call the reader for a group before its subtasks, which inherit its priority and skills. */
function createFieldReader(warnings: Warnings) {
  const priorities = new Map<Entry | null, Priority>()
  const skills = new Map<Entry | null, readonly string[]>()
  return (entry: Entry): Partial<Draft> => {
    const priority = readPriority(entry, priorities.get(entry.parent) ?? null, warnings)
    priorities.set(entry, priority)
    // No agent works on a group, so its subtasks inherit its skills.
    const own = readSkills(entry, warnings)
    const requiredSkills = own.length > 0 ? own : (skills.get(entry.parent) ?? [])
    skills.set(entry, requiredSkills)
    const title = readTitle(entry, warnings)
    const isDone = readIsDone(entry, status, warnings)
    noteFields(entry, warnings)
    const description = readDescription(entry, warnings)
    return { title, description, priority, requiredSkills, tags: readTags(entry, warnings), isDone }
  }
}

/** Dependencies of an entry as plan keys, and the ids that do not resolve. */
function referencesOf(entry: Entry, tree: EntryTree, warnings: Warnings): References {
  const found = new Set<string>()
  const dangling: string[] = []
  for (const written of listWritten(entry, tree, warnings)) {
    const key = findKey(entry, tree, { written, warnings })
    if (key === null) dangling.push(written)
    else if (key === entry.key) noteSelfDependency(entry, warnings)
    else if (found.has(key)) {
      warnings.add('repeated_dependency', entry.where, warningText.repeatedDependency(key))
    } else found.add(key)
  }
  return { dependsOn: [...found], dangling }
}

function listWritten(entry: Entry, tree: EntryTree, warnings: Warnings): string[] {
  const { dependencies } = entry.fields
  if (dependencies === undefined || dependencies === null) {
    const describe = warningText.missingDependencies
    warnings.sum({ code: 'missing_dependencies', key: entry.key, where: entry.where, describe })
    return []
  }
  if (Array.isArray(dependencies)) {
    const items: unknown[] = dependencies
    return items.flatMap((item) => readOne(item, { entry, tree, warnings }))
  }
  const message = warningText.dependenciesNotAList(nameKind(dependencies))
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
    warnings.add('null_dependency', entry.where, warningText.emptyDependency)
    return []
  }
  if (typeof item !== 'string') {
    warnings.add('dependency_not_an_id', entry.where, warningText.dependencyNotAnId(nameKind(item)))
    return []
  }
  const written = item.trim()
  if (!written.includes(',') || tree.keyOf.has(written)) return [written]
  const parts = written
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const message = warningText.joinedDependencies(quote(written), parts.length)
  warnings.add('dependency_list_joined', entry.where, message)
  return parts
}

/**
 * Resolves an id; null if unknown. In a task, it is the id of a task or a full id ("3.2"). In a subtask, an id with a
 * dot is full. An id without a dot is that of a sibling, or else of a task.
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
  warnings.add('sibling_fallback', where, warningText.siblingFallback(quote(written)))
  return top
}
