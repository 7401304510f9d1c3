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
  /\p{L}/u.test(text) && (/[\p{L}\p{N}]\S*\s+\S*[\p{L}\p{N}]/u.test(text) || /[^\p{ASCII}]{4}/u.test(text))

const withoutCode = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(/^---\n[\s\S]*?\n---(?:\n|$)/, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/^[ \t]*(`{3,}|~{3,})[^\n]*\n[\s\S]*?^[ \t]*\1[`~]*[ \t]*$/gm, '')

interface Block {
  /** A line is not looked into for sentences. */
  readonly kind: 'prose' | 'item' | 'line'
  readonly text: string
}

const headingLine = /^\s*#{1,6}(?:\s|$)/
const underline = /^\s*(?:=+|-{3,}|\*{3,}|_{3,})\s*$/
const tableRule = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/
const noteLine = /^\s*_[^_].*_\s*$/
const onlyCode = /^(?:`[^`]*`[\s,;·]*)+$/
const itemMark = /^\s*(?:[-*+•‣]|\d{1,4}[.)])\s+(?:\[[ xX]\]\s+)?/
const logLine =
  /^\s*\[?(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\d\d:\d\d:\d\d\b|(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b[\]: ])/

function splitBlocks(text: string): Block[] {
  const blocks: Block[] = []
  let open: string[] = []
  const close = () => {
    if (open.length > 0) blocks.push({ kind: 'prose', text: open.join('\n') })
    open = []
  }
  for (const raw of text.split('\n')) {
    const line = raw.replace(/^(?:\s*>)+\s?/, '')
    const isRule = underline.test(line) || (line.includes('|') && tableRule.test(line))
    if (isRule) {
      // What stands above an underline is a heading, above the rule of a table its head.
      if (open.length === 1) open = []
      else if (line.includes('|') && blocks.at(-1)?.kind === 'line') blocks.pop()
      close()
    } else if (line.trim() === '' || headingLine.test(line) || noteLine.test(line)) {
      close()
    } else if (logLine.test(line) || /^\s*\|.*\|\s*$/.test(line)) {
      close()
      blocks.push({ kind: 'line', text: cellsOf(line) })
    } else if (itemMark.test(line)) {
      close()
      const item = line.replace(itemMark, '')
      if (!onlyCode.test(item)) open.push(item)
    } else {
      if (endsByItself(open.at(-1), line)) close()
      open.push(line.trim())
    }
  }
  close()
  return blocks
}

const cellsOf = (line: string): string =>
  /^\s*\|.*\|\s*$/.test(line)
    ? line
        .trim()
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim())
        .filter((cell) => cell !== '')
        .join(' · ')
    : line

/** A short line without a full stop before a line that begins anew is a note of its own, not half a sentence. */
const endsByItself = (last: string | undefined, next: string): boolean =>
  last !== undefined && last.length < 50 && !/[.!?:;,…]$/.test(last) && /^\s*[\p{Lu}\p{N}]/u.test(next)

/** Without links, pictures and emphasis; the words stay as they are. */
export const plain = (text: string): string =>
  text
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__)(?=\S)([^\n]*?\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*\S)\*(?![\p{L}\p{N}*])/gu, '$1')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
/** Abbreviations that do not end a sentence, however the next word is spelt, and initials of names. */
const goesOn =
  /(?:^|[\s("'])(?:Dr|Mr|Mrs|Ms|Prof|St|Nr|No|Fig|Vol|vs|cf|approx|ca|e\.g|i\.e|z\.B|Jan|Feb|Apr|Aug|Sept?|Oct|Nov|Dec|\p{Lu})\.\s*$/u

function splitProse(text: string): string[] {
  const sentences: string[] = []
  let open = ''
  for (const { segment } of segmenter.segment(text)) {
    open += segment
    if (goesOn.test(open)) continue
    sentences.push(open.trim())
    open = ''
  }
  if (open.trim() !== '') sentences.push(open.trim())
  return sentences
}
