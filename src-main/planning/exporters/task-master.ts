import type { PlanDocument } from '#shared/model/plan.ts'
import { maxTaskKeyLength, type TaskDefinition } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { keyOf } from '../importers/names.ts'
import { childrenOf, type Keys, keysFor } from './keys.ts'
import { type Export, listLosses, lossOf } from './losses.ts'

const text = words.exportLosses

const kept = ['description', 'skills', 'priority', 'tags', 'done'] as const

/** Task Master's `tasks.json`: a single list without tags. Groups become tasks with subtasks. */
export const exportTaskMaster: Export = (document) => {
  const { tasks } = document
  const keys = keysFor(tasks, isId)
  const context: ExportContext = { keys, ids: idsOf(document, keys), children: childrenOf(tasks) }
  const lost = tasks.filter((task) => task.dependsOn.some((key) => !isSayable(context, task, key)))
  const deep = tasks.filter(
    ({ parent }) => parent !== null && (context.ids.get(parent)?.parent ?? null) !== null,
  )
  const renamed = tasks.filter(({ key }) => isId(key) && context.ids.get(key)?.full !== key)
  const list = { meta: { projectName: document.title }, tasks: recordsOf(context) }
  return {
    text: `${JSON.stringify(list, null, 2)}\n`,
    fileName: `${keyOf(document.key)}.tasks.json`,
    losses: [
      ...keys.losses,
      ...lossOf('key_below_parent', renamed, text.keyBelowParent),
      ...lossOf('dependency_not_kept', lost, text.dependencyNotKept),
      ...lossOf('deep_group', deep, text.deepGroup),
      ...listLosses(document, kept, text.formats.taskMaster),
    ],
  }
}

const isId = (key: string): boolean =>
  key.length <= maxTaskKeyLength && !/[\s\p{C},]/u.test(key) && !/\.$|^\./.test(key)

interface Id {
  /** Id relative to the parent. */
  readonly own: string
  readonly full: string
  readonly parent: string | null
}

interface ExportContext {
  readonly keys: Keys
  readonly ids: ReadonlyMap<string, Id>
  readonly children: ReadonlyMap<string | null, readonly TaskDefinition[]>
}

/** Visits parents before children. A key that starts with its parent's id keeps only the remainder as its own id. */
function idsOf({ tasks }: PlanDocument, keys: Keys): Map<string, Id> {
  const children = childrenOf(tasks)
  const ids = new Map<string, Id>()
  const open: { task: TaskDefinition; parent: string | null }[] = (children.get(null) ?? []).map((task) => ({
    task,
    parent: null,
  }))
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { task, parent } = at
    const above = parent === null ? null : (ids.get(parent)?.full ?? null)
    const name = keys.of(task.key)
    const isBelow = above !== null && name.startsWith(`${above}.`) && name.length > above.length + 1
    const own = isBelow ? name.slice(above.length + 1) : name
    ids.set(task.key, { own, full: above === null ? name : `${above}.${own}`, parent })
    for (const child of children.get(task.key) ?? []) open.push({ task: child, parent: task.key })
  }
  return ids
}

/**
 * Within a subtask, an id without a dot refers to a sibling. False if the dependency would therefore resolve to the
 * wrong task.
 */
function isSayable(
  { ids, children }: ExportContext,
  { key, parent }: TaskDefinition,
  dependency: string,
): boolean {
  const target = ids.get(dependency)
  if (target === undefined) return false
  if ((ids.get(key)?.parent ?? null) === null || target.full.includes('.')) return true
  return !(children.get(parent) ?? []).some((sibling) => ids.get(sibling.key)?.own === target.full)
}

interface TaskRecord {
  readonly id: string | number
  readonly title: string
  readonly description: string
  readonly status: 'pending' | 'done'
  readonly dependencies: readonly (string | number)[]
  readonly priority: TaskDefinition['priority']
  readonly skills?: readonly string[]
  readonly tags?: readonly string[]
  readonly subtasks: TaskRecord[]
}

function recordsOf(context: ExportContext): TaskRecord[] {
  const tops: TaskRecord[] = []
  const open: { readonly key: string | null; readonly into: TaskRecord[] }[] = [{ key: null, into: tops }]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const task of context.children.get(at.key) ?? []) {
      const record = recordOf(context, task)
      at.into.push(record)
      open.push({ key: task.key, into: record.subtasks })
    }
  }
  return tops
}

function recordOf(context: ExportContext, task: TaskDefinition): TaskRecord {
  const { key, title, description, priority, requiredSkills, tags } = task
  const dependencies = task.dependsOn
    .filter((each) => isSayable(context, task, each))
    .map((each) => numberOr(context.ids.get(each)?.full ?? each))
  return {
    id: numberOr(context.ids.get(key)?.own ?? key),
    title,
    description,
    status: task.isDone === true ? 'done' : 'pending',
    dependencies,
    priority,
    ...(requiredSkills.length > 0 && { skills: requiredSkills }),
    ...(tags.length > 0 && { tags }),
    subtasks: [],
  }
}

/** Task Master numbers its tasks, so a numeric id is written as a number. */
const numberOr = (id: string): string | number => (/^(?:0|[1-9]\d{0,8})$/.test(id) ? Number(id) : id)
