import { type Fields, type FileRecord, idOf, isFields, textOf } from '../fields.ts'
import { keyOfId, uniqueKey } from '../names.ts'
import { nameKind, quote, type Warnings, warningText } from '../warnings.ts'

/** The lists in a file. Its version decides whether references use ids or names; `names` gives the order of lookup. */
interface TaskLists {
  /** Path of the list: `workflow.specification.tasks`. */
  readonly place: string
  readonly tasks: readonly unknown[]
  /** Recorded executions of the tasks. Empty for old versions, which store them in the task. */
  readonly executions: readonly unknown[]
  readonly names: readonly ['id' | 'name', 'id' | 'name']
}

/** A recorded task; `where` is its path, such as `workflow.tasks[3] (mProject_1)`. */
export interface RecordedTask extends FileRecord {
  /** The recorded execution. If there is none, the fields of the task. */
  readonly execution: Fields
  /** Keys of tasks. A reference to an unknown task stays as written. */
  readonly dependsOn: readonly string[]
}

/** The task list of a WfFormat file of any version; null if the file is not in WfFormat. */
export function findTasks(file: unknown): TaskLists | null {
  if (!isFields(file) || !isFields(file.workflow)) return null
  const { specification, execution, tasks, jobs } = file.workflow
  if (isFields(specification) && isTaskList(specification.tasks)) {
    const ran = isFields(execution) ? execution.tasks : undefined
    return {
      place: 'workflow.specification.tasks',
      tasks: specification.tasks,
      executions: Array.isArray(ran) ? ran : [],
      names: ['id', 'name'],
    }
  }
  if (isTaskList(tasks)) return { place: 'workflow.tasks', tasks, executions: [], names: ['name', 'id'] }
  if (isTaskList(jobs)) return { place: 'workflow.jobs', tasks: jobs, executions: [], names: ['name', 'id'] }
  return null
}

const isTaskList = (value: unknown): value is unknown[] => Array.isArray(value) && value.some(looksLikeTask)

const ownFields = ['children', 'runtime', 'runtimeInSeconds', 'files', 'inputFiles', 'outputFiles'] as const

function looksLikeTask(record: unknown): boolean {
  if (!isFields(record) || (textOf(record.id) ?? textOf(record.name)) === null) return false
  return Array.isArray(record.parents) || ownFields.some((name) => Object.hasOwn(record, name))
}

/** Reads all tasks with their dependencies. A file may list an edge at either end. */
export function readTasks(lists: TaskLists, warnings: Warnings): RecordedTask[] {
  const named = nameTasks(lists, warnings)
  const keys = indexByName(named, lists)
  const executions = indexExecutions(lists, keys, warnings)
  const parents = named.map(() => new Set<string>())
  // A duplicate key means the first task; `planOfDrafts` renames the second one and warns.
  const first = new Map(named.map(({ key }, index) => [key, parents[index]] as const).toReversed())
  for (const [index, task] of named.entries()) {
    for (const name of listNamed(task, 'parents', warnings)) parents[index]?.add(keys.get(name) ?? name)
    for (const name of listNamed(task, 'children', warnings)) {
      const key = keys.get(name)
      if (key !== undefined) first.get(key)?.add(task.key)
      else warnings.add('dangling_child', task.where, warningText.wfcommons.danglingChild(quote(name)))
    }
  }
  return named.map((task, index) => ({
    ...task,
    execution: executions.get(task.key) ?? task.fields,
    dependsOn: [...(parents[index] ?? [])],
  }))
}

function nameTasks({ tasks, place, names }: TaskLists, warnings: Warnings): FileRecord[] {
  const known: Names = { taken: new Set(), writtenBy: new Map() }
  return tasks.flatMap((fields, index): FileRecord[] => {
    const at = `${place}[${index}]`
    if (!isFields(fields)) {
      warnings.add('not_an_object', at, warningText.notATask(nameKind(fields)))
      return []
    }
    const written = names.map((name) => textOf(fields[name])).filter((name) => name !== null)
    const key = keyAmong(written, known) ?? `task-${index + 1}`
    known.taken.add(key)
    known.writtenBy.set(key, written[0] ?? '')
    const where = `${at} (${key})`
    if (written.length === 0) {
      warnings.add('missing_id', where, warningText.missingIdAndName(key))
    }
    return [{ key, where, fields }]
  })
}

interface Names {
  readonly taken: Set<string>
  /** By key: the id or name from which the key was derived. */
  readonly writtenBy: Map<string, string>
}

/**
 * The first unused key. If all are used: the first key if the same id appears twice, otherwise a numbered key.
 * Different ids with the same key belong to different tasks.
 */
function keyAmong(written: readonly string[], { taken, writtenBy }: Names): string | null {
  const keys = written.map((name) => idOf(name) ?? keyOfId(name))
  const [first] = keys
  const free = keys.find((key) => !taken.has(key))
  if (free !== undefined || first === undefined) return free ?? null
  return writtenBy.get(first) === written[0] ? first : uniqueKey(first, taken)
}

/** Keys by each id or name that references may use. A duplicate means the first task. */
function indexByName(tasks: readonly FileRecord[], { names }: TaskLists): Map<string, string> {
  const keys = new Map<string, string>()
  for (const name of names) {
    for (const { key, fields } of tasks) {
      const written = textOf(fields[name])
      if (written !== null && !keys.has(written)) keys.set(written, key)
    }
  }
  return keys
}

function indexExecutions(
  { executions }: TaskLists,
  keys: ReadonlyMap<string, string>,
  warnings: Warnings,
): Map<string, Fields> {
  const found = new Map<string, Fields>()
  for (const [index, fields] of executions.entries()) {
    const where = `workflow.execution.tasks[${index}]`
    const id = isFields(fields) ? textOf(fields.id) : null
    const key = id === null ? undefined : keys.get(id)
    if (isFields(fields) && key !== undefined && !found.has(key)) {
      found.set(key, fields)
    } else {
      const describe = warningText.wfcommons.strayExecution
      warnings.sum({
        code: 'stray_execution',
        key: id === null ? `${index + 1}` : quote(id),
        where,
        describe,
      })
    }
  }
  return found
}

function listNamed(
  { fields, where }: FileRecord,
  field: 'parents' | 'children',
  warnings: Warnings,
): string[] {
  const value = fields[field]
  if (value === undefined || value === null) return []
  const items: unknown[] = Array.isArray(value) ? value : [value]
  return items.flatMap((item) => {
    const name = textOf(item)
    if (name !== null) return [name]
    warnings.add('dependency_not_an_id', where, warningText.wfcommons.notAName(field, nameKind(item)))
    return []
  })
}
