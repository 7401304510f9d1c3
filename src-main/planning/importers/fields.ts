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
  warningText,
} from './warnings.ts'

/** A record from an imported file; each field may have any type. */

export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The id as a task key; null if the id is unusable. 3 and "3" are the same id. */
export function idOf(value: unknown): string | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null
  const id = String(value).trim()
  return id.length > 0 && !/[\s\p{C},]/u.test(id) ? boundedKey(id) : null
}

/** A text, or a number as text; null for other values and blank texts. */
export function textOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  return String(value).trim() || null
}

/**
 * Converts a number of units to whole milliseconds; `unitMs` is the length of a unit. Undefined for any other or a
 * negative value.
 */
export function millisecondsOf(value: unknown, unitMs: number): number | undefined {
  const ms = typeof value === 'number' ? Math.round(value * unitMs) : -1
  return ms >= 0 && Number.isSafeInteger(ms) ? ms : undefined
}

/** A record of a file, with its key in the plan and its position in the file. */
export interface FileRecord extends Pick<Finding, 'key' | 'where'> {
  readonly fields: Fields
}

/** Rule for reading a field. A missing or unknown value gives a warning. */
export interface FieldRule<T> {
  readonly field: string
  /** Name of the field in messages; default: `field`. */
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
    const describe = (who: string) => warningText.unknownValue(name, who, shown, unknown)
    warnings.sum({ code, about: shown, key, where, describe })
  } else if (missing !== undefined) {
    const describe = (who: string) => warningText.missingValue(name, who, missing)
    warnings.sum({ code: `missing_${name}`, key, where, describe })
  }
  return rule.otherwise
}

export const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

/** Rule for a field with a fixed set of values. `words`: the meaning of each value, in lower case. */
export const wordRule = <T>(
  field: string,
  words: ReadonlyMap<string, T>,
  readAs: string,
  otherwise: T,
): FieldRule<T> => ({
  field,
  read: (value) => (typeof value === 'string' ? words.get(value.trim().toLowerCase()) : undefined),
  otherwise,
  missing: warningText.effects.importedAs(readAs),
  unknown: warningText.effects.unknownReadAs(readAs),
})

export const priorityWords = new Map(priorities.map((each) => [each, each] as const))
export const priorityRule = wordRule<Priority>('priority', priorityWords, 'medium', 'medium')

/** Null: the task is open. */
export type StatusRule = FieldRule<LostStatus | null>

/** Whether the record is done. Warns about a status that a plan does not keep. */
export function readIsDone(record: FileRecord, rule: StatusRule, warnings: Warnings): boolean {
  const lost = readField(record, rule, warnings)
  if (lost !== null) noteLostStatus(lost, record, warnings)
  return lost?.code === lostStatuses.done.code
}

/** Reads a list field; a missing field gives an empty list. Any other value gives an empty list and a warning. */
export function readList(
  { fields, where }: Omit<FileRecord, 'key'>,
  field: string,
  warnings: Warnings,
): unknown[] {
  const value = fields[field]
  if (Array.isArray(value)) return value
  if (value === undefined || value === null) return []
  warnings.add(`${field}_not_a_list`, where, warningText.notAList(field, nameKind(value)))
  return []
}

/** Warns about non-empty fields that a plan cannot hold. */
export const noteOtherFields = (record: FileRecord, known: ReadonlySet<string>, warnings: Warnings): void =>
  noteNotKept(
    Object.keys(record.fields).filter((name) => !known.has(name) && !isEmpty(record.fields[name])),
    record,
    warnings,
  )

/** Whether the value can be dropped without loss. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
