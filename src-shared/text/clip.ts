/** The longest quotation of a text from outside in a message. */
const maxRepeated = 80

/** At most `limit` characters, the last of which stands for the rest. */
export function clip(text: string, limit = maxRepeated): string {
  // No text has more characters than places.
  const isShort = text.length <= limit || firstCharacters(text, limit).length === text.length
  return isShort ? text : `${firstCharacters(text, limit - 1)}…`
}

/** Never half of one. */
export const firstCharacters = (text: string, count: number): string =>
  [...text.slice(0, count * 2)].slice(0, count).join('')
