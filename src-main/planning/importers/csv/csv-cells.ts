import type { Priority } from '#shared/model/task-definition.ts'
import { columnName } from './csv-columns.ts'

/** Parsers for table cells. They return null for a cell that they cannot interpret. */

/** Removes the apostrophe that exporters put before a text that a spreadsheet would run as a formula. */
export const withoutGuard = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)

const priorityWords: Readonly<Record<string, Priority>> = {
  critical: 'critical',
  urgent: 'critical',
  highest: 'critical',
  blocker: 'critical',
  p0: 'critical',
  high: 'high',
  major: 'high',
  p1: 'high',
  medium: 'medium',
  normal: 'medium',
  'no priority': 'medium',
  none: 'medium',
  p2: 'medium',
  low: 'low',
  minor: 'low',
  p3: 'low',
  lowest: 'low',
  trivial: 'low',
  p4: 'low',
}

export function priorityOf(cell: string): Priority | null {
  const word = cell.trim().toLowerCase()
  return Object.hasOwn(priorityWords, word) ? (priorityWords[word] ?? null) : null
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** Milliseconds since 1970 of an ISO date or instant, or of Jira's `31/Mar/26 5:00 PM`. Without a time zone: UTC. */
export function instantOf(cell: string): number | null {
  const text = cell.trim()
  const iso =
    /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text,
    )
  if (iso !== null) {
    const [, year, month, day, time = '00:00', zone = 'Z'] = iso
    const offset = /^(z|utc)$/i.test(zone) ? 'Z' : zone.replace(/^(.\d{2})(\d{2})$/, '$1:$2')
    return parsed(`${year}-${month}-${day}T${time}${offset}`)
  }
  const jira = /^(\d{1,2})[/ -]([A-Za-z]{3})[/ -](\d{2}|\d{4})(?: (\d{1,2}):(\d{2}) ?([AP]M)?)?$/.exec(text)
  if (jira === null) return null
  const [, day = '', monthName = '', year = '', hour = '0', minute = '00', half] = jira
  const month = months.indexOf(monthName.toLowerCase()) + 1
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'PM' ? 12 : 0)
  const two = (part: number | string) => String(part).padStart(2, '0')
  const date = `${year.length === 2 ? `20${year}` : year}-${two(month)}-${two(day)}`
  return parsed(`${date}T${two(hours)}:${minute}Z`)
}

function parsed(iso: string): number | null {
  const instant = Date.parse(iso)
  if (Number.isNaN(instant) || instant < minInstant || instant > maxInstant) return null
  // Reject dates such as 31 April, which `Date.parse` accepts as 1 May.
  const day = new Date(Date.parse(`${iso.slice(0, 10)}T00:00Z`)).getUTCDate()
  return day === Number(iso.slice(8, 10)) ? instant : null
}

const minInstant = -62_167_219_200_000
const maxInstant = 253_402_300_799_999

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** Milliseconds of a duration such as `1d 4h` or `90 min`. A number without a unit uses the unit in the column name. */
export function durationOf(cell: string, column: string): number | null {
  const text = cell.trim().toLowerCase()
  const unit = unitOfColumn(columnName(column))
  if (/^\d{1,15}(?:\.\d{1,9})?$/.test(text)) return unit === null ? null : limited(Number(text) * unit)
  if (!/^(?:\d{1,9}(?:\.\d{1,9})?\s?[a-z]{1,7}[\s,]{0,3}){1,6}$/.test(text)) return null
  let whole = 0
  for (const [, count, word = ''] of text.matchAll(/([\d.]+)\s?([a-z]+)/g)) {
    const ms = unitMs[word === 'ms' ? word : word.slice(0, 1)]
    if (
      ms === undefined ||
      !/^(?:ms|[smhdw]|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?)$/.test(word)
    )
      return null
    whole += Number(count) * ms
  }
  return limited(whole)
}

const limited = (ms: number): number | null => (Number.isSafeInteger(Math.round(ms)) ? Math.round(ms) : null)

function unitOfColumn(name: string): number | null {
  if (name === 'original estimate') return 1000
  const word = /(?:^| |\()(ms|s|min|minutes|h|hours|d|days)\)?$/.exec(name)?.[1]
  if (word !== undefined) return unitMs[word === 'ms' ? word : word.slice(0, 1)] ?? null
  if (name === 'estimated minutes') return 60_000
  return name === 'estimated hours' ? 3_600_000 : null
}

/** Parses yes and no in words; null for any other text. */
export function isYes(cell: string): boolean | null {
  const word = cell.trim().toLowerCase()
  if (['yes', 'y', 'true', '1', 'x', 'required'].includes(word)) return true
  return ['', 'no', 'n', 'false', '0', '-'].includes(word) ? false : null
}

export const wordsOf = (cell: string): string[] =>
  cell
    .split(/[,;\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')

/** Number of the issue or pull request in a URL; null if there is none. */
export const numberOfUrl = (url: string): string | null =>
  /\/(?:issues|pull|work_items|merge_requests)\/(\d{1,18})\b/.exec(url)?.[1] ?? null
