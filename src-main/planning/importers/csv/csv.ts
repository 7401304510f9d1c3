import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { type Draft, importOnly } from '../draft.ts'
import { baseName } from '../names.ts'
import type { Format, Imported, Source } from '../source.ts'
import { findExcessOfText, idAsKey, lineOf, plainText, skillOf } from '../texts.ts'
import { createWarnings, quote, type Warnings, warningText } from '../warnings.ts'
import { durationOf, instantOf, isYes, numberOfUrl, priorityOf, withoutGuard, wordsOf } from './csv-cells.ts'
import { type ColumnKind, findSeparator, kindOfColumn, parseRecords } from './csv-columns.ts'

const maxText = 32_000_000

/** Reads a table with one row per task, as exported by spreadsheets and trackers. The first row names the columns. */
function read({ text, name }: Source): Result<Imported, Refusal> {
  const excess = findExcessOfText(text ?? '', maxText)
  if (excess !== null) return err(excess)
  const separator = findSeparator(text ?? '')
  if (separator === null) return err(notTheFormat)
  const records = parseRecords(text ?? '', separator)
  if (!records.ok) return records
  const list = createWarnings()
  const warnings = list.about('file')
  const [header = [], ...rows] = records.value
  noteOtherColumns(header, warnings)
  const drafts = draftsOf(readRows(header, rows), warnings)
  return importOnly({ format: 'csv', name: baseName(name), drafts, list, warnings })
}

function noteOtherColumns(header: readonly string[], warnings: Warnings): void {
  const others = [...new Set(header.filter((name) => name.trim() !== '' && kindOfColumn(name) === null))]
  if (others.length === 0) return
  const shown = others.slice(0, 10).map(quote).join(', ')
  warnings.add(
    'column_not_kept',
    'row 1',
    warningText.csv.columnsNotKept(shown, Math.max(0, others.length - 10)),
  )
}

interface Row {
  /** Row number as in a spreadsheet: the header is row 1. */
  readonly where: string
  readonly id: string
  readonly cells: ReadonlyMap<ColumnKind, readonly Cell[]>
}

interface Cell {
  readonly text: string
  readonly column: string
}

/** Rows with at least one known, non-empty cell. Several columns may have the same kind. */
function readRows(header: readonly string[], rows: readonly (readonly string[])[]): Row[] {
  const kinds = header.map(kindOfColumn)
  return rows.flatMap((record, index): Row[] => {
    const cells = new Map<ColumnKind, Cell[]>()
    for (const [at, kind] of kinds.entries()) {
      const text = withoutGuard(plainText(record[at] ?? ''))
      if (kind === null || text.trim() === '') continue
      const of = cells.get(kind) ?? []
      of.push({ text, column: header[at] ?? '' })
      cells.set(kind, of)
    }
    if (cells.size === 0) return []
    return [{ where: `row ${index + 2}`, id: idOf(cells) ?? `row-${index + 2}`, cells }]
  })
}

function idOf(cells: Row['cells']): string | null {
  const written = cells.get('id')?.[0]?.text ?? cells.get('otherId')?.[0]?.text
  if (written !== undefined) return idAsKey(written.trim())
  return numberOfUrl(cells.get('url')?.[0]?.text ?? '')
}

function draftsOf(rows: readonly Row[], warnings: Warnings): Draft[] {
  const find = indexOf(rows)
  const waiting = new Map<string, string[]>()
  for (const row of rows) {
    for (const key of listKeys(row, 'blocks', find)) {
      const prerequisites = waiting.get(key) ?? []
      prerequisites.push(row.id)
      waiting.set(key, prerequisites)
    }
  }
  return rows.map((row): Draft => {
    const context = { row, warnings }
    const estimateMs = readCell(context, 'estimate', durationOf)
    noteStatus(context)
    const description = textOf(row, 'description')
    return {
      key: row.id,
      where: row.where,
      title: lineOf(textOf(row, 'title')) || lineOf(description) || row.id,
      description: description.trim(),
      dependsOn: [...new Set([...listKeys(row, 'dependsOn', find), ...(waiting.get(row.id) ?? [])])],
      parent: parentOf(row, find),
      priority: readCell(context, 'priority', priorityOf) ?? 'medium',
      requiredSkills: listWords(row, 'skills').flatMap((word) => skillOf(word) ?? []),
      tags: listWords(row, 'tags'),
      dueAt: readCell(context, 'dueAt', instantOf),
      requiresApproval: readCell(context, 'requiresApproval', isYes) ?? false,
      ...(estimateMs !== null && { estimateMs }),
    }
  })
}

type Find = (written: string) => string | null

/**
 * Finds keys by id, by second id, and by issue number, written with a `#` or as a URL. Also finds them by full title
 * if only one row has it.
 */
function indexOf(rows: readonly Row[]): Find {
  const keys = new Map<string, string>()
  const put = (id: string | null | undefined, key: string) => {
    if (id !== null && id !== undefined && id !== '' && !keys.has(id)) keys.set(id, key)
  }
  const look = (id: string | null | undefined) => (id === null || id === undefined ? undefined : keys.get(id))
  for (const { id } of rows) put(id, id)
  for (const { id, cells } of rows) {
    const url = cells.get('url')?.[0]?.text.trim()
    put(cells.get('otherId')?.[0]?.text.trim(), id)
    put(url, id)
    put(numberOfUrl(url ?? ''), id)
    put(id.replace(/^#/, ''), id)
  }
  const byTitle = keysByTitle(rows)
  const lookByNumber = (written: string) =>
    look(/#(\d{1,18})$/.exec(written)?.[1]) ?? look(numberOfUrl(written))
  // Without this check, a list would match by the number of one of its entries.
  const isList = (written: string) => /[\s,;]/.test(written)
  return (written) =>
    look(written) ??
    (isList(written) ? null : lookByNumber(written)) ??
    byTitle.get(titleAsKnown(written)) ??
    null
}

const titleAsKnown = (written: string): string => lineOf(written).toLowerCase()

function keysByTitle(rows: readonly Row[]): ReadonlyMap<string, string | null> {
  const keys = new Map<string, string | null>()
  for (const row of rows) {
    const title = titleAsKnown(textOf(row, 'title'))
    if (title !== '') keys.set(title, keys.has(title) ? null : row.id)
  }
  return keys
}

/**
 * Splits `a, b; c`. A part that is not a known id is split again at spaces. An unknown name becomes a key by
 * `idAsKey`.
 */
function listKeys({ cells }: Row, kind: 'dependsOn' | 'blocks', find: Find): string[] {
  return (cells.get(kind) ?? []).flatMap(({ text }) => {
    const whole = find(text.trim())
    if (whole !== null) return [whole]
    return wordsOf(text).flatMap((part) => {
      const key = find(part)
      if (key !== null) return [key]
      return part.split(/\s+/).map((word) => find(word) ?? idAsKey(word))
    })
  })
}

function parentOf({ cells }: Row, find: Find): string | null {
  const written = cells.get('parent')?.map(({ text }) => text.trim()) ?? []
  const [first] = written
  const found = written.map(find).find((key) => key !== null)
  return found ?? (first === undefined ? null : idAsKey(first))
}

const textOf = ({ cells }: Row, kind: ColumnKind): string => cells.get(kind)?.[0]?.text ?? ''

const listWords = ({ cells }: Row, kind: ColumnKind): string[] => [
  ...new Set((cells.get(kind) ?? []).flatMap(({ text }) => wordsOf(text)).map((word) => word.slice(0, 100))),
]

interface RowContext {
  readonly row: Row
  readonly warnings: Warnings
}

/** Value of the first cell of this kind. A cell that cannot be interpreted gives null and a warning. */
function readCell<T>(
  { row, warnings }: RowContext,
  kind: ColumnKind,
  meaningOf: (text: string, column: string) => T | null,
): T | null {
  const cell = row.cells.get(kind)?.[0]
  if (cell === undefined) return null
  const meaning = meaningOf(cell.text, cell.column)
  if (meaning !== null) return meaning
  const column = quote(cell.column)
  const value = quote(cell.text)
  const describe = (who: string) => warningText.csv.cellNotUnderstood(column, value, who)
  const about = `${column} ${value}`
  warnings.sum({ code: 'cell_not_understood', about, key: row.id, where: row.where, describe })
  return null
}

const openStatuses: ReadonlySet<string> = new Set(
  'todo|to do|to-do|open|opened|backlog|new|pending|ready|triage|planned|unstarted|not started|selected for development'.split(
    '|',
  ),
)

/** Plans have no task status, so a status other than open gives a warning about its loss. */
function noteStatus({ row, warnings }: RowContext): void {
  const status = textOf(row, 'status').trim()
  if (status === '' || openStatuses.has(status.toLowerCase())) return
  const shown = quote(status)
  const describe = (who: string) => warningText.statusLost(who, shown, warningText.statusEffects.runs)
  warnings.sum({ code: 'status_not_kept', about: shown, key: row.id, where: row.where, describe })
}

const notTheFormat = refusal('E_FORMAT', 'table_without_header')

export const csv: Format = {
  source: 'csv',
  title: words.importFormats.csv,
  detect: ({ text }) => text !== null && findSeparator(text) !== null,
  read,
}
