import { plural } from '#shared/text/plural.ts'
import { parseJsonText } from '../../text/json-text.ts'
import { type Fields, idOf, isFields, textOf } from '../fields.ts'
import { nameKind, quote, type Warnings } from '../warnings.ts'

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
