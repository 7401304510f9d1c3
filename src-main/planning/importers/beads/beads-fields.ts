import { instantSchema, type Priority } from '#shared/model/task.ts'
import { titleOf } from '#shared/plan-file/read-plan.ts'
import { clip } from '#shared/text/clip.ts'
import { plural } from '#shared/text/plural.ts'
import { parseJsonText } from '../../text/json-text.ts'
import { joinSections, maxDescription, titleFrom } from '../description.ts'
import { type Fields, idOf, isEmpty, isFields, textOf } from '../fields.ts'
import {
  type LostStatus,
  lostStatuses,
  nameKind,
  noteLostStatus,
  noteNotKept,
  quote,
  type Warnings,
} from '../warnings.ts'

const maxWord = 64

/** One line; from the description, or the id, where there is none. */
export function readTitle({ fields, key, where }: Issue, warnings: Warnings): string {
  const written = textOf(fields.title) ?? ''
  const title = titleFrom(written)
  if (title !== '') {
    if (title.endsWith('…') && !written.endsWith('…')) {
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

export function readPriority({ fields: { priority }, key, where }: Issue, warnings: Warnings): Priority {
  const level = typeof priority === 'number' ? levels[priority] : undefined
  if (level !== undefined) return level
  if (priority === undefined || priority === null) {
    const say = (who: string) => `There is no priority in ${who}: read as medium.`
    warnings.sum({ code: 'missing_priority', key, where, say })
    return 'medium'
  }
  const shown = textOf(priority) === null ? nameKind(priority) : quote(String(priority))
  const say = (who: string) => `The priority of ${who} is ${shown}, not one of 0 to 4: read as medium.`
  warnings.sum({ code: 'unknown_priority', about: shown, key, where, say })
  return 'medium'
}

const lostWords = new Map<string, LostStatus | null>([
  ['open', null],
  ['in_progress', lostStatuses.started],
  ['hooked', { ...lostStatuses.started, word: 'hooked by an agent' }],
  ['blocked', lostStatuses.blocked],
  ['deferred', lostStatuses.deferred],
  ['pinned', { code: 'pinned_in_source', word: 'pinned', effect: 'treat that work like any other' }],
  ['closed', lostStatuses.done],
])

/** Whether it is done; warns of a status that a plan does not keep. */
export function readIsDone(issue: Issue, warnings: Warnings): boolean {
  const { status } = issue.fields
  const { key, where } = issue
  if (isMissing(status)) {
    const say = (who: string) => `No status in ${who}: imported as open.`
    warnings.sum({ code: 'missing_status', key, where, say })
    return false
  }
  const known = typeof status === 'string' ? lostWords.get(status) : undefined
  if (known === undefined) {
    const shown = typeof status === 'string' ? quote(status) : nameKind(status)
    const say = (who: string) => `The status of ${who} is ${shown}, which is not known: read as open.`
    warnings.sum({ code: 'unknown_status', about: shown, key, where, say })
  } else if (known !== null) {
    noteLostStatus(known, issue, warnings)
  }
  return known === lostStatuses.done
}

const kindsOfWork: ReadonlySet<unknown> = new Set(['task', 'bug', 'feature', 'epic', 'chore'])

/** Messages, gates, agents and the like are kept: what waits for them would wait for nothing without them. */
export function noteType({ fields, key, where }: Issue, warnings: Warnings): void {
  const type = fields.issue_type
  if (isMissing(type) || kindsOfWork.has(type)) return
  const shown = typeof type === 'string' ? quote(type) : nameKind(type)
  const say = (who: string) => `The type of ${who} is ${shown}; it was made a task like any other.`
  warnings.sum({ code: 'unusual_type', about: shown, key, where, say })
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
export function readEstimate({ fields, where }: Issue, warnings: Warnings): number | null {
  const minutes = fields.estimated_minutes
  if (isMissing(minutes)) return null
  const estimateMs = typeof minutes === 'number' ? Math.round(minutes * 60_000) : -1
  if (estimateMs >= 0 && Number.isSafeInteger(estimateMs)) return estimateMs
  const shown = textOf(minutes) === null ? nameKind(minutes) : quote(String(minutes))
  warnings.add('unusable_estimate', where, `The estimate in minutes is ${shown}; it was left out.`)
  return null
}

/** Milliseconds since 1970, or null. */
export function readDueAt({ fields, where }: Issue, warnings: Warnings): number | null {
  const due = fields.due_at
  if (isMissing(due)) return null
  const isDate = typeof due === 'string' && /^\d{4}-\d\d-\d\d(?:T|$)/.test(due)
  const instant = instantSchema.safeParse(isDate ? Date.parse(due) : null)
  if (instant.success) return instant.data
  const shown = textOf(due) === null ? nameKind(due) : quote(String(due))
  warnings.add('unusable_date', where, `It is due at ${shown}, which is no date; that was left out.`)
  return null
}

const readFields: ReadonlySet<string> = new Set(
  '_type id title description design acceptance_criteria notes status priority issue_type labels estimated_minutes due_at dependencies'.split(
    ' ',
  ),
)

/** Says which fields of the record have no place in a plan. Empty ones lose nothing. */
export function noteOtherFields(issue: Issue, warnings: Warnings): void {
  for (const [name, value] of Object.entries(issue.fields)) {
    if (!readFields.has(name) && !isEmpty(value)) noteNotKept([name], issue, warnings)
  }
}

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === ''

export interface Issue {
  readonly fields: Fields
  /** Its id; made of its line where it has none. */
  readonly key: string
  /** `line 12 (bd-7)` */
  readonly where: string
}

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
  const isMissing = fields.id === undefined || fields.id === null || fields.id === ''
  const what = isMissing ? 'There is no id' : 'The id cannot be one'
  const code = isMissing ? 'missing_id' : 'unusable_id'
  warnings.add(code, `line ${line}`, `${what}; the task was given the key ${key}.`)
  return [{ fields, key, where: `line ${line} (${key})` }]
}
