import type { Priority } from '#shared/model/task.ts'
import { priorities } from '#shared/model/task.ts'
import { readSections } from './backlog-body.ts'
import { type Fields, listOf, readFields, splitFrontMatter, textOf } from './front-matter.ts'
import { titleLine, wellFormed } from './names.ts'
import type { SourceFile } from './source.ts'
import { type Finding, quote, type Warnings } from './warnings.ts'

/** A file of Backlog.md that is a task. */
export interface BacklogTask {
  readonly file: SourceFile
  /** As written: `BACK-345.02`. */
  readonly id: string
  readonly fields: Fields
  /** False where its front matter is no YAML, and was read line by line. */
  readonly isYaml: boolean
  /** Fields that are neither a text nor a list of texts. */
  readonly others: readonly string[]
  readonly body: string
}

const idPattern = /^(?:([a-z][a-z_]{0,30})-)?([a-z0-9]{1,30}(?:\.[0-9]{1,9}){0,20})$/i
/** What the tool keeps beside tasks, with front matter of its own. */
const otherKinds: ReadonlySet<string> = new Set(['doc', 'decision', 'm', 'milestone'])
/** Of these the tool writes at least one into every task. */
const marks = ['created_date', 'dependencies', 'parent_task_id']

/** Null for a file that is no task of Backlog.md. */
export function readBacklogTask(file: SourceFile): BacklogTask | null {
  const front = splitFrontMatter(file.text)
  if (front === null || !/^["']?id["']?[ \t]*:/m.test(front.head)) return null
  const { fields, isYaml, others } = readFields(wellFormed(front.head))
  const id = textOf(fields, 'id')
  const [, prefix = ''] = idPattern.exec(id) ?? ['', 'doc']
  if (otherKinds.has(prefix.toLowerCase()) || !fields.has('title') || !fields.has('status')) return null
  if (!marks.some((name) => fields.has(name) || others.includes(name))) return null
  return { file, id, fields, isYaml, others, body: wellFormed(front.body) }
}

/**
 * Ids are the same whatever their case, their prefix and the zeros before a number: `task-213` is BACK-213. A draft's
 * are numbers of their own.
 */
export function canonicalId(id: string): string {
  const [, prefix = '', number = id] = idPattern.exec(id.trim()) ?? []
  const plain = number.toLowerCase().replaceAll(/(^|\.)0+(?=\d)/g, '$1')
  return prefix.toLowerCase() === 'draft' ? `draft-${plain}` : plain
}

/** What the tool keeps of the work that was done is not what is to be done. */
const keptSections = ['acceptance criteria', 'definition of done', 'implementation plan']

export function readDescription({ body, id }: BacklogTask, where: string, warnings: Warnings): string {
  const parts: string[] = []
  for (const { heading, text } of readSections(body)) {
    const name = heading.toLowerCase()
    if (text === '') continue
    if (name === '' || name === 'description') parts.push(text)
    else if (keptSections.includes(name)) parts.push(`## ${heading}\n\n${text}`)
    else {
      const say = (who: string) => `The section ${quote(heading)} of ${who} was left out.`
      warnings.sum({ code: 'section_not_kept', about: name.slice(0, 60), key: id, where, say })
    }
  }
  return parts.join('\n\n')
}

export function readPriority({ fields, id }: BacklogTask, where: string, warnings: Warnings): Priority {
  const word = textOf(fields, 'priority').toLowerCase()
  const known = priorities.find((each) => each === word)
  if (known !== undefined || word === '') return known ?? 'medium'
  const say = (who: string) => `The priority of ${who} is ${quote(word)}, which is not known: read as medium.`
  warnings.sum({ code: 'unknown_priority', about: quote(word), key: id, where, say })
  return 'medium'
}

export const readTags = ({ fields }: BacklogTask): string[] => [
  ...new Set(listOf(fields, 'labels').map((label) => titleLine(label).title)),
]

const readNames: ReadonlySet<string> = new Set(
  'id title status labels dependencies parent_task_id subtasks priority'.split(' '),
)

/** Says which fields have no place in a plan, and which front matter had to be read line by line. */
export function noteFields(
  { fields, others, isYaml, id }: BacklogTask,
  where: string,
  warnings: Warnings,
): void {
  const about: Pick<Finding, 'key' | 'where'> = { key: id, where }
  if (!isYaml) {
    const say = (who: string) => `The front matter of ${who} is not valid YAML; it was read line by line.`
    warnings.sum({ code: 'front_matter_not_yaml', ...about, say })
  }
  const left = [...fields].filter(([name, value]) => !readNames.has(name) && value.length > 0)
  for (const name of [...left.map(([each]) => each), ...others]) {
    const say = (who: string) => `The field ${quote(name)} of ${who} has no place in a plan; it was left out.`
    warnings.sum({ code: 'field_not_kept', about: name.slice(0, 60), ...about, say })
  }
}
