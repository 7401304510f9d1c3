import { once } from '#shared/once.ts'
import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { type Draft, importOnly } from '../draft.ts'
import { readField, readIsDone, type StatusRule, wordRule } from '../fields.ts'
import { type Fields, listOf, readFields, textOf } from '../front-matter.ts'
import { baseName, keyOf, oneLine, titleLine, wellFormed } from '../names.ts'
import type { Format, Imported, Source, SourceFile } from '../source.ts'
import {
  createWarnings,
  type LostStatus,
  lostStatuses,
  noteOtherFiles,
  quote,
  type Warnings,
  warningText,
} from '../warnings.ts'
import {
  type BacklogTask,
  canonicalId,
  isBacklogTask,
  noteFields,
  priority,
  readBacklogTasks,
  readDescription,
  readTags,
  recordOf,
} from './backlog-task.ts'

/**
 * Reads a `backlog` folder of Backlog.md, with one Markdown file per task, or a single task file.
 * https://github.com/MrLesk/Backlog.md
 */
function read({ files, name }: Source): Result<Imported, Refusal> {
  const config = files.find(isConfig) ?? null
  const settings = config === null ? noSettings : readFields(wellFormed(config.text)).fields
  const all = readBacklogTasks(files)
  const live = all.filter(({ file }) => putAwayIn(file) === null)
  // If the source contains only archived tasks or drafts, import those.
  const tasks = (live.length > 0 ? live : all).toSorted(byId)
  const list = createWarnings()
  const warnings = list.about(files.length === 1 ? 'file' : 'folder')
  notePutAway(all, tasks, warnings)
  const read = new Set([...all.map(({ file }) => file), config])
  noteOtherFiles(
    files.filter((file) => !read.has(file)),
    'noTask',
    warnings,
  )
  const own = files.length === 1 ? baseName(name) : name
  const project = textOf(settings, 'project_name') || (files.length === 1 ? titleOf(tasks[0]) : own)
  const drafts = draftsOf(tasks, statusRuleOf(settings), warnings)
  const title = oneLine(project)
  return importOnly({ format: 'backlog', name: own, title, place: 'folder', drafts, list, warnings })
}

const noSettings: Fields = new Map()

const isConfig = ({ path }: SourceFile): boolean => /(?:^|[\\/])(?:backlog\.)?config\.ya?ml$/i.test(path)

const titleOf = (task: BacklogTask | undefined): string =>
  task === undefined ? '' : textOf(task.fields, 'title') || task.id

/**
 * Sorts `task-2` before `task-10`. Created on the first import, because loading ICU data would take a tenth of every
 * start.
 */
const collator = once(() => new Intl.Collator('en', { numeric: true }))
const byId = (one: BacklogTask, other: BacklogTask): number =>
  collator().compare(canonicalId(one.id), canonicalId(other.id)) ||
  collator().compare(one.file.path, other.file.path)

/** Folder of tasks that are drafts or archived; null for live tasks. Backlog.md reuses the ids in these folders. */
function putAwayIn({ path }: SourceFile): 'archive' | 'drafts' | null {
  const folders = path.split(/[\\/]/).slice(0, -1)
  if (folders.includes('archive')) return 'archive'
  return folders.includes('drafts') ? 'drafts' : null
}

function notePutAway(all: readonly BacklogTask[], read: readonly BacklogTask[], warnings: Warnings): void {
  const kept = new Set(read)
  for (const task of all) {
    const folder = putAwayIn(task.file)
    if (folder === null) continue
    const { folderRead, folderLeftOut } = warningText.backlog
    const describe = (who: string) => (kept.has(task) ? folderRead : folderLeftOut)(quote(folder), who)
    warnings.sum({ code: `${folder}_in_source`, key: task.id, where: whereOf(task), describe })
  }
}

const whereOf = ({ file }: BacklogTask): string => oneLine(file.path)

const defaultStatuses = ['To Do', 'In Progress', 'Done']

/** Maps the configured statuses: the first means open, the last done, and all others started. */
function statusRuleOf(settings: Fields): StatusRule {
  const listed = listOf(settings, 'statuses')
  const words = listed.length > 1 ? listed : defaultStatuses
  const meanings = new Map<string, LostStatus | null>()
  for (const word of words) meanings.set(word.toLowerCase(), { ...lostStatuses.started, name: quote(word) })
  const open = [words[0] ?? '', textOf(settings, 'default_status'), 'draft', '']
  for (const word of open) meanings.set(word.toLowerCase(), null)
  meanings.set((words.at(-1) ?? '').toLowerCase(), lostStatuses.done)
  return wordRule('status', meanings, 'open', null)
}

function draftsOf(tasks: readonly BacklogTask[], status: StatusRule, warnings: Warnings): Draft[] {
  const keys = new Map<string, string>()
  for (const { id } of tasks) {
    if (!keys.has(canonicalId(id))) keys.set(canonicalId(id), keyOf(id))
  }
  const keyAt = (id: string) => keys.get(canonicalId(id)) ?? keyOf(id)
  return tasks.map((task) => {
    const { fields, id } = task
    const where = whereOf(task)
    const { title, isCut } = titleLine(textOf(fields, 'title'))
    const text = readDescription(task, where, warnings)
    const record = recordOf(task, where)
    const isDone = readIsDone(record, status, warnings)
    noteFields(task, where, warnings)
    return {
      key: keyAt(id),
      where,
      title: title || id,
      description: isCut ? `${textOf(fields, 'title')}\n\n${text}` : text,
      dependsOn: listOf(fields, 'dependencies').map(keyAt),
      parent: parentOf(task, keys),
      isDone,
      priority: readField(record, priority, warnings),
      tags: readTags(task),
    }
  })
}

/** Parent named by the task; otherwise, 345.02 is a part of 345, if that exists. */
function parentOf({ fields, id }: BacklogTask, keys: ReadonlyMap<string, string>): string | null {
  const named = textOf(fields, 'parent_task_id')
  if (named !== '') return keys.get(canonicalId(named)) ?? keyOf(named)
  const own = canonicalId(id)
  return own.includes('.') ? (keys.get(own.slice(0, own.lastIndexOf('.'))) ?? null) : null
}

export const backlog: Format = {
  source: 'backlog',
  title: words.importFormats.backlog,
  detect: ({ files }) => files.some(isBacklogTask),
  read,
}
