import { once } from '#shared/once.ts'
export interface Sentence {
  readonly text: string
  /** Opens a paragraph: such sentences tend to say what the rest is about. */
  readonly isFirst: boolean
  /** Does not end as sentences do: an item of a list, a row of a table, half a line. */
  readonly isFragment: boolean
}

/**
 * The sentences of a text, plain or markdown, in order and without marks of formatting. A list item, a row of a table
 * and a line of a log are units of their own. Headings, code and notes about the text (lines in italics) are not
 * sentences.
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

/** Two words, or a few characters of a script that puts no space between words. */
const hasWords = (text: string): boolean =>
  text.split(' ').filter((part) => /[\p{L}\p{N}]/u.test(part)).length > 1 || /[^\p{ASCII}]{4}/u.test(text)

const withoutCode = (text: string): string =>
  withoutComments(text.replaceAll('\r\n', '\n'))
    .replace(/^---\n[\s\S]*?\n---(?:\n|$)/, '')
    .replace(/^[ \t]*(`{3,12}|~{3,12})[^\n]*\n[\s\S]*?^[ \t]*\1[`~]*[ \t]*$/gm, '')

/** Written by hand: a regular expression would search for the end again at every unclosed comment. */
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
  /** A line is not looked into for sentences. */
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
      // A line above an underline is a heading; a line above the rule of a table is its header.
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
 * Without links, pictures and emphasis; the words stay as they are. The ends of marks are looked for so far and no
 * further, or a text full of openings would hold up the app.
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
/** Abbreviations that do not end a sentence, however the next word is spelt, and initials of names. */
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
