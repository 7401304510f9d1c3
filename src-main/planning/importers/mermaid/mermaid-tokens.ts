import { textOfMarkup } from '../texts.ts'

/** A position in the text of a Mermaid flowchart. Each token is read once, so parsing takes linear time. */
export interface Reader {
  readonly text: string
  at: number
  /** Line of `at`, from 1. */
  line: number
}

const maxLabel = 4000

export interface NodeToken {
  readonly id: string
  readonly label: string | null
}

export interface LinkToken {
  /** A `hidden` link only affects the layout. */
  readonly kind: 'arrow' | 'line' | 'hidden'
  readonly isBothWays: boolean
  readonly label: string | null
}

/** Matches a sticky pattern at `at` and moves past the match; null without a match. */
export function take(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)
  if (found !== null) move(reader, pattern.lastIndex)
  return found
}

export function skipTo(reader: Reader, mark: string): void {
  const end = reader.text.indexOf(mark, reader.at)
  move(reader, end < 0 ? reader.text.length : end)
}

/** Counts only the line ends it passes. Searching ahead for them would take quadratic time on long lines. */
function move(reader: Reader, to: number): void {
  for (; reader.at < to; reader.at += 1) if (reader.text.charCodeAt(reader.at) === lineFeed) reader.line += 1
}

const lineFeed = 10

const idPattern = /(?:[\p{L}\p{N}\p{M}_$!#'*+?/\\]|\.(?![.-])|%(?!%)|[-:=](?=[\p{L}\p{N}_]))+/uy

/**
 * Reads `id`, `id[label]` in any shape, `id@{ label: "…" }` or `id:::class`; null if there is no box at this position.
 */
export function takeNode(reader: Reader): NodeToken | null {
  const id = take(reader, idPattern)?.[0]
  if (id === undefined) return null
  const label = takeAttributes(reader) ?? takeShape(reader)
  take(reader, /:::[\w-]+/y)
  return { id, label }
}

function takeAttributes(reader: Reader): string | null {
  if (take(reader, /@\{/y) === null) return null
  const inside = take(reader, /(?:[^"}]|"[^"]{0,4000}"){0,4000}\}/y)?.[0] ?? ''
  const found = /\blabel\s*:\s*(?:"([^"]*)"|([^,}\n]*))/.exec(inside)
  const label = found?.[1] ?? found?.[2]
  return label === undefined ? null : labelOf(label)
}

/** Opening mark of each shape, longest first, with its possible closing marks. */
const shapes: readonly (readonly [open: string, closes: readonly string[]])[] = [
  ['(((', [')))']],
  ['((', ['))']],
  ['([', ['])']],
  ['(-', ['-)']],
  ['[[', [']]']],
  ['[(', [')]']],
  ['[/', ['/]', '\\]']],
  ['[\\', ['\\]', '/]']],
  ['{{', ['}}']],
  ['(', [')']],
  ['[', [']']],
  ['{', ['}']],
  ['>', [']']],
]

/** Reads a label in brackets. Returns null and consumes nothing if there are no brackets, or if they are not closed. */
export function takeShape(reader: Reader): string | null {
  const { text, at } = reader
  const shape = shapes.find(([open]) => text.startsWith(open, at))
  if (shape === undefined) return null
  const [open, closes] = shape
  const start = at + open.length
  const quoted = /\s{0,100}"([^"]{0,4000})"\s{0,100}/y
  quoted.lastIndex = start
  const inQuotes = quoted.exec(text)
  if (inQuotes !== null) {
    const close = closes.find((each) => text.startsWith(each, quoted.lastIndex))
    if (close === undefined) return null
    move(reader, quoted.lastIndex + close.length)
    return labelOf(inQuotes[1] ?? '')
  }
  const within = text.slice(start, start + maxLabel)
  const ends = closes.map((close) => ({ close, end: within.indexOf(close) })).filter(({ end }) => end >= 0)
  const [first] = ends.toSorted((one, other) => one.end - other.end)
  if (first === undefined) return null
  move(reader, start + first.end + first.close.length)
  return labelOf(within.slice(0, first.end))
}

/** The plain text of a label, which may be Markdown in backticks. */
export const labelOf = (written: string): string =>
  textOfMarkup(written.trim().replace(/^`([\s\S]*)`$/, '$1'), '&#')

/**
 * Reads `-->`, `---`, `-.->` or `==>` of any length, with a label inside or in `|…|` after it; null if there is no
 * link.
 */
export function takeLink(reader: Reader): LinkToken | null {
  take(reader, /[\w-]+@(?=[-=.<xo~])/y)
  if (take(reader, /~~~+/y) !== null) return { kind: 'hidden', isBothWays: false, label: null }
  const whole = take(reader, /(<|[xo](?=[-=.]))?(?:--+([-xo>])|==+([=xo>])|-?\.+-([xo>])?)/y)
  if (whole !== null) {
    const [, start, ...ends] = whole
    const behind = take(reader, /[ \t]*\|([^|\n]*)\|/y)
    return linkOf(
      start,
      ends.find((end) => end !== undefined),
      behind === null ? null : labelOf(unquoted(behind[1] ?? '')),
    )
  }
  const opened = take(reader, /(<|[xo](?=[-=.]))?(--|==|-\.)[ \t]*/y)
  if (opened === null) return null
  const end = closes.get(opened[2] ?? '')
  const quoted = take(reader, /"[^"\n]{0,4000}"/y)?.[0] ?? ''
  if (end === undefined) return null
  const rest = reader.text.slice(reader.at, reader.at + maxLabel).split('\n', 1)[0] ?? ''
  const closed = end.exec(rest)
  if (closed === null) return null
  move(reader, reader.at + closed.index + closed[0].length)
  return linkOf(opened[1], closed[1], labelOf(unquoted(`${quoted}${rest.slice(0, closed.index)}`)))
}

const unquoted = (written: string): string => written.trim().replace(/^"(.*)"$/, '$1')

const closes: ReadonlyMap<string, RegExp> = new Map([
  ['--', /--+([-xo>])/],
  ['==', /==+([=xo>])/],
  ['-.', /\.-([xo>])?/],
])

function linkOf(start: string | undefined, end: string | undefined, label: string | null): LinkToken {
  const isLine = end === undefined || end === '-' || end === '='
  return { kind: isLine ? 'line' : 'arrow', isBothWays: start === '<' && end === '>', label }
}
