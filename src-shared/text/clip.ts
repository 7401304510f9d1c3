/** Maximum length of an external text quoted in a message. */
const maxRepeated = 80

/** At most `limit` characters, ending in an ellipsis if cut. */
export function clip(text: string, limit = maxRepeated): string {
  // The number of characters never exceeds the number of UTF-16 units.
  const isShort = text.length <= limit || firstCharacters(text, limit).length === text.length
  return isShort ? text : `${firstCharacters(text, limit - 1)}…`
}

/** Never splits a surrogate pair. */
export const firstCharacters = (text: string, count: number): string =>
  [...text.slice(0, count * 2)].slice(0, count).join('')
