import { clip } from '#shared/text/clip.ts'
import { titleLine } from './names.ts'

export const maxDescription = 100_000

/** The title in one line of at most 200 characters. */
export const titleFrom = (text: string): string => titleLine(text).title

/** Parts under their headings, those that say nothing left out. A part without a heading has `''`. */
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

/** Text that is shown as it is: indented, so that nothing in it can end the block. At most `limit` characters of it. */
export const verbatim = (text: string, limit: number): string =>
  clip(text.trimEnd(), limit)
    .split(/\r\n|\r|\n/)
    .map((line) => `    ${line}`.trimEnd())
    .join('\n')

/** "a, b and 3 more" */
export function listNames(names: readonly string[], limit: number): string {
  const shown = names.slice(0, limit).join(', ')
  return names.length > limit ? `${shown} and ${(names.length - limit).toLocaleString('en')} more` : shown
}
