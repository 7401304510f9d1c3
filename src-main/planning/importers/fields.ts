import { type Priority, priorities } from '#shared/model/task-definition.ts'
import { boundedKey } from './names.ts'
import {
  type Finding,
  type LostStatus,
  lostStatuses,
  nameKind,
  noteLostStatus,
  noteNotKept,
  quote,
  type Warnings,
} from './warnings.ts'

/** What readers of records from outside share: every field of them may hold anything. */

export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The id as a key, or null when there is none that can be used. 3 and "3" are the same id. */
export function idOf(value: unknown): string | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null
  const id = String(value).trim()
  return id.length > 0 && !/[\s\p{C},]/u.test(id) ? boundedKey(id) : null
}

/** A text, or a number as text; null for anything else, and for nothing but space. */
export function textOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  return String(value).trim() || null
}

/** Whole milliseconds of a number of `unitMs`; undefined for anything else. */
export function millisecondsOf(value: unknown, unitMs: number): number | undefined {
  const ms = typeof value === 'number' ? Math.round(value * unitMs) : -1
  return ms >= 0 && Number.isSafeInteger(ms) ? ms : undefined
}

/** A record of a file, with its key in the plan and its place in the file. */
export interface FileRecord extends Pick<Finding, 'key' | 'where'> {
  readonly fields: Fields
}

/** Meaning of a field. A missing or unknown value is told in a warning. */
export interface FieldRule<T> {
  readonly field: string
  /** In messages; by default the field. */
  readonly name?: string
  /** Undefined for an unknown value. */
  readonly read: (value: unknown) => T | undefined
  readonly otherwise: T
  /** End of the message about a missing value; absent: the field is optional. */
  readonly missing?: string
  /** End of the message about an unknown value. */
  readonly unknown: string
  readonly code?: string
}

export function readField<T>(record: FileRecord, rule: FieldRule<T>, warnings: Warnings): T {
  const { field, name = field, missing, unknown, code = `unknown_${name}` } = rule
  const { key, where, fields } = record
  const value = fields[field]
  const known = rule.read(value)
  if (known !== undefined) return known
  if (!isMissing(value)) {
    const shown = textOf(value) === null ? nameKind(value) : quote(String(value))
    const say = (who: string) => `The ${name} of ${who} is ${shown}${unknown}.`
    warnings.sum({ code, about: shown, key, where, say })
  } else if (missing !== undefined) {
    const say = (who: string) => `No ${name} in ${who}: ${missing}.`
    warnings.sum({ code: `missing_${name}`, key, where, say })
  }
  return rule.otherwise
}

export const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

/** A field that holds one of a few words. `words`: their meanings, in small letters. */
export const wordRule = <T>(
  field: string,
  words: ReadonlyMap<string, T>,
  readAs: string,
  otherwise: T,
): FieldRule<T> => ({
  field,
  read: (value) => (typeof value === 'string' ? words.get(value.trim().toLowerCase()) : undefined),
  otherwise,
  missing: `imported as ${readAs}`,
  unknown: `, which is not known: read as ${readAs}`,
})

export const priorityWords = new Map(priorities.map((each) => [each, each] as const))
export const priorityRule = wordRule<Priority>('priority', priorityWords, 'medium', 'medium')

/** Null: the task is open. */
export type StatusRule = FieldRule<LostStatus | null>

/** Whether a task is done; warns of a status that a plan does not keep. */
export function readIsDone(record: FileRecord, rule: StatusRule, warnings: Warnings): boolean {
  const lost = readField(record, rule, warnings)
  if (lost !== null) noteLostStatus(lost, record, warnings)
  return lost?.code === lostStatuses.done.code
}

/** A list of a record; a missing one is empty, and a warning stands for anything else. */
export function readList(
  { fields, where }: Omit<FileRecord, 'key'>,
  field: string,
  warnings: Warnings,
): unknown[] {
  const value = fields[field]
  if (Array.isArray(value)) return value
  if (value === undefined || value === null) return []
  const message = `The ${field} are ${nameKind(value)}, not a list; they were left out.`
  warnings.add(`${field}_not_a_list`, where, message)
  return []
}

/** Says which fields have no place in a plan. Empty ones lose nothing. */
export const noteOtherFields = (record: FileRecord, known: ReadonlySet<string>, warnings: Warnings): void =>
  noteNotKept(
    Object.keys(record.fields).filter((name) => !known.has(name) && !isEmpty(record.fields[name])),
    record,
    warnings,
  )

/** Nothing is lost with it. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
