import { once } from '#shared/once.ts'
export interface Sentence {
  readonly text: string
  /** The sentence starts a paragraph. First sentences tend to introduce the topic. */
  readonly isFirst: boolean
  /** The text has no end mark, such as a list item, a table row or a broken line. */
  readonly isFragment: boolean
}

/**
 * The sentences of a text, plain or Markdown, in order and without formatting. A list item, a table row
 * and a log line are units of their own. Headings, code and notes in italics are excluded.
 */
export function splitSentences(text: string): Sentence[] {
  return splitBlocks(withoutCode(text)).flatMap(({ kind, text: block }) => {
    const parts = kind === 'line' ? [plain(block)] : splitProse(plain(block))
    return parts.filter(hasWords).map((part, index) => ({
      text: part,
      isFirst: kind === 'prose' && index === 0,
      isFragment: !/[.!?…。！？]["'”’)\]]*$/.test(part),
    }))
  })
}

/** At least two words, or a few characters of a script without spaces. */
const hasWords = (text: string): boolean =>
  text.split(' ').filter((part) => /[\p{L}\p{N}]/u.test(part)).length > 1 || /[^\p{ASCII}]{4}/u.test(text)

const withoutCode = (text: string): string =>
  withoutComments(text.replaceAll('\r\n', '\n'))
    .replace(/^---\n[\s\S]*?\n---(?:\n|$)/, '')
    .replace(/^[ \t]*(`{3,12}|~{3,12})[^\n]*\n[\s\S]*?^[ \t]*\1[`~]*[ \t]*$/gm, '')

/** Not a regular expression, which would rescan the text at every unclosed comment. */
function withoutComments(text: string): string {
  const [first = '', ...rest] = text.split('<!--')
  const lastEnd = rest.findLastIndex((part) => part.includes('-->'))
  return rest.reduce((kept, part, index) => {
    const end = part.indexOf('-->')
    if (end !== -1) return kept + part.slice(end + '-->'.length)
    return index < lastEnd ? kept : `${kept}<!--${part}`
  }, first)
}

interface Block {
  /** A unit of kind `line` is not split into sentences. */
  readonly kind: 'prose' | 'item' | 'line'
  readonly text: string
}

const headingLine = /^#{1,6}(?:\s|$)/
const underline = /^(?:=+|-{3,}|\*{3,}|_{3,})$/
const tableRow = /^\|.*\|$/
const tableRule = /^[|:\- ]+$/
const noteLine = /^_[^_].*_$/
const onlyCode = /^(?:`[^`]*`[\s,;·]*)+$/
const itemMark = /^(?:[-*+•‣]|\d{1,4}[.)])\s+(?:\[[ xX]\]\s+)?/
const logLine =
  /^\[?(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\d\d:\d\d:\d\d\b|(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b[\]: ])/

function splitBlocks(text: string): Block[] {
  const blocks: Block[] = []
  let open: string[] = []
  let kind: 'prose' | 'item' = 'prose'
  const close = (next: 'prose' | 'item' = 'prose') => {
    if (open.length > 0) blocks.push({ kind, text: open.join('\n') })
    open = []
    kind = next
  }
  for (const raw of text.split('\n')) {
    const line = raw.replace(/^(?:\s*>)+/, '').trim()
    const isTableRule = line.includes('|') && line.includes('--') && tableRule.test(line)
    if (isTableRule || underline.test(line)) {
      // A line above an underline is a heading; a line above a table rule is its header.
      if (open.length === 1) open = []
      else if (isTableRule && blocks.at(-1)?.kind === 'line') blocks.pop()
      close()
    } else if (line === '' || headingLine.test(line) || noteLine.test(line)) {
      close()
    } else if (logLine.test(line) || tableRow.test(line)) {
      close()
      blocks.push({ kind: 'line', text: tableRow.test(line) ? cellsOf(line) : line })
    } else if (itemMark.test(line)) {
      close('item')
      const item = line.replace(itemMark, '')
      if (!onlyCode.test(item)) open.push(item)
    } else {
      if (endsByItself(open.at(-1), line)) close()
      open.push(line)
    }
  }
  close()
  return blocks
}

const cellsOf = (row: string): string =>
  row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(' · ')

/** A short line without a full stop before a capitalized line is a sentence of its own. */
const endsByItself = (last: string | undefined, next: string): boolean =>
  last !== undefined && last.length < 50 && !/[.!?:;,…]$/.test(last) && /^[\p{Lu}\p{N}]/u.test(next)

/**
 * Text without links, pictures and emphasis. The search for closing marks is bounded, because a text of opening marks
 * would take quadratic time.
 */
export const plain = (text: string): string =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/!\[([^\]]{0,300})\]\([^)]{0,500}\)/g, '$1')
    .replace(/\[([^\]]{1,300})\]\([^)]{0,500}\)/g, '$1')
    .replace(/(\*\*|__)(?=\S)(.{0,200}?\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*]{0,200}\S)\*(?![\p{L}\p{N}*])/gu, '$1')
    .replace(/`([^`]{1,500})`/g, '$1')

const segmenter = once(() => new Intl.Segmenter('en', { granularity: 'sentence' }))
/** Abbreviations and initials, whose full stop does not end a sentence. */
const goesOn =
  /(?:^|[\s("'])(?:Dr|Mr|Mrs|Ms|Prof|St|Nr|No|Fig|Vol|vs|cf|approx|ca|e\.g|i\.e|z\.B|Jan|Feb|Apr|Aug|Sept?|Oct|Nov|Dec|\p{Lu})\.\s*$/u

const longestAbbreviation = 12

function splitProse(text: string): string[] {
  const sentences: string[] = []
  let open = ''
  for (const { segment } of segmenter().segment(text)) {
    open += segment
    if (goesOn.test(open.slice(-longestAbbreviation))) continue
    sentences.push(open.trim())
    open = ''
  }
  if (open.trim() !== '') sentences.push(open.trim())
  return sentences
}
