import type { FilterSubject } from './filter-subject.ts'
import { plain, wordPattern } from './query.ts'

const atMost = 12

/** What the filter may become with its last word written to its end. */
export function suggest<T>(text: string, tasks: Iterable<T>, subject: FilterSubject<T>): string[] {
  const { fields, valuesOf, listOffered } = subject
  const start = startOfLast(text)
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
  const part = plain(rest.slice(head.length))
  const all = [...tasks]
  const offered = listOffered?.(field, all) ?? all.flatMap((task) => valuesOf(field, task))
  return [...new Set(offered)]
    .filter((value) => value.toLowerCase().startsWith(part) && value.toLowerCase() !== part)
    .sort()
    .slice(0, atMost)
    .map((value) => `${before}${sign}${head}${/\s/.test(value) ? `"${value}"` : value}`)
}

/** Of the word that is being written; after a space, of the one to come. What stands between quotes is one word. */
function startOfLast(text: string): number {
  const last = [...text.matchAll(wordPattern)].at(-1)
  return last !== undefined && last.index + last[0].length === text.length ? last.index : text.length
}
