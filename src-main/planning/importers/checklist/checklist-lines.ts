/** A line of a Markdown checklist: a heading, a box, other text, or part of a fenced block. */
export type ChecklistLine = { /** Line number, from 1. */ readonly number: number } & (
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | {
      readonly kind: 'box'
      readonly indent: number
      /** The character in the box: a space, `x`, … */
      readonly mark: string
      /** Whether the box is starred, as in `- [ ]*`: the task is optional. */
      readonly isStarred: boolean
      readonly text: string
    }
  /** An empty text is a blank line. */
  | { readonly kind: 'text'; readonly indent: number; readonly text: string }
  /** A line inside a fenced block, or one of its fences. Never a task. */
  | { readonly kind: 'fenced'; readonly indent: number; readonly text: string }
)

export interface ChecklistText {
  readonly lines: readonly ChecklistLine[]
  /** A fenced block or comment without an end, which hides the rest of the file. */
  readonly unclosed: { readonly line: number; readonly what: 'fenced block' | 'comment' } | null
}

const tabWidth = 4
const boxPattern = /^(?:[-*+]|\d{1,9}[.)])[ \t]+\[([^\]\s]| |\t)?\](\*?)(?:[ \t]+(.*))?$/s
const fencePattern = /^(`{3,}|~{3,})(.*)$/s
const headingPattern = /^(#{1,6})(?:[ \t]+(.*))?$/s

/**
 * Splits a text into lines. Removes comments and marks fenced blocks, because both may contain lines that look like
 * tasks.
 */
export function readChecklistLines(text: string): ChecklistText {
  const lines: ChecklistLine[] = []
  let hidden: Hidden | null = null
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  for (const [index, written] of body.split(/\r\n|\r|\n/).entries()) {
    const number = index + 1
    if (hidden?.what === 'comment') {
      if (written.includes('-->')) hidden = null
      continue
    }
    const { indent, text: line } = measure(written)
    if (hidden !== null) {
      if (isClosing(line, hidden.fence)) hidden = null
      lines.push({ number, kind: 'fenced', indent, text: line })
      continue
    }
    hidden = opensComment(line) ? { what: 'comment', line: number } : fenceAt(line, number)
    if (hidden?.what === 'fenced block') lines.push({ number, kind: 'fenced', indent, text: line })
    else if (hidden === null) lines.push(lineOf(number, indent, withoutComments(line)))
  }
  return { lines, unclosed: hidden === null ? null : { line: hidden.line, what: hidden.what } }
}

type Hidden =
  | { readonly what: 'comment'; readonly line: number }
  | { readonly what: 'fenced block'; readonly line: number; readonly fence: string }

function measure(written: string): { indent: number; text: string } {
  let indent = 0
  let at = 0
  for (; written[at] === ' ' || written[at] === '\t'; at += 1) {
    indent += written[at] === '\t' ? tabWidth - (indent % tabWidth) : 1
  }
  return { indent, text: written.slice(at).trimEnd() }
}

/** Checks the start of a line only. Elsewhere, `<!--` may be part of a task's text. */
const opensComment = (line: string): boolean => line.startsWith('<!--') && !line.includes('-->', 4)

function fenceAt(line: string, number: number): Hidden | null {
  const [, fence, info = ''] = fencePattern.exec(line) ?? []
  // Inline code on one line, such as ```code```, is not a fenced block.
  if (fence === undefined || (fence.startsWith('`') && info.includes('`'))) return null
  return { what: 'fenced block', line: number, fence }
}

const isClosing = (line: string, fence: string): boolean =>
  line.length >= fence.length && line === fence.slice(0, 1).repeat(line.length)

/** Removes comments that start and end on this line. */
function withoutComments(line: string): string {
  const parts: string[] = []
  let at = 0
  for (;;) {
    const from = line.indexOf('<!--', at)
    const to = from < 0 ? -1 : line.indexOf('-->', from + 4)
    if (to < 0) return `${parts.join('')}${line.slice(at)}`.trim()
    parts.push(line.slice(at, from))
    at = to + 3
  }
}

function lineOf(number: number, indent: number, text: string): ChecklistLine {
  const [, mark = ' ', star, content = ''] = boxPattern.exec(text) ?? []
  if (star !== undefined) {
    return { number, kind: 'box', indent, mark: mark.trim() || ' ', isStarred: star === '*', text: content }
  }
  const [, marks, heading = ''] = headingPattern.exec(text) ?? []
  if (marks === undefined || indent >= tabWidth) return { number, kind: 'text', indent, text }
  return { number, kind: 'heading', level: marks.length, text: withoutClosing(heading) }
}

/** Removes closing marks: `## Title ##` becomes `Title`. */
function withoutClosing(heading: string): string {
  const text = heading.trim()
  let end = text.length
  while (text[end - 1] === '#') end -= 1
  return end === 0 || /\s/.test(text[end - 1] ?? '') ? text.slice(0, end).trim() : text
}
