/** At most `maxLength` characters. A longer text is cut between words and ends in `…`. */
export function cutAtWord(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const cut = text.slice(0, maxLength - 1).toWellFormed()
  const end = cut.search(/\s\S*$/)
  // A word longer than half of the limit is split, because omitting it would lose too much.
  return `${(end > maxLength / 2 ? cut.slice(0, end) : cut).replace(/[\s,;:]+$/, '')}…`
}
