import { quote, type Warnings, warningText } from '../warnings.ts'
import type { ChecklistLine } from './checklist-lines.ts'

/**
 * Numbering style of the boxes in a file. `labelled`: `T012 [P] [US1] text` (Spec Kit). `numbered`: `1.2 text` (Kiro,
 * OpenSpec). `plain`: boxes without ids.
 */
export type Numbering = 'labelled' | 'numbered' | 'plain'

export interface Heading {
  readonly line: number
  readonly level: number
  readonly text: string
  /** Texts below the heading that belong to no task. */
  readonly notes: string[]
  /** Number of tasks under the heading and its subheadings. */
  tasks: number
}

/** A checkbox that is a task. */
export interface Item {
  readonly line: number
  /** Id as written in the file. Null: the task has no id, as in a `plain` file. */
  readonly id: string | null
  readonly labels: readonly string[]
  readonly mark: string
  readonly isStarred: boolean
  /** Text of the box, with its continuation lines. */
  text: string
  readonly details: string[]
  /** The task that this task is indented under; null at the top level. */
  readonly above: Item | null
  /** Enclosing headings, outermost first. */
  readonly headings: readonly Heading[]
}

export interface Checklist {
  readonly items: readonly Item[]
  readonly headings: readonly Heading[]
}

interface Named {
  readonly id: string
  readonly labels: readonly string[]
  readonly text: string
}

/** Maximum number of labels per task. Further brackets are not labels. */
const maxLabels = 20

const labelPattern = /^\[([A-Z][A-Za-z0-9_.-]{0,15})\](?!\()[ \t]*/
const taskIdPattern =
  /^(?:(\*\*|__|~~|`)?\[?(T\d{1,9}(?:[.-]\d{1,9}){0,3}[A-Za-z]{0,3})\]?(?:\*\*|__|~~|`)?)[:.]?(?=[\s*~]|$)[ \t]*/
const numberPattern =
  /^(\*\*|__|~~)?(\d{1,9}(?:\.\d{1,9}){1,9}|\d{1,9}(?=[.)]))[.):]?(?:\*\*|__|~~)?(?=\s|$)[ \t]*/

/** Reads an id such as `T012` and the labels around it; null if the text has no such id. */
function readLabelled(text: string): Named | null {
  const labels: string[] = []
  let id: string | null = null
  let rest = text
  for (;;) {
    const task: RegExpExecArray | null = id === null ? taskIdPattern.exec(rest) : null
    const label = task === null && labels.length < maxLabels ? labelPattern.exec(rest) : null
    const found = task ?? label
    if (found === null) break
    if (task !== null) id = task[2] ?? ''
    else if (label !== null) labels.push(label[1] ?? '')
    rest = withoutMark(rest.slice(found[0].length), found[0], task?.[1])
  }
  return id === null ? null : { id, labels, text: rest.trim() }
}

/** Reads a leading `1.`, `1)`, `1.2` or `1.2.`; null if the text does not start with a number. */
function readNumbered(text: string): Named | null {
  const found = numberPattern.exec(text)
  if (found === null) return null
  return {
    id: found[2] ?? '',
    labels: [],
    text: withoutMark(text.slice(found[0].length), found[0], found[1]).trim(),
  }
}

/** Removes the closing emphasis mark if its opening mark was cut off with the number, as in `**1. Title**`. */
function withoutMark(rest: string, cut: string, mark: string | undefined): string {
  if (mark === undefined || cut.indexOf(mark) !== cut.lastIndexOf(mark)) return rest
  const at = rest.indexOf(mark)
  return at < 0 ? rest : rest.slice(0, at) + rest.slice(at + mark.length)
}

/** Numbering style of the boxes; null for a file without boxes. */
export function findNumbering(lines: readonly ChecklistLine[]): Numbering | null {
  const boxes = lines.filter((line) => line.kind === 'box')
  const tops = boxes.filter(({ indent }) => indent < 4)
  if (tops.some(({ text }) => readLabelled(text) !== null)) return 'labelled'
  const numbered = boxes.filter(({ text }) => readNumbered(text) !== null)
  const isMostly = numbered.length * 2 >= boxes.length
  if (isMostly && tops.some(({ text }) => readNumbered(text) !== null)) return 'numbered'
  return tops.some(({ text }) => text.trim() !== '') ? 'plain' : null
}

/** Reads the tasks with their details, and the headings above them. */
export function readItems(
  lines: readonly ChecklistLine[],
  numbering: Numbering,
  warnings: Warnings,
): Checklist {
  const reader: Reader = { items: [], headings: [], path: [], open: [], isInText: false }
  for (const line of lines) {
    if (line.kind === 'heading') openHeading(reader, line)
    else if (line.kind === 'box') takeBox(reader, line, { numbering, warnings })
    else takeText(reader, line)
  }
  return reader
}

interface Reader {
  readonly items: Item[]
  readonly headings: Heading[]
  /** The open headings, outermost first. */
  path: Heading[]
  /** Tasks that the following lines may be indented under, outermost first. */
  open: { readonly item: Item; readonly indent: number }[]
  /** Whether the previous line belongs to the text of the last task, which may continue. */
  isInText: boolean
}

type Line<Kind> = Extract<ChecklistLine, { kind: Kind }>

function openHeading(reader: Reader, { number, level, text }: Line<'heading'>): void {
  const heading: Heading = { line: number, level, text, notes: [], tasks: 0 }
  reader.headings.push(heading)
  reader.path = [...reader.path.filter((each) => each.level < level), heading]
  reader.open = []
  reader.isInText = false
}

const readers: Record<Numbering, (text: string) => Named | null> = {
  labelled: readLabelled,
  numbered: readNumbered,
  plain: () => null,
}

interface BoxSettings {
  readonly numbering: Numbering
  readonly warnings: Warnings
}

function takeBox(reader: Reader, box: Line<'box'>, { numbering, warnings }: BoxSettings): void {
  const named = readers[numbering](box.text)
  closeTo(reader, box.indent)
  reader.isInText = false
  const above = reader.open.at(-1)?.item ?? null
  const where = `line ${box.number}`
  if (named === null && numbering === 'labelled') {
    const written = `- [${box.mark}] ${box.text}`
    if (above !== null) return addDetail(reader, written, box.indent)
    const describe = warningText.checklist.boxWithoutId
    warnings.sum({ code: 'box_without_id', key: quote(box.text), where, describe })
    return
  }
  const { id = null, labels = [], text = box.text } = named ?? {}
  if (id === null && text === '') {
    warnings.add('empty_box', where, warningText.checklist.emptyBox)
    return
  }
  const { mark, isStarred } = box
  const headings = reader.path
  const item: Item = { line: box.number, id, labels, mark, isStarred, text, details: [], above, headings }
  for (const heading of headings) heading.tasks += 1
  reader.items.push(item)
  reader.open.push({ item, indent: box.indent })
  reader.isInText = true
}

function closeTo(reader: Reader, indent: number): void {
  while ((reader.open.at(-1)?.indent ?? -1) >= indent) reader.open.pop()
}

function takeText(reader: Reader, { kind, indent, text }: Line<'text'> | Line<'fenced'>): void {
  const last = reader.open.at(-1)
  const isBlank = kind === 'text' && text === ''
  const isBelow = last !== undefined && indent > last.indent
  if (reader.isInText && isBelow && kind === 'text' && !isBlank && !isBlock(text)) {
    last.item.text = `${last.item.text} ${text}`
    return
  }
  reader.isInText = false
  if (isBlank) return
  closeTo(reader, indent)
  if (reader.open.length > 0) addDetail(reader, text, indent)
  else if (kind === 'text' && !/^(?:-{3,}|\*{3,}|_{3,})$/.test(text)) {
    for (const heading of reader.path) heading.notes.push(text)
  }
}

/** A line that starts a list, a quotation, a table or a rule does not continue the line above. */
const isBlock = (text: string): boolean => /^(?:[-*+>|]|\d{1,9}[.)])(?:\s|$)|^-{3,}$/.test(text)

function addDetail(reader: Reader, text: string, indent: number): void {
  const last = reader.open.at(-1)
  const depth = Math.min(20, Math.max(0, indent - (last?.indent ?? 0) - 2))
  last?.item.details.push(`${' '.repeat(depth)}${withoutUnderscores(text)}`)
}

/** Removes the underscores around a text such as `_Requirements: 1.1, 1.2_`, in a list entry or not. */
function withoutUnderscores(text: string): string {
  const bullet = /^[-*+][ \t]+/.exec(text)?.[0] ?? ''
  const rest = text.slice(bullet.length)
  const isWrapped = rest.length > 2 && rest.startsWith('_') && rest.endsWith('_') && !rest.startsWith('__')
  return isWrapped ? `${bullet}${rest.slice(1, -1)}` : text
}
