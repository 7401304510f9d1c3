import { maxTaskKeyLength, type TaskDefinition } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { keyOf } from '../importers/names.ts'
import { keysFor } from './keys.ts'
import { type Export, listLosses, lossOf } from './losses.ts'

const text = words.exportLosses

const kept = ['description', 'skills', 'priority', 'due_date', 'tags', 'approval', 'estimate'] as const

/** CSV table (RFC 4180) with one row per task. Lists are comma-separated within their cell. */
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

/** True for a key that is safe within a list and cannot be read as a formula. */
const isId = (key: string): boolean =>
  key.length <= maxTaskKeyLength && /^[\p{L}\p{N}_#][\p{L}\p{N}\p{M}_.:/#-]*$/u.test(key)

/** Spreadsheets execute text that looks like a formula. A leading apostrophe prevents that. */
function cellOf(text: string): string {
  const guarded = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",;\t\r\n]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
