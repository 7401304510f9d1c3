import type { ProjectFile } from '../../project-files.ts'
import type { Passage } from '../ability.ts'

export interface FilePassage {
  /** First line number, from 1. */
  readonly line: number
  /** Headings above the passage, outermost first; empty for other formats than Markdown. */
  readonly headings: readonly string[]
  readonly text: string
}

/**
 * Soft and hard limit in characters: a passage ends at the first empty line after `enough`, and at `most` in any case.
 */
const enough = 600
const most = 1200

export const isMarkdown = (path: string): boolean => /\.(?:md|mdx|markdown)$/i.test(path)

/** True for file types that usually contain prose. */
export const isProse = (path: string): boolean =>
  isMarkdown(path) || /\.(?:txt|text|rst|adoc|org|log)$/i.test(path) || /(?:^|\/)[^./]+$/.test(path)

/** A Markdown heading such as `## Text ##`; null for other lines. */
export function findHeading(line: string): { readonly level: number; readonly text: string } | null {
  if (!line.startsWith('#')) return null
  const marks = /^#{1,6}(?=[ \t])/.exec(line)?.[0].length ?? 0
  const text = line.slice(marks).trim()
  const bare = /[^#]/.test(text) ? text.replace(/(?<=[ \t])#+$/, '').trim() : ''
  return marks === 0 || bare === '' ? null : { level: marks, text: bare }
}

/** Introductions of the documents, starting with the README and its neighbours. */
export function listIntroductions(files: readonly ProjectFile[]): Passage[] {
  const rank = (path: string) => (/(?:^|\/)readme\b/i.test(path) ? 0 : 100) + path.split('/').length
  return files
    .filter(({ path }) => isProse(path))
    .toSorted((a, b) => rank(a.path) - rank(b.path))
    .slice(0, 12)
    .map(({ path, text }) => ({ source: `file ${path}`, text: text.slice(0, 3000) }))
}

/** Splits a file into quotable passages: by headings, else by empty lines, else by length. */
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

/** Splits very long lines, such as minified code, so that a passage stays short. */
const pieces = (line: string): string[] => line.match(new RegExp(`.{1,${most}}`, 'gsu')) ?? []

/** The part of a passage with the most wanted words, up to the passage's end. */
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
