import { formatIn } from '#shared/model/format.ts'
import { words } from './words.ts'

/** Message of a schema issue for people: the hint of a violated format, or the text of zod. */
export function describeIssue(message: string): string {
  const format = formatIn(message)
  return format === null ? message : words.formats[format]
}
