import type { Priority } from '#shared/model/task-definition.ts'
import { type FileRecord, priorityWords, wordRule } from '../fields.ts'
import {
  type Fields,
  listOf,
  type ReadFields,
  readFieldLines,
  readFields,
  splitFrontMatter,
  textOf,
} from '../front-matter.ts'
import { titleLine, wellFormed } from '../names.ts'
import type { SourceFile } from '../source.ts'
import { type Finding, noteNotKept, quote, type Warnings, warningText } from '../warnings.ts'

/** A Backlog.md task file. */
export interface BacklogTask {
  readonly file: SourceFile
  /** As written, for example `BACK-345.02`. */
  readonly id: string
  readonly fields: Fields
  /** False if the front matter is not valid YAML and was parsed line by line. */
  readonly isYaml: boolean
  /** Names of fields that are neither text nor a list of texts. */
  readonly others: readonly string[]
  readonly body: string
}

const idPattern = /^(?:([a-z][a-z_]{0,30})-)?([a-z0-9]{1,30}(?:\.[0-9]{1,9}){0,20})$/i
/** Id prefixes of the other Backlog.md file kinds, which have their own front matter. */
const otherKinds: ReadonlySet<string> = new Set(['doc', 'decision', 'm', 'milestone'])
/** Backlog.md writes at least one of these fields into every task. */
const marks = ['created_date', 'dependencies', 'parent_task_id']
/**
 * Total characters of front matter parsed as YAML, because crafted YAML can be slow to parse. The rest is read line by
 * line.
 */
const maxYamlInAll = 1_000_000

/** Reads the task files and skips others, such as documents and decisions. */
export function readBacklogTasks(files: readonly SourceFile[]): BacklogTask[] {
  let left = maxYamlInAll
  return files.flatMap((file) => {
    const front = splitFrontMatter(file.text)
    if (front === null) return []
    const head = wellFormed(front.head)
    const lines = readFieldLines(head)
    if (!isTask(lines)) return []
    left -= head.length
    const byLine: ReadFields = { fields: lines, isYaml: false, others: [] }
    const whole = left >= 0 ? readFields(head) : byLine
    const read = isTask(whole.fields) ? whole : byLine
    return [{ ...read, file, id: textOf(read.fields, 'id'), body: wellFormed(front.body) }]
  })
}

/** Fast enough to test every folder. */
export function isBacklogTask({ text }: SourceFile): boolean {
  const front = splitFrontMatter(text)
  return front !== null && isTask(readFieldLines(wellFormed(front.head)))
}

function isTask(fields: Fields): boolean {
  const [, prefix = ''] = idPattern.exec(textOf(fields, 'id')) ?? ['', 'doc']
  if (otherKinds.has(prefix.toLowerCase()) || !fields.has('title') || !fields.has('status')) return false
  return marks.some((name) => fields.has(name))
}

/**
 * Normalizes an id: case, prefix and leading zeros do not matter, so `task-213` equals BACK-213. Drafts have a
 * separate number range.
 */
export function canonicalId(id: string): string {
  const [, prefix = '', number = id] = idPattern.exec(id.trim()) ?? []
  const plain = number.toLowerCase().replaceAll(/(^|\.)0+(?=\d)/g, '$1')
  return prefix.toLowerCase() === 'draft' ? `draft-${plain}` : plain
}

/** Sections to import. Sections about finished work are not instructions. */
const keptSections = ['acceptance criteria', 'definition of done', 'implementation plan']

export function readDescription({ body, id }: BacklogTask, where: string, warnings: Warnings): string {
  const parts: string[] = []
  for (const { heading, text } of readSections(body)) {
    const name = heading.toLowerCase()
    if (text === '') continue
    if (name === '' || name === 'description') parts.push(text)
    else if (keptSections.includes(name)) parts.push(`## ${heading}\n\n${text}`)
    else {
      const describe = (who: string) => warningText.backlog.sectionNotKept(quote(heading), who)
      warnings.sum({ code: 'section_not_kept', about: name.slice(0, 60), key: id, where, describe })
    }
  }
  return parts.join('\n\n')
}

/** Single-word fields in the form that field rules read. */
export const recordOf = ({ fields, id }: BacklogTask, where: string): FileRecord => ({
  key: id,
  where,
  fields: { status: textOf(fields, 'status'), priority: textOf(fields, 'priority') },
})

/** A missing priority is common, so it causes no warning. */
const words = new Map<string, Priority>([...priorityWords, ['', 'medium']])
export const priority = wordRule<Priority>('priority', words, 'medium', 'medium')

export const readTags = ({ fields }: BacklogTask): string[] => [
  ...new Set(listOf(fields, 'labels').map((label) => titleLine(label).title)),
]

const readNames: ReadonlySet<string> = new Set(
  'id title status labels dependencies parent_task_id subtasks priority'.split(' '),
)

/** Warns of fields that a plan cannot represent, and of front matter that had to be read line by line. */
export function noteFields(
  { fields, others, isYaml, id }: BacklogTask,
  where: string,
  warnings: Warnings,
): void {
  const about: Pick<Finding, 'key' | 'where'> = { key: id, where }
  if (!isYaml) {
    const describe = warningText.backlog.frontMatterNotYaml
    warnings.sum({ code: 'front_matter_not_yaml', ...about, describe })
  }
  const left = [...fields].filter(([name, value]) => !readNames.has(name) && value.length > 0)
  noteNotKept([...left.map(([each]) => each), ...others], about, warnings)
}

/** A section of a task's text. The heading is empty for text before the first heading. */
interface BodySection {
  readonly heading: string
  readonly text: string
}

const markerPattern = /^<!-- ?([A-Z]{1,20}(?::[A-Z_]{1,40})?):(BEGIN|END) ?-->$/

/**
 * Splits a task's text into sections. A heading in a fenced block, or between a section's markers (`<!-- AC:BEGIN -->`
 * and its END), stays part of the section. The markers are removed.
 */
function readSections(body: string): BodySection[] {
  const lines = body.split(/\r\n|\r|\n/)
  const ends = findEnds(lines)
  const sections: { heading: string; lines: string[] }[] = [{ heading: '', lines: [] }]
  let fence: string | null = null
  let markedTo = -1
  for (const [index, line] of lines.entries()) {
    const end = ends.get(index)
    if (end !== undefined && fence === null) {
      markedTo = Math.max(markedTo, end)
      continue
    }
    fence = fenceAfter(fence, line.trim())
    const isOwn = fence === null && index > markedTo
    const heading = isOwn ? /^ {0,3}##[ \t]+(\S.*)$/s.exec(line)?.[1] : undefined
    if (heading === undefined) sections.at(-1)?.lines.push(line)
    else sections.push({ heading: heading.trim(), lines: [] })
  }
  return sections.map(({ heading, lines: own }) => ({ heading, text: own.join('\n').trim() }))
}

/** Line index of each marker, mapped to the line where its section ends. A marker without an end maps to itself. */
function findEnds(lines: readonly string[]): Map<number, number> {
  const ends = new Map<number, number>()
  const next = new Map<string, number>()
  for (const [back, line] of lines.toReversed().entries()) {
    const index = lines.length - 1 - back
    const [, name, side] = markerPattern.exec(line.trim()) ?? []
    if (name === undefined) continue
    if (side === 'END') next.set(name, index)
    ends.set(index, next.get(name) ?? index)
  }
  return ends
}

function fenceAfter(fence: string | null, line: string): string | null {
  const marks = /^(?:`{3,}|~{3,})/.exec(line)?.[0]
  if (marks === undefined) return fence
  if (fence === null) return line.slice(marks.length).includes('`') ? null : marks
  return marks === line && marks.startsWith(fence) ? null : fence
}
