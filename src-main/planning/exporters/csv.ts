import { maxTaskKeyLength, type TaskDefinition } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { keyOf } from '../importers/names.ts'
import { keysFor } from './keys.ts'
import { type Export, listLosses, lossOf } from './losses.ts'

const text = words.exportLosses

const kept = ['description', 'skills', 'priority', 'due_date', 'tags', 'approval', 'estimate'] as const

/** A table by RFC 4180 with a row for each task. Lists are separated by commas within their cell. */
export const exportCsv: Export = (document) => {
  const { tasks } = document
  const keys = keysFor(tasks, isId)
  const rows = tasks.map((task) => [
    keys.of(task.key),
    task.title,
    task.description,
    task.dependsOn.map(keys.of).join(', '),
    task.parent === null ? '' : keys.of(task.parent),
    task.priority,
    task.requiredSkills.join(', '),
    task.tags.join(', '),
    task.dueAt === null ? '' : new Date(task.dueAt).toISOString(),
    task.estimateMs === undefined ? '' : String(task.estimateMs),
    task.requiresApproval ? 'yes' : '',
  ])
  const isSplit = ({ tags, requiredSkills }: TaskDefinition) =>
    [...tags, ...requiredSkills].some((word) => word !== word.trim() || /[,;\n]/.test(word) || word === '')
  return {
    text: [header, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join(''),
    fileName: `${keyOf(document.key)}.csv`,
    losses: [
      ...keys.losses,
      ...lossOf('word_split', tasks.filter(isSplit), text.splitWords),
      ...listLosses(document, kept, text.formats.table),
    ],
  }
}

const header = [
  'id',
  'title',
  'description',
  'depends_on',
  'parent',
  'priority',
  'skills',
  'tags',
  'due_at',
  'estimate_ms',
  'requires_approval',
]

/** An id that can stand in a list and is no number or formula. */
const isId = (key: string): boolean =>
  key.length <= maxTaskKeyLength && /^[\p{L}\p{N}_#][\p{L}\p{N}\p{M}_.:/#-]*$/u.test(key)

/** A spreadsheet runs what begins like a formula: an apostrophe before it keeps it a text. */
function cellOf(text: string): string {
  const guarded = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",;\t\r\n]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
