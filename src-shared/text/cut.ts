/** A text of at most so many characters: of a longer one the words that fit, with `…` in the place of the others. */
export function cutAtWord(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const cut = text.slice(0, maxLength - 1).toWellFormed()
  const end = cut.search(/\s\S*$/)
  // A word longer than half of it is cut: to leave it out would say too little.
  return `${(end > maxLength / 2 ? cut.slice(0, end) : cut).replace(/[\s,;:]+$/, '')}…`
}
