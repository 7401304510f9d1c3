import { type DataRange, findData } from './data-mask.ts'
import { tagWords } from './tagger.ts'

/** A word, number, address or piece of data of a message, or a mark that may separate two clauses. */
export interface Token {
  readonly kind: 'word' | 'number' | 'address' | 'quote' | 'mark'
  readonly text: string
  readonly lower: string
  readonly start: number
  readonly end: number
  /** True inside round brackets. */
  readonly isInBrackets: boolean
  /** The tagger's opinion: a verb in its base form. */
  readonly isBaseVerb: boolean
  readonly isNoun: boolean
}

/** A message with its tokens. */
export interface Source {
  readonly text: string
  readonly tokens: readonly Token[]
}

export const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Characters that are read of a message. */
const maxMessageLength = 10_000

/** A message in one Unicode form, without control characters except line breaks, and at most 10,000 characters long. */
export const cleanMessage = (message: string): string =>
  message
    .slice(0, maxMessageLength)
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/[^\S\n]|(?!\n)\p{Cc}/gu, ' ')
    .replaceAll(/\btl;dr\b/gi, 'tldr')
    .slice(0, maxMessageLength)
    .toWellFormed()
    .trim()

export function readSource(message: string): Source {
  const text = cleanMessage(message)
  return { text, tokens: tokenize(text) }
}

const word = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’./+-][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*[+#]{0,2}`
const parts = [
  String.raw`(?<address>[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{0,250}[\p{L}\p{N}]|https?://[^\s<>"]{1,2000}(?<![.,;:!?)]))`,
  String.raw`(?<number>[$€£¥₹]?\d+(?:[.,]\d+)*[%€£¥₹$]?(?![\p{L}\p{N}]))`,
  `(?<word>${word})`,
  String.raw`(?<mark>[,;:&\n]|(?<!(?<![\p{L}])(?:vs|e\.g|i\.e|etc|approx|mr|mrs|ms|dr|prof|inc|ltd|st|fig|cf|max|min))\.(?=\s|$)|[!?](?=\s|$)|(?<=\s)[–—-](?=\s)|—)`,
]
const tokenPattern = new RegExp(parts.join('|'), 'giu')

/** Tokens of a text. Characters outside of the patterns are skipped; `start` and `end` are offsets into the text. */
export function tokenize(text: string): Token[] {
  const data = findData(text)
  const plain = withoutListMarks(blankOut(text, data))
  const tags = new Map(tagWords(plain).map((tag) => [tag.start, tag]))
  const found = [
    ...data.map(([start, end]) => ({ start, end, kind: 'quote' as const })),
    ...[...plain.matchAll(tokenPattern)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      kind: kindOf(match.groups ?? {}),
    })),
  ].sort((a, b) => a.start - b.start)
  let [depth, read] = [0, 0]
  const tokens = found.map(({ start, end, kind }) => {
    for (const bracket of plain.slice(read, start).match(/[()]/g) ?? []) {
      depth = bracket === '(' ? depth + 1 : Math.max(0, depth - 1)
    }
    read = end
    const token = (kind === 'mark' ? plain : text).slice(start, end)
    const { isBaseVerb = false, isNoun = false } = tags.get(start) ?? {}
    const lower = /^[–—-]$/.test(token) ? ',' : token.toLowerCase().replaceAll('’', "'")
    return { kind, text: token, lower, start, end, isInBrackets: depth > 0, isBaseVerb, isNoun }
  })
  return tokens.flatMap((token, index) =>
    endsSentence(token, tokens[index + 1]) ? [token, endOf(token)] : [token],
  )
}

/** Quoted text that ends with a full stop ends the sentence around it, too. */
const endsSentence = ({ kind, text }: Token, next: Token | undefined): boolean =>
  kind === 'quote' && /[.!?…]["”»’'`]?$/u.test(text) && next !== undefined && /^\p{Lu}/u.test(next.text)

const endOf = (token: Token): Token => ({
  ...token,
  kind: 'mark',
  text: '.',
  lower: '.',
  start: token.end,
  isNoun: false,
})

const blankOut = (text: string, data: readonly DataRange[]): string =>
  data.reduce(
    (blank, [start, end]) =>
      blank.slice(0, start) +
      blank.slice(start, end).replaceAll(/[^\n]/g, ' ').replaceAll('\n', ' ') +
      blank.slice(end),
    text,
  )

const lineMark =
  /(?<=^|\n)([^\S\n]*)((?:[-*•]|\(?\d{1,2}[.)]|\(?[a-h]\))[^\S\n]+(?:\[[ xX]?\][^\S\n]+)?)(?=\S)/g
/** `a) find a plumber b) pay the bill`, `1. … 2. …` within a line. */
const inlineMark = /([\s:])(\(?(?:\d{1,2}[.)]|[a-h]\))\s+)(?=\p{L})/gu

/** The text with a line break in place of each list mark, at equal offsets. */
function withoutListMarks(text: string): string {
  const blank = (mark: string) => ' '.repeat(mark.length)
  const lines = text.replaceAll(lineMark, (_, indent: string, mark: string) => indent + blank(mark))
  const marks = [...lines.matchAll(inlineMark)].map(([, , mark = '']) => mark.replaceAll(/[\s().]/g, ''))
  const isList = marks.length > 1 && /^(?:1|a)$/.test(marks[0] ?? '') && /^(?:2|b)$/.test(marks[1] ?? '')
  return isList
    ? lines.replaceAll(
        inlineMark,
        (_, before: string, mark: string) => `${before === ':' ? ':' : '\n'}${blank(mark)}`,
      )
    : lines
}

/** Characters that close a phrase behind its last token: a bracket, a quotation mark, a currency sign. */
const closers = /^(?:[)\]>}”’"']| ?[€£¥₹$%](?![\p{L}\p{N}]))*/u

/** The text from one token to another, as typed; `end` is exclusive. */
export function wordsBetween(text: string, tokens: readonly Token[], [start, end]: Range): string {
  const from = tokens[start]?.start ?? 0
  const ended = start < end ? (tokens[end - 1]?.end ?? from) : from
  return text.slice(from, ended + (closers.exec(text.slice(ended, ended + 10))?.[0].length ?? 0)).trim()
}

/** Indexes of tokens; the second is exclusive. */
export type Range = readonly [start: number, end: number]

function kindOf({ address, number, mark }: Record<string, string | undefined>): Token['kind'] {
  if (address !== undefined) return 'address'
  if (number !== undefined) return 'number'
  return mark === undefined ? 'word' : 'mark'
}
