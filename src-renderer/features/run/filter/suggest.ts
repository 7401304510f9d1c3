import { priorities, type TaskView } from '#shared/model/task.ts'
import { statusOfTask } from '../../../ui/status-looks.ts'
import { type Field, fields } from './query.ts'

const atMost = 12

/** What the filter may become with its last word written to its end. */
export function suggest(text: string, tasks: ReadonlyMap<string, TaskView>): string[] {
  const start = text.search(/\S*$/)
  const [before, word] = [text.slice(0, start), text.slice(start)]
  const sign = word.startsWith('-') ? '-' : ''
  const rest = word.slice(sign.length).toLowerCase()
  if (rest === '') return []
  const colon = rest.indexOf(':')
  if (colon < 0)
    return fields.filter((field) => field.startsWith(rest)).map((field) => `${before}${sign}${field}:`)
  const field = fields.find((each) => each === rest.slice(0, colon))
  if (field === undefined) return []
  const comma = rest.lastIndexOf(',')
  const head = comma < 0 ? `${field}:` : rest.slice(0, comma + 1)
  const part = rest.slice(head.length)
  return [...new Set(valuesOf(field, tasks))]
    .filter((value) => value.toLowerCase().startsWith(part) && value.toLowerCase() !== part)
    .sort()
    .slice(0, atMost)
    .map((value) => `${before}${sign}${head}${/\s/.test(value) ? `"${value}"` : value}`)
}

function valuesOf(field: Field, tasks: ReadonlyMap<string, TaskView>): readonly string[] {
  const all = [...tasks.values()]
  switch (field) {
    case 'status':
      return all.map(statusOfTask)
    case 'agent':
      return all.map(({ agentId }) => agentId ?? 'none')
    case 'skill':
      return all.flatMap(({ requiredSkills }) => requiredSkills)
    case 'tag':
      return all.flatMap(({ tags }) => tags)
    case 'priority':
      return priorities
    case 'group':
      return all.flatMap(({ parent }) => parent ?? [])
    case 'key':
      return all.map(({ key }) => key)
  }
}
