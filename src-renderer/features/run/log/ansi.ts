import Anser from 'anser'

/** A piece of a line that is drawn in one way. */
export interface Piece {
  readonly text: string
  readonly className: string
}

const escapeSign = String.fromCharCode(27)

/** A line with the colours of a terminal; other commands to a terminal are left out. */
export function piecesOf(text: string): readonly Piece[] {
  if (!text.includes(escapeSign)) return [{ text, className: '' }]
  return Anser.ansiToJson(text, { json: true, use_classes: true, remove_empty: true }).map(
    ({ content, fg, decorations }) => ({
      text: content,
      className: [...(fg ? [`${fg}-fg`] : []), ...decorations.map((each) => `ansi-${each}`)].join(' '),
    }),
  )
}

/** What is read of it. */
export const plainText = (text: string): string => (text.includes(escapeSign) ? Anser.ansiToText(text) : text)

export interface Part {
  readonly text: string
  readonly isFound: boolean
}

/** A text in parts: those that were looked for, and what lies between. */
export function partsOf(text: string, sought: string): readonly Part[] {
  if (sought === '') return [{ text, isFound: false }]
  const parts: Part[] = []
  const [lower, small] = [text.toLowerCase(), sought.toLowerCase()]
  let from = 0
  for (let at = lower.indexOf(small); at >= 0; at = lower.indexOf(small, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), isFound: false })
    parts.push({ text: text.slice(at, at + small.length), isFound: true })
    from = at + small.length
  }
  if (from < text.length) parts.push({ text: text.slice(from), isFound: false })
  return parts
}
