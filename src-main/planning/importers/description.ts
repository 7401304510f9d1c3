import { clip } from '#shared/text/clip.ts'
import { words } from '#shared/words/words.ts'
import { titleLine } from './names.ts'

export const maxDescription = 100_000

/** The text as a title: one line of at most 200 characters. */
export const titleFrom = (text: string): string => titleLine(text).title

/** Joins sections under their headings and omits empty ones. The heading `''` adds no heading line. */
export const joinSections = (
  sections: readonly (readonly [heading: string, text: string | null])[],
): string =>
  sections
    .map(([heading, text]) => section(heading, text))
    .filter((each) => each !== '')
    .join('\n\n')

function section(heading: string, text: string | null): string {
  if (text === null || text === '') return ''
  return heading === '' ? text : `## ${heading}\n\n${text}`
}

/** Text to show verbatim, cut to `limit` characters. Indentation keeps the text from ending its block. */
export const verbatim = (text: string, limit: number): string =>
  clip(text.trimEnd(), limit)
    .split(/\r\n|\r|\n/)
    .map((line) => `    ${line}`.trimEnd())
    .join('\n')

/** "a, b and 3 more" */
export function listNames(names: readonly string[], limit: number): string {
  const shown = names.slice(0, limit)
  return words.importedTexts.list(shown, names.length - shown.length)
}
