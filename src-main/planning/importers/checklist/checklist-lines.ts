/** The lines of a Markdown file as a checklist's reader needs them: headings, boxes, and all the rest. */
export type ChecklistLine = { /** From 1. */ readonly number: number } & (
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | {
      readonly kind: 'box'
      readonly indent: number
      /** The character in the box: a space, `x`, … */
      readonly mark: string
      /** `- [ ]*` */
      readonly isStarred: boolean
      readonly text: string
    }
  /** An empty text is a blank line. */
  | { readonly kind: 'text'; readonly indent: number; readonly text: string }
  /** In a fenced block, its fences too: never a task, whatever it looks like. */
  | { readonly kind: 'fenced'; readonly indent: number; readonly text: string }
)

export interface ChecklistText {
  readonly lines: readonly ChecklistLine[]
  /** A fenced block or comment that never ends, and so hides the rest of the file. */
  readonly unclosed: { readonly line: number; readonly what: 'fenced block' | 'comment' } | null
}

const tabWidth = 4
const boxPattern = /^(?:[-*+]|\d{1,9}[.)])[ \t]+\[([^\]\s]| |\t)?\](\*?)(?:[ \t]+(.*))?$/s
const fencePattern = /^(`{3,}|~{3,})(.*)$/s
const headingPattern = /^(#{1,6})(?:[ \t]+(.*))?$/s

/** Comments and fenced blocks repeat what looks like tasks, so both are known here and nowhere else. */
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

/** Only at the beginning of a line: in the middle of one `<!--` may be what a task is about. */
const opensComment = (line: string): boolean => line.startsWith('<!--') && !line.includes('-->', 4)

function fenceAt(line: string, number: number): Hidden | null {
  const [, fence, info = ''] = fencePattern.exec(line) ?? []
  // ```code``` on one line is no block.
  if (fence === undefined || (fence.startsWith('`') && info.includes('`'))) return null
  return { what: 'fenced block', line: number, fence }
}

const isClosing = (line: string, fence: string): boolean =>
  line.length >= fence.length && line === fence.slice(0, 1).repeat(line.length)

/** Whole comments only. */
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

/** `## Title ##` is `Title`. */
function withoutClosing(heading: string): string {
  const text = heading.trim()
  let end = text.length
  while (text[end - 1] === '#') end -= 1
  return end === 0 || /\s/.test(text[end - 1] ?? '') ? text.slice(0, end).trim() : text
}
