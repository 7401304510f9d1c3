import { CsvError, parse } from 'csv-parse/sync'
import { maxPlanTasks } from '#shared/model/plan.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'

const separators = [',', ';', '\t'] as const
export type Separator = (typeof separators)[number]

const maxRecord = 2_000_000
const maxColumns = 2000
const maxHeader = 100_000

/** The separator that gives the most known columns in the first line; null if none gives at least two. */
export function findSeparator(text: string): Separator | null {
  const line = /^\uFEFF?\s*(\S[^\n\r]*)/.exec(text.slice(0, maxHeader))?.[1] ?? ''
  const counts = separators.map((separator) => ({ separator, count: countKnown(line, separator) }))
  const [best] = counts.toSorted((one, other) => other.count - one.count)
  return best === undefined || best.count < 2 ? null : best.separator
}

/** Number of known columns. 0 if the header has neither a title nor both an id and dependencies. */
function countKnown(line: string, separator: Separator): number {
  if (!line.includes(separator)) return 0
  const record = parseRecords(line, separator)
  const known = new Set(record.ok ? (record.value[0] ?? []).map(kindOfColumn) : [])
  known.delete(null)
  return known.has('title') || (known.has('id') && known.has('dependsOn')) ? known.size : 0
}

/** Parses RFC 4180 tables and common deviations: other separators, quotes inside a cell, rows of different lengths. */
export function parseRecords(text: string, separator: Separator): Result<string[][], Refusal> {
  // The parser throws `CsvError` if the text is not a table.
  try {
    return ok(
      parse(text, {
        delimiter: separator,
        bom: true,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        max_record_size: maxRecord,
        // The limit plus the header and one more row, so that a longer table is refused instead of cut.
        to: maxPlanTasks + 2,
        on_record: (record: string[]) => record.slice(0, maxColumns),
      }),
    )
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return refuse('E_FORMAT', 'table_unreadable', { why: describeError(error) })
  }
}

/** The parser's own line number is useless for an open quote: it is the last line of the file. */
function describeError({ code, message, records }: CsvError): string {
  const { openQuote, longRow } = words.syntaxErrors.csv
  const row = Number(records) + 1
  if (code === 'CSV_QUOTE_NOT_CLOSED') return openQuote(row)
  return code === 'CSV_MAX_RECORD_SIZE' ? longRow(row, maxRecord.toLocaleString('en')) : message
}

/** Kinds of columns. `otherId` is a second id that references may use; `blocks` names the dependents of the row. */
const columnKinds = [
  'id',
  'otherId',
  'url',
  'title',
  'description',
  'dependsOn',
  'blocks',
  'parent',
  'priority',
  'skills',
  'tags',
  'dueAt',
  'estimate',
  'requiresApproval',
  'status',
] as const
export type ColumnKind = (typeof columnKinds)[number]

/** Column names in lower case, as used by Switchyard, Linear, Jira, GitHub and plain tables. */
const names: Record<ColumnKind, string> = {
  id: 'id|key|issue key|task id|task key|identifier|number|no|nr|#|ref|uid|unique id',
  otherId: 'issue id|issue number|external id',
  url: 'url|link|html url',
  title: 'title|name|summary|task|task name|subject|issue|issue title',
  description: 'description|details|body|notes|desc',
  dependsOn:
    'depends on|dependencies|dependency|dependson|blocked by|is blocked by|predecessors|predecessor|prerequisites|requires|after|waits for|inward issue link (blocks)|inward issue link (blocker)',
  blocks: 'blocks|blocking|is blocking|successors|outward issue link (blocks)|outward issue link (blocker)',
  parent: 'parent|parent id|parent key|parent issue|parent task|epic link|epic|group|part of',
  priority: 'priority|prio|importance',
  skills: 'skills|required skills|skill',
  tags: 'tags|labels|tag|label|components',
  dueAt: 'due|due date|due at|deadline|target date',
  estimate:
    'estimate|duration|effort|estimate ms|estimate s|estimate min|estimate minutes|estimate h|estimate hours|estimate (h)|estimate (hours)|estimate (min)|estimate (minutes)|estimate d|estimate days|estimate (days)|estimated minutes|estimated hours|original estimate|duration (h)|duration (days)|duration days',
  requiresApproval: 'requires approval|needs approval|approval',
  status: 'status|state',
}

const kinds: ReadonlyMap<string, ColumnKind> = new Map(
  columnKinds.flatMap((kind) => names[kind].split('|').map((name): [string, ColumnKind] => [name, kind])),
)

/** Normalized column name: `Depends_On ` becomes `depends on`. */
export const columnName = (written: string): string =>
  written
    .replace('\uFEFF', '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')

export const kindOfColumn = (written: string): ColumnKind | null => kinds.get(columnName(written)) ?? null
