export type Block =
  | { readonly type: 'heading' | 'code' | 'quote' | 'text'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly ListItem[] }
  /** The first row is the header. */
  | { readonly type: 'table'; readonly rows: readonly (readonly string[])[] }

interface ListItem {
  readonly depth: number
  readonly marker: string
  readonly text: string
}

const listLine = /^(\s*)([-*•]|\d+[.)])\s+(.*)$/
const fence = /^\s*```/
const quoteLine = /^\s*> ?(.*)$/
const tableLine = /^\s*\|.*\|\s*$/

/** Parses Markdown-like text into a few block types. Unknown syntax stays text. */
export function parseBlocks(text: string): Block[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; ) {
    const taken =
      takeCode(lines, at) ??
      takeHeading(lines, at) ??
      takeList(lines, at) ??
      takeTable(lines, at) ??
      takeQuote(lines, at) ??
      takeText(lines, at)
    if (taken.block !== null) blocks.push(taken.block)
    at = taken.next
  }
  return blocks
}

interface Taken {
  readonly block: Block | null
  readonly next: number
}

function takeCode(lines: readonly string[], at: number): Taken | null {
  if (!fence.test(lines[at] ?? '')) return null
  const end = lines.findIndex((line, index) => index > at && fence.test(line))
  const last = end === -1 ? lines.length : end
  return { block: { type: 'code', text: lines.slice(at + 1, last).join('\n') }, next: last + 1 }
}

function takeHeading(lines: readonly string[], at: number): Taken | null {
  const heading = /^#{1,6}\s+(.*)$/.exec(lines[at] ?? '')
  return heading === null ? null : { block: { type: 'heading', text: heading[1] ?? '' }, next: at + 1 }
}

function takeList(lines: readonly string[], at: number): Taken | null {
  const items: ListItem[] = []
  for (let next = at; ; next += 1) {
    const item = listLine.exec(lines[next] ?? '')
    if (item === null) return items.length === 0 ? null : { block: { type: 'list', items }, next }
    const [, indent = '', marker = '', rest = ''] = item
    items.push({
      depth: Math.min(4, Math.floor(indent.length / 2)),
      marker: /\d/.test(marker) ? marker : '•',
      text: rest,
    })
  }
}

function takeTable(lines: readonly string[], at: number): Taken | null {
  const rows: string[][] = []
  let next = at
  for (; tableLine.test(lines[next] ?? ''); next += 1) rows.push(cellsOf(lines[next] ?? ''))
  const isRuled = rows[1]?.every((cell) => /^:?-+:?$/.test(cell)) === true
  return isRuled ? { block: { type: 'table', rows: rows.toSpliced(1, 1) }, next } : null
}

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim())

function takeQuote(lines: readonly string[], at: number): Taken | null {
  const said: string[] = []
  for (let next = at; ; next += 1) {
    const line = quoteLine.exec(lines[next] ?? '')
    if (line === null) return next === at ? null : { block: { type: 'quote', text: said.join('\n') }, next }
    said.push(line[1] ?? '')
  }
}

function takeText(lines: readonly string[], at: number): Taken {
  if ((lines[at] ?? '').trim() === '') return { block: null, next: at + 1 }
  const startsOther = (line: string): boolean =>
    line.trim() === '' ||
    fence.test(line) ||
    /^#{1,6}\s/.test(line) ||
    listLine.test(line) ||
    quoteLine.test(line)
  const end = lines.findIndex((line, index) => index > at && startsOther(line))
  const last = end === -1 ? lines.length : end
  const text = lines.slice(at, last).join('\n').trimEnd()
  return { block: { type: 'text', text }, next: last }
}
