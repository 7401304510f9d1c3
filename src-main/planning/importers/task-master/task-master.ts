import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { type Fields, isFields } from '../fields.ts'
import { baseName, keyOf, oneLine, uniqueKey } from '../names.ts'
import type { Format, Imported, ImportedPlan, Source } from '../source.ts'
import { createWarnings, quote, type Warnings, warningText } from '../warnings.ts'
import { planOf, type TaskList } from './task-master-plan.ts'

const maxPlans = 100

/**
 * Reads Task Master's `tasks.json`: one list of tasks, or one list per tag. Ids are unique only within a list, so each
 * list becomes its own plan.
 * https://github.com/eyaltoledano/claude-task-master
 */
function read({ json, name }: Source): Result<Imported, Refusal> {
  const parsed = json()
  if (!parsed.ok) return parsed
  const { value } = parsed
  if (!isFields(value)) return err(notTheFormat)
  const lists = listLists(value)
  if (lists.length > maxPlans) return err(tooManyPlans(lists.length))
  const nested = findNested(lists)
  if (nested !== null) return err(nested)
  const warnings = createWarnings()
  noteContainers(value, lists, warnings.about('file'))
  const plans: ImportedPlan[] = []
  for (const source of sourcesOf(value, lists, baseName(name))) {
    const plan = planOf(source, warnings.about(source.place))
    if (!plan.ok) return plan
    plans.push(plan.value)
  }
  return ok({ format: 'taskmaster', plans, warnings: warnings.list() })
}

/**
 * Detects the format by content: a list `tasks`, or objects with such a list, with records that look like tasks. The
 * path is no evidence, because other tools write `tasks/tasks.json` too.
 */
function isTaskMaster(value: unknown): boolean {
  if (!isFields(value) || isForeign(value)) return false
  const lists = listLists(value)
  if (lists.some(({ tasks }) => tasks.some(looksLikeTask)) || findNested(lists) !== null) return true
  // A file without tasks must contain only the fields that Task Master writes around an empty list.
  return lists.length > 0 && lists.every((list) => list.tasks.length === 0 && isEmptyForm(value, list))
}

/** Refuses a list whose only tasks are in a nested list. */
function findNested(lists: readonly List[]): Refusal | null {
  for (const { tag, tasks } of lists) {
    const at = tasks.findIndex((item) => Array.isArray(item) && item.some(looksLikeTask))
    if (at < 0 || tasks.some(looksLikeTask)) continue
    const where = `${placeOf(tag)}[${at}]`
    return refusal('E_FORMAT', 'list_instead_of_task', { where, field: where })
  }
  return null
}

const placeOf = (tag: string | null): string => (tag === null ? 'tasks' : `${oneLine(tag)}.tasks`)

interface List {
  /** Null for a list at the top level of the file. */
  readonly tag: string | null
  readonly fields: Fields
  readonly tasks: readonly unknown[]
}

/** Known fields next to the tags or the list. */
const knownBeside: ReadonlySet<string> = new Set(
  'tasks meta metadata projectName project version currentTag $schema tag _rawTaggedData'.split(' '),
)

/** Fields that are never tags, even if they contain tasks. `_rawTaggedData` is a copy of data elsewhere in the file. */
const neverTags: ReadonlySet<string> = new Set(['meta', 'metadata', '_rawTaggedData'])

function listLists(value: Fields): List[] {
  const own: List[] = Array.isArray(value.tasks) ? [{ tag: null, fields: value, tasks: value.tasks }] : []
  const tags = Object.entries(value).flatMap(([tag, fields]): List[] => {
    if (neverTags.has(tag) || !isFields(fields) || !Array.isArray(fields.tasks)) return []
    return [{ tag, fields, tasks: fields.tasks }]
  })
  return [...own, ...tags]
}

/** Switchyard's own plans and build requests have a list of tasks too. */
const isForeign = (value: Fields): boolean => Object.hasOwn(value, 'plan_id')

const contentFields = ['description', 'dependencies', 'subtasks', 'details', 'testStrategy'] as const

function looksLikeTask(record: unknown): boolean {
  if (!isFields(record) || Object.hasOwn(record, 'task_id')) return false
  const has = (name: string) => Object.hasOwn(record, name)
  if (!has('id')) return has('title') && contentFields.some(has)
  return has('title') || contentFields.some(has)
}

function isEmptyForm(value: Fields, { tag, fields }: List): boolean {
  if (tag !== null) return Object.keys(fields).every((name) => name === 'tasks' || name === 'metadata')
  return Object.keys(value).every((name) => knownBeside.has(name))
}

function sourcesOf(value: Fields, lists: readonly List[], name: string): TaskList[] {
  const project = projectNameOf(value) ?? name
  const taken = new Set<string>()
  return lists.map(({ tag, tasks }) => {
    const isOnly = tag === null || (tag === 'master' && lists.length === 1)
    return {
      key: uniqueKey(keyOf(tag ?? name), taken),
      title: oneLine(isOnly ? project : `${project}: ${tag}`),
      place: placeOf(tag),
      tasks,
    }
  })
}

function projectNameOf(value: Fields): string | null {
  const holders = [value, value.project, value.meta, value.metadata].filter(isFields)
  const names = [value.project, ...holders.flatMap((each) => [each.projectName, each.name])]
  return names.find((each) => typeof each === 'string' && each.trim() !== '')?.toString() ?? null
}

function noteContainers(value: Fields, lists: readonly List[], warnings: Warnings): void {
  const tags = lists.flatMap(({ tag }) => (tag === null ? [] : [tag]))
  noteTags(tags, tags.length < lists.length, warnings)
  const known = new Set([...knownBeside, ...tags])
  for (const name of Object.keys(value)) {
    if (known.has(name) && name !== 'tag' && name !== '_rawTaggedData') continue
    warnings.add('stray_key', oneLine(name), warningText.taskMaster.strayKey(quote(name)))
  }
  for (const { tag, fields } of lists) noteMetadata(tag, fields, warnings)
}

function noteTags(tags: readonly string[], hasOwnList: boolean, warnings: Warnings): void {
  const names = tags.slice(0, 10).map(quote).join(', ')
  if (tags.length > 0 && hasOwnList) {
    warnings.add('mixed_forms', 'file', warningText.taskMaster.mixedForms(names))
  } else if (tags.length > 0 && !tags.includes('master')) {
    warnings.add('no_master_tag', 'file', warningText.taskMaster.noMasterTag(names))
  }
  if (tags.length < 2) return
  warnings.add('several_tags', 'file', warningText.taskMaster.severalTags(tags.length, names))
}

function noteMetadata(tag: string | null, fields: Fields, warnings: Warnings): void {
  const metadata = fields.metadata ?? fields.meta
  if (!isFields(metadata)) return
  const place = `${tag === null ? '' : `${oneLine(tag)}.`}metadata`
  const { dependsOn, ...rest } = metadata
  if (dependsOn !== undefined && dependsOn !== null) {
    warnings.add('tag_dependency', `${place}.dependsOn`, warningText.taskMaster.tagDependency)
  }
  const names = Object.keys(rest).filter((name) => name !== 'projectName')
  if (names.length === 0) return
  const shown = names.slice(0, 10).map(quote).join(', ')
  warnings.add('metadata_not_kept', place, warningText.fieldsNotKept(shown))
}

const notTheFormat = refusal('E_FORMAT', 'not_a_task_master_file')

const tooManyPlans = (count: number): Refusal =>
  refusal('E_PLAN_SIZE', 'too_many_tags', { count, most: maxPlans, limit: maxPlans })

export const taskMaster: Format = {
  source: 'taskmaster',
  title: words.importFormats.taskMaster,
  detect: ({ text, json }) => {
    if (text === null || !/^\uFEFF?\s*\{/.test(text)) return false
    const parsed = json()
    return parsed.ok && isTaskMaster(parsed.value)
  },
  read,
}
