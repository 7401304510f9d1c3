/** A line of a markdown text outside code blocks and comments. */
export interface PlanLine {
  readonly text: string
  /**
   * Heading level 1 to 6; 7 for a line that looks like a heading (bold, or ending with a colon); null for other lines.
   */
  readonly level: number | null
  /** Heading text without marks. */
  readonly title: string
}

/** Longer lines are cut, because each line is matched against regular expressions. */
const maxLineLength = 2000
export const looksLevel = 7

/** A heading for deliverables, with any number or adjective: "3. Key deliverables:". */
const named = /^[^\p{L}]*(?:(?:the|key|main|project|list of)\s+)*deliverables?\b/iu

/**
 * Lines below the "Deliverables" heading, up to the next heading of the same or a higher level; null if there is no
 * such heading.
 */
export function findSection(lines: readonly PlanLine[]): PlanLine[] | null {
  let found: PlanLine[] | null = null
  for (const [index, { level, title }] of lines.entries()) {
    if (level === null || !named.test(title)) continue
    const rest = lines.slice(index + 1)
    const end = rest.findIndex((each) => each.level !== null && each.level <= level)
    const section = rest.slice(0, end < 0 ? rest.length : end)
    if (section.some(({ text }) => text.trim() !== '')) return section
    found ??= section
  }
  return found
}

/** Lines of a plan without code blocks, comments, and a markdown fence that a model put around the document. */
export function readLines(plan: string): PlanLine[] {
  const all = withoutComments(plan.replaceAll('\u00a0', ' '))
    .split(/\r\n?|\n/)
    .map((line) => line.slice(0, maxLineLength))
  const lines = withoutCode(unwrapped(all))
  return lines.map((text, index) => lineOf(text, lines[index + 1] ?? ''))
}

function withoutComments(text: string): string {
  const [first = '', ...rest] = text.split('<!--')
  const kept = rest.map((part) => {
    const end = part.indexOf('-->')
    return end < 0 ? part : part.slice(end + '-->'.length)
  })
  return [first, ...kept].join('')
}

const fence = /^ {0,3}(?<mark>`{3,}|~{3,})(?<info>[^`]*)$/

function unwrapped(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== '')
  const opening = fence.exec(lines[first] ?? '')?.groups
  if (opening === undefined || !/^(?:markdown|md)$/i.test(opening.info?.trim() ?? '')) return [...lines]
  const rest = lines.slice(first + 1)
  const last = rest.findLastIndex((line) => line.trim() !== '')
  return fence.test(rest[last] ?? '') ? rest.slice(0, last) : rest
}

/**
 * Removes closed code blocks. An unclosed fence is kept as text; otherwise it would swallow the rest of a truncated
 * text.
 */
function withoutCode(lines: readonly string[]): string[] {
  const kept: string[] = []
  const neverClosed = new Set<string>()
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    const mark = fence.exec(line)?.groups?.mark
    const isOpening = mark !== undefined && !neverClosed.has(mark)
    const end = isOpening ? lines.findIndex((each, at) => at > index && closes(each, mark)) : -1
    if (isOpening && end < 0) neverClosed.add(mark)
    if (end < 0) kept.push(line)
    else index = end
  }
  return kept
}

const closes = (line: string, mark: string): boolean =>
  line.trim().startsWith(mark) && fence.exec(line)?.groups?.info?.trim() === ''

function lineOf(text: string, below: string): PlanLine {
  const marked = /^ {0,3}(?<marks>#{1,6})[ \t]+(?<title>\S.*)$/.exec(text)?.groups
  if (marked !== undefined) {
    const title = withoutMarks((marked.title ?? '').trim().replace(/\s#+$/, ''))
    return { text, level: marked.marks?.length ?? 1, title }
  }
  const underline = /^ {0,3}(?:=+|-{2,})\s*$/.test(below)
  if (underline && /^ {0,3}[\p{L}\p{N}*_]/u.test(text)) {
    return { text, level: below.trim().startsWith('=') ? 1 : 2, title: withoutMarks(text) }
  }
  const bold = /^ {0,3}(?<mark>\*\*|__)(?<title>.+)\k<mark>\s*:?\s*$/.exec(text)?.groups
  if (bold?.title !== undefined && !bold.title.includes(bold.mark ?? '')) {
    return { text, level: looksLevel, title: withoutMarks(bold.title) }
  }
  const isLabel = /^ {0,3}\p{L}[\p{L} ]{0,40}:\s*$/u.test(text)
  return { text, level: isLabel ? looksLevel : null, title: isLabel ? text.trim() : '' }
}

export const withoutMarks = (text: string): string =>
  text
    .replaceAll(/[*_`]{2}|`/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
