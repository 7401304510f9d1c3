export interface FilePassage {
  /** Of its first line, from 1. */
  readonly line: number
  /** The headings above it, outermost first; empty for what is not markdown. */
  readonly headings: readonly string[]
  readonly text: string
}

/** Characters: a passage ends at the next empty line after the first number, and at the second in any case. */
const enough = 600
const most = 1200

export const isMarkdown = (path: string): boolean => /\.(?:md|mdx|markdown)$/i.test(path)

/** A file in pieces small enough to be quoted: by headings where it has them, by empty lines, by length. */
export function splitPassages(path: string, text: string): FilePassage[] {
  const passages: FilePassage[] = []
  const headings: string[] = []
  let lines: string[] = []
  let start = 1
  let length = 0
  const close = () => {
    const body = lines.join('\n')
    if (body.trim() !== '') {
      const skipped = lines.findIndex((line) => line.trim() !== '')
      passages.push({ line: start + skipped, headings: headings.filter(Boolean), text: body.trim() })
    }
    lines = []
    length = 0
  }
  for (const [index, line] of text.split('\n').entries()) {
    const found = isMarkdown(path) ? /^(#{1,6})\s+(.*?)(?:\s+#+)?\s*$/.exec(line) : null
    if (found !== null || length + line.length > most || (length > enough && line.trim() === '')) close()
    if (lines.length === 0) start = index + 1
    if (found !== null) {
      headings.length = Math.min(headings.length, (found[1] ?? '').length - 1)
      headings[(found[1] ?? '').length - 1] = found[2] ?? ''
      continue
    }
    for (const piece of line.length > most ? pieces(line) : [line]) {
      if (length + piece.length > most) {
        close()
        start = index + 1
      }
      lines.push(piece)
      length += piece.length + 1
    }
  }
  close()
  return passages
}

/** A line without end (minified code, a log of one line) in parts, so that one passage is not the whole file. */
const pieces = (line: string): string[] => line.match(new RegExp(`.{1,${most}}`, 'gsu')) ?? []

/** The place in a passage that has the most of the wanted words, and its text up to where that place ends. */
export function findBestPlace(
  passage: FilePassage,
  countWanted: (line: string) => number,
): { line: number; text: string } {
  const lines = passage.text.split('\n')
  let best = 0
  let bestCount = -1
  for (const [index, line] of lines.entries()) {
    const count = line.trim() === '' ? -1 : countWanted(line)
    if (count > bestCount) [best, bestCount] = [index, count]
  }
  const after = lines.slice(best + 1)
  const end = after.findIndex((line) => /^\s*(?:$|[-*+•#>|]|\d+[.)]\s)/.test(line))
  const rest = end === -1 ? after : after.slice(0, end)
  return { line: passage.line + best, text: [lines[best] ?? '', ...rest].join(' ') }
}
