import { type Refusal, refusal } from '#shared/refusal.ts'
import { boundedKey, keyOfId } from './names.ts'

/** Limits for texts from a drawing or a table, in characters. */

const maxTitle = 500
const maxSkill = 64

/** The text on one line, cut to the maximum length of a title. */
export function lineOf(text: string): string {
  const line = plainText(text.slice(0, maxTitle * 2))
    .replaceAll(/\s+/g, ' ')
    .trim()
  const characters = [...line]
  return characters.length <= maxTitle ? line : `${characters.slice(0, maxTitle - 1).join('')}…`
}

/** The text with control characters replaced by spaces; line breaks and tabs stay. */
export const plainText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, ' ')

/**
 * The id itself if it is a valid key (one line, no surrounding spaces); otherwise a key derived from it. Long ids are
 * cut.
 */
export function idAsKey(id: string): string {
  const isKey = id.length > 0 && id === id.trim() && !/\p{Cc}|\p{Cs}/u.test(id)
  return isKey ? boundedKey(id) : keyOfId(id)
}

/** `Data base` as the token `data_base`; null if nothing remains or the token is too long. */
export function skillOf(word: string): string | null {
  const skill = word
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '')
  return skill !== '' && skill.length <= maxSkill ? skill : null
}

const namedEntities: Readonly<Record<string, string>> = {
  quot: '"',
  amp: '&',
  lt: '<',
  gt: '>',
  apos: "'",
  nbsp: ' ',
}

/**
 * Converts markup to text: removes tags, turns `<br>` into a line break and decodes entities such as `&lt;`. With `#`
 * in `sign`, also decodes Mermaid's `#lt;`.
 */
export function textOfMarkup(markup: string, sign: '&' | '#' | '&#'): string {
  const bare = markup.replaceAll(/<br\s?\/?>/gi, '\n').replaceAll(/<\/?[a-z][^<>]*>/gi, '')
  const pattern = sign === '&' ? /&(#?x?)(\w{1,8});/gi : /(?:&#?|#)(x?)(\w{1,8});/gi
  return bare.replaceAll(pattern, (whole: string, kind: string, word: string) => {
    const named = namedEntities[word.toLowerCase()]
    if (named !== undefined && Object.hasOwn(namedEntities, word.toLowerCase())) return named
    const isHex = kind.toLowerCase().endsWith('x')
    if (!(isHex ? /^[\da-f]+$/i : /^\d+$/).test(word)) return whole
    const code = Number.parseInt(word, isHex ? 16 : 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** The refusal of a text longer than `limit` characters, or null. */
export function findExcessOfText(text: string, limit: number): Refusal | null {
  if (text.length <= limit) return null
  return refusal('E_TOO_LARGE', 'import_text_too_large', {
    count: text.length.toLocaleString('en'),
    most: limit.toLocaleString('en'),
    limit,
  })
}
