import { instantSchema } from '#shared/model/instant.ts'
import type { Priority } from '#shared/model/task-definition.ts'
import { titleOf } from '#shared/plan-file/read-plan.ts'
import { clip } from '#shared/text/clip.ts'
import { words as catalogue } from '#shared/words/words.ts'
import { parseJsonText } from '../../text/json-text.ts'
import { joinSections, maxDescription, titleFrom } from '../description.ts'
import {
  type FieldRule,
  type Fields,
  type FileRecord,
  idOf,
  isFields,
  isMissing,
  millisecondsOf,
  textOf,
  wordRule,
} from '../fields.ts'
import { titleLine } from '../names.ts'
import { type LostStatus, lostStatuses, nameKind, quote, type Warnings, warningText } from '../warnings.ts'

const importedTexts = catalogue.importedTexts

const maxWord = 64

/** Title on one line. Falls back to the start of the description, then to the id. */
export function readTitle({ fields, key, where }: Issue, warnings: Warnings): string {
  const written = textOf(fields.title) ?? ''
  const { title, isCut } = titleLine(written)
  if (title !== '') {
    if (isCut) {
      warnings.add('long_title', where, warningText.longTitle)
    }
    return title
  }
  const fallback = titleFrom(titleOf(textOf(fields.description) ?? '')) || key
  warnings.add('missing_title', where, warningText.titleFrom(quote(fallback)))
  return fallback
}

/** Joins all fields with instructions: description, design, acceptance criteria, notes. */
export function readDescription(issue: Issue, warnings: Warnings): string {
  const title = textOf(issue.fields.title) ?? ''
  const whole = joinSections([
    ['', titleFrom(title) === title.replaceAll(/\s+/g, ' ') ? null : title],
    ['', readText(issue, 'description', warnings)],
    [importedTexts.design, readText(issue, 'design', warnings)],
    [importedTexts.acceptance, readText(issue, 'acceptance_criteria', warnings)],
    [importedTexts.notes, readText(issue, 'notes', warnings)],
  ])
  const cut = clip(whole, maxDescription)
  if (cut.length < whole.length) {
    warnings.add('long_text', issue.where, warningText.longText(whole.length))
  }
  return cut
}

function readText({ fields, where }: Issue, name: string, warnings: Warnings): string | null {
  const value = fields[name]
  if (typeof value === 'object' && value !== null) {
    warnings.add('not_a_text', where, warningText.notAText(name, nameKind(value)))
  }
  return textOf(value)
}

/** Priorities by number, from 0 (highest) to 4. */
const levels: readonly Priority[] = ['critical', 'high', 'medium', 'low', 'low']

export const priority: FieldRule<Priority> = {
  field: 'priority',
  read: (level) => (typeof level === 'number' ? levels[level] : undefined),
  otherwise: 'medium',
  missing: warningText.effects.importedAs('medium'),
  unknown: warningText.effects.notOneOf('0 to 4', 'medium'),
}

const statusWords = new Map<string, LostStatus | null>([
  ['open', null],
  ['in_progress', lostStatuses.started],
  ['hooked', { ...lostStatuses.started, name: warningText.statuses.hooked }],
  ['blocked', lostStatuses.blocked],
  ['deferred', lostStatuses.deferred],
  ['pinned', { code: 'pinned_in_source', name: warningText.statuses.pinned, effect: 'ordinary' }],
  ['closed', lostStatuses.done],
])

export const status = wordRule('status', statusWords, 'open', null)

const kindsOfWork: ReadonlySet<unknown> = new Set(['task', 'bug', 'feature', 'epic', 'chore'])

/**
 * Unusual types, such as messages, gates and agents, are imported as ordinary tasks. Without them, their dependents
 * would start too early.
 */
export const type: FieldRule<null> = {
  field: 'issue_type',
  name: 'type',
  read: (type) => (kindsOfWork.has(type) ? null : undefined),
  otherwise: null,
  unknown: warningText.effects.ordinaryTask,
  code: 'unusual_type',
}

/** Labels, plus the type unless it is `task`. */
export function readTags({ fields, where }: Issue, warnings: Warnings): string[] {
  const { labels, issue_type: type } = fields
  const items: unknown[] = Array.isArray(labels) ? labels : isMissing(labels) ? [] : [labels]
  const words = items.map(textOf).filter((word) => word !== null)
  if (words.length < items.length) {
    warnings.add('not_a_text', where, warningText.entryNotAText('labels'))
  }
  const tags = typeof type === 'string' && type !== 'task' ? [...words, type.trim()] : words
  const short = tags.map((word) => clip(word.replaceAll(/\s+/g, ' '), maxWord))
  return [...new Set(short.filter((word) => word !== ''))]
}

/** Whole milliseconds; null if there is no estimate. */
export const estimate: FieldRule<number | null> = {
  field: 'estimated_minutes',
  name: warningText.fields.estimate,
  read: (minutes) => millisecondsOf(minutes, 60_000),
  otherwise: null,
  unknown: warningText.effects.notImported,
  code: 'unusable_estimate',
}

/** Milliseconds since 1970; null if there is no due date. */
export const dueAt: FieldRule<number | null> = {
  field: 'due_at',
  name: warningText.fields.dueDate,
  read: (due) => {
    const isDate = typeof due === 'string' && /^\d{4}-\d\d-\d\d(?:T|$)/.test(due)
    return instantSchema.safeParse(isDate ? Date.parse(due) : null).data
  },
  otherwise: null,
  unknown: warningText.effects.notADate,
  code: 'unusable_date',
}

export const knownFields: ReadonlySet<string> = new Set(
  '_type id title description design acceptance_criteria notes status priority issue_type labels estimated_minutes due_at dependencies'.split(
    ' ',
  ),
)

/** An issue. Without an id, the key is derived from the line number. Example of `where`: `line 12 (bd-7)`. */
export type Issue = FileRecord

export const isTombstone = ({ fields }: Issue): boolean => fields.status === 'tombstone'

/** Reads all issues, including deleted ones, and warns of other content. Line numbers start at 1. */
export function readIssues(text: string, warnings: Warnings): Issue[] {
  const others = new Map<string, number>()
  const issues = text.split('\n').flatMap((line, index): Issue[] => {
    if (line.trim() === '') return []
    const place = `line ${index + 1}`
    const fields = readLine(line, place, warnings)
    if (fields === null) return []
    const type = fields._type ?? 'issue'
    if (type === 'issue') return listIssue(fields, index + 1, warnings)
    const name = typeof type === 'string' ? quote(type) : nameKind(type)
    others.set(name, (others.get(name) ?? 0) + 1)
    return []
  })
  for (const [name, count] of others) {
    warnings.add('not_an_issue', 'file', warningText.beads.otherType(count, name))
  }
  return issues
}

function readLine(line: string, place: string, warnings: Warnings): Fields | null {
  const parsed = parseJsonText(line)
  if (!parsed.ok) {
    warnings.add('not_json', place, warningText.beads.notJson(quote(line)))
    return null
  }
  if (isFields(parsed.value)) return parsed.value
  warnings.add('not_an_object', place, warningText.notAnIssue(nameKind(parsed.value)))
  return null
}

function listIssue(fields: Fields, line: number, warnings: Warnings): Issue[] {
  const id = idOf(fields.id)
  if (id !== null) return [{ fields, key: id, where: `line ${line} (${id})` }]
  const key = `line-${line}`
  if (textOf(fields.title) === null) {
    warnings.add('not_an_issue', `line ${line}`, warningText.beads.noIdAndTitle)
    return []
  }
  if (isMissing(fields.id)) warnings.add('missing_id', `line ${line}`, warningText.missingId(key))
  else warnings.add('unusable_id', `line ${line}`, warningText.beads.unusableId(key))
  return [{ fields, key, where: `line ${line} (${key})` }]
}
