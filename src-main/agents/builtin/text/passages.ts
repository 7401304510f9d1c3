import type { ProjectFile } from '../../project-files.ts'
import type { Passage } from '../ability.ts'

export interface FilePassage {
  /** The number of its first line, from 1. */
  readonly line: number
  /** The headings above it, outermost first; empty for what is not markdown. */
  readonly headings: readonly string[]
  readonly text: string
}

/** Characters: a passage ends at the next empty line after the first number, and at the second in any case. */
const enough = 600
const most = 1200

export const isMarkdown = (path: string): boolean => /\.(?:md|mdx|markdown)$/i.test(path)

/** Files that people write as prose, and that are worth a summary. */
export const isProse = (path: string): boolean =>
  isMarkdown(path) || /\.(?:txt|text|rst|adoc|org|log)$/i.test(path) || /(?:^|\/)[^./]+$/.test(path)

/** `## Text ##` of markdown. */
export function findHeading(line: string): { readonly level: number; readonly text: string } | null {
  if (!line.startsWith('#')) return null
  const marks = /^#{1,6}(?=[ \t])/.exec(line)?.[0].length ?? 0
  const text = line.slice(marks).trim()
  const bare = /[^#]/.test(text) ? text.replace(/(?<=[ \t])#+$/, '').trim() : ''
  return marks === 0 || bare === '' ? null : { level: marks, text: bare }
}

/** How several documents begin, where they say what they are about: the readme and what lies near it first. */
export function listIntroductions(files: readonly ProjectFile[]): Passage[] {
  const rank = (path: string) => (/(?:^|\/)readme\b/i.test(path) ? 0 : 100) + path.split('/').length
  return files
    .filter(({ path }) => isProse(path))
    .toSorted((a, b) => rank(a.path) - rank(b.path))
    .slice(0, 12)
    .map(({ path, text }) => ({ source: `file ${path}`, text: text.slice(0, 3000) }))
}

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
    const found = isMarkdown(path) ? findHeading(line) : null
    if (found !== null || length + line.length > most || (length > enough && line.trim() === '')) close()
    if (lines.length === 0) start = index + 1
    if (found !== null) {
      headings.length = Math.min(headings.length, found.level - 1)
      headings[found.level - 1] = found.text
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
