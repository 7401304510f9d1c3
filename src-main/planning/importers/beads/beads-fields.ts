import { instantSchema } from '#shared/model/instant.ts'
import type { Priority } from '#shared/model/task-definition.ts'
import { titleOf } from '#shared/plan-file/read-plan.ts'
import { clip } from '#shared/text/clip.ts'
import { plural } from '#shared/text/plural.ts'
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
import { type LostStatus, lostStatuses, nameKind, quote, type Warnings } from '../warnings.ts'

const maxWord = 64

/** One line; from the description, or the id, where there is none. */
export function readTitle({ fields, key, where }: Issue, warnings: Warnings): string {
  const written = textOf(fields.title) ?? ''
  const { title, isCut } = titleLine(written)
  if (title !== '') {
    if (isCut) {
      warnings.add('long_title', where, 'The title is long; it was cut and stands whole in the description.')
    }
    return title
  }
  const fallback = titleFrom(titleOf(textOf(fields.description) ?? '')) || key
  warnings.add('missing_title', where, `There is no title; it was called ${quote(fallback)}.`)
  return fallback
}

/** Everything that says what to do: description, design, acceptance criteria, notes. */
export function readDescription(issue: Issue, warnings: Warnings): string {
  const title = textOf(issue.fields.title) ?? ''
  const whole = joinSections([
    ['', titleFrom(title) === title.replaceAll(/\s+/g, ' ') ? null : title],
    ['', readText(issue, 'description', warnings)],
    ['Design', readText(issue, 'design', warnings)],
    ['Acceptance criteria', readText(issue, 'acceptance_criteria', warnings)],
    ['Notes', readText(issue, 'notes', warnings)],
  ])
  const cut = clip(whole, maxDescription)
  if (cut.length < whole.length) {
    warnings.add('long_text', issue.where, `The text has ${whole.length} characters; its end was left out.`)
  }
  return cut
}

function readText({ fields, where }: Issue, name: string, warnings: Warnings): string | null {
  const value = fields[name]
  if (typeof value === 'object' && value !== null) {
    const message = `The field ${name} is ${nameKind(value)}, not a text; it was left out.`
    warnings.add('not_a_text', where, message)
  }
  return textOf(value)
}

/** From 0, the highest, to 4. */
const levels: readonly Priority[] = ['critical', 'high', 'medium', 'low', 'low']

export const priority: FieldRule<Priority> = {
  field: 'priority',
  read: (level) => (typeof level === 'number' ? levels[level] : undefined),
  otherwise: 'medium',
  missing: 'imported as medium',
  unknown: ', not one of 0 to 4: read as medium',
}

const statusWords = new Map<string, LostStatus | null>([
  ['open', null],
  ['in_progress', lostStatuses.started],
  ['hooked', { ...lostStatuses.started, word: 'hooked by an agent' }],
  ['blocked', lostStatuses.blocked],
  ['deferred', lostStatuses.deferred],
  ['pinned', { code: 'pinned_in_source', word: 'pinned', effect: 'treat that work like any other' }],
  ['closed', lostStatuses.done],
])

export const status = wordRule('status', statusWords, 'open', null)

const kindsOfWork: ReadonlySet<unknown> = new Set(['task', 'bug', 'feature', 'epic', 'chore'])

/** Messages, gates, agents and the like are kept: what waits for them would wait for nothing without them. */
export const type: FieldRule<null> = {
  field: 'issue_type',
  name: 'type',
  read: (type) => (kindsOfWork.has(type) ? null : undefined),
  otherwise: null,
  unknown: '; it was made a task like any other',
  code: 'unusual_type',
}

/** The labels, and the type where it says more than that it is a task. */
export function readTags({ fields, where }: Issue, warnings: Warnings): string[] {
  const { labels, issue_type: type } = fields
  const items: unknown[] = Array.isArray(labels) ? labels : isMissing(labels) ? [] : [labels]
  const words = items.map(textOf).filter((word) => word !== null)
  if (words.length < items.length) {
    warnings.add('not_a_text', where, 'The field labels holds something that is no text; that was left out.')
  }
  const tags = typeof type === 'string' && type !== 'task' ? [...words, type.trim()] : words
  const short = tags.map((word) => clip(word.replaceAll(/\s+/g, ' '), maxWord))
  return [...new Set(short.filter((word) => word !== ''))]
}

/** Whole milliseconds, or null when there is no estimate. */
export const estimate: FieldRule<number | null> = {
  field: 'estimated_minutes',
  name: 'estimate in minutes',
  read: (minutes) => millisecondsOf(minutes, 60_000),
  otherwise: null,
  unknown: '; it was left out',
  code: 'unusable_estimate',
}

/** Milliseconds since 1970, or null. */
export const dueAt: FieldRule<number | null> = {
  field: 'due_at',
  name: 'due date',
  read: (due) => {
    const isDate = typeof due === 'string' && /^\d{4}-\d\d-\d\d(?:T|$)/.test(due)
    return instantSchema.safeParse(isDate ? Date.parse(due) : null).data
  },
  otherwise: null,
  unknown: ', which is no date; it was left out',
  code: 'unusable_date',
}

export const knownFields: ReadonlySet<string> = new Set(
  '_type id title description design acceptance_criteria notes status priority issue_type labels estimated_minutes due_at dependencies'.split(
    ' ',
  ),
)

/** An issue; one without an id has a key made of its line. `where`: `line 12 (bd-7)`. */
export type Issue = FileRecord

export const isTombstone = ({ fields }: Issue): boolean => fields.status === 'tombstone'

/** Every issue, with those that are deleted; what else stands in the file is warned of. Lines count from 1. */
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
    const message = `The file has ${plural(count, 'line')} of the type ${name}, which is no issue; left out.`
    warnings.add('not_an_issue', 'file', message)
  }
  return issues
}

function readLine(line: string, place: string, warnings: Warnings): Fields | null {
  const parsed = parseJsonText(line)
  if (!parsed.ok) {
    warnings.add('not_json', place, `This cannot be read as JSON: ${quote(line)}. The line was left out.`)
    return null
  }
  if (isFields(parsed.value)) return parsed.value
  const message = `There is ${nameKind(parsed.value)} where an issue should be; the line was left out.`
  warnings.add('not_an_object', place, message)
  return null
}

function listIssue(fields: Fields, line: number, warnings: Warnings): Issue[] {
  const id = idOf(fields.id)
  if (id !== null) return [{ fields, key: id, where: `line ${line} (${id})` }]
  const key = `line-${line}`
  if (textOf(fields.title) === null) {
    warnings.add('not_an_issue', `line ${line}`, 'There is neither an id nor a title; the line was left out.')
    return []
  }
  const what = isMissing(fields.id) ? 'There is no id' : 'The id cannot be one'
  const code = isMissing(fields.id) ? 'missing_id' : 'unusable_id'
  warnings.add(code, `line ${line}`, `${what}; the task was given the key ${key}.`)
  return [{ fields, key, where: `line ${line} (${key})` }]
}
