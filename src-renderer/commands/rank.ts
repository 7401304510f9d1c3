/** Score of a text for a query, higher is better; null if the text does not match. */
export function rank(query: string, text: string): number | null {
  let total = 0
  for (const word of query.split(' ')) {
    if (word === '') continue
    const score = rankWord(word, text)
    if (score === null) return null
    total += score
  }
  // The shorter of two equal matches ranks first.
  return total - text.length / 1000
}

const scores = { start: 100, wordStart: 80, inside: 50, scattered: 20 }

/** Both arguments are in lower case. */
function rankWord(word: string, text: string): number | null {
  const at = text.indexOf(word)
  if (at === 0) return scores.start
  if (at > 0) {
    const begins = isWordStart(text, at) ? at : text.indexOf(` ${word}`)
    return begins > 0 ? scores.wordStart : scores.inside
  }
  return word.length < 2 ? null : rankScattered(word, text)
}

/** Matches letters in order, with gaps. Letters at word starts or next to each other raise the score. */
function rankScattered(word: string, text: string): number | null {
  let at = -1
  let together = 0
  for (const letter of word) {
    const next = text.indexOf(letter, at + 1)
    if (next === -1) return null
    if (next === at + 1 || isWordStart(text, next)) together += 1
    at = next
  }
  // Below 60 % adjacent or word-start letters, the match is likely a coincidence.
  return together / word.length < 0.6 ? null : (scores.scattered * together) / word.length
}

const isWordStart = (text: string, at: number): boolean =>
  at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')
