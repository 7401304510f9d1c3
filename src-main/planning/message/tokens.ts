import { type DataRange, findData } from './data-mask.ts'
import { tagWords } from './tagger.ts'

/** A word, number, address or data range of a message, or a mark that can separate clauses. */
export interface Token {
  readonly kind: 'word' | 'number' | 'address' | 'quote' | 'mark'
  readonly text: string
  readonly lower: string
  readonly start: number
  readonly end: number
  readonly isInBrackets: boolean
  /** The tagger classified the word as a verb in its base form. */
  readonly isBaseVerb: boolean
  readonly isNoun: boolean
}

/** The cleaned text of a message, with its tokens. */
export interface Source {
  readonly text: string
  readonly tokens: readonly Token[]
}

/** The token at an index in lower case; empty outside of the message. */
export const wordAt = (tokens: readonly Token[], at: number): string => tokens[at]?.lower ?? ''

/** The next four tokens in lower case, joined with spaces. */
export const wordsFrom = (tokens: readonly Token[], at: number): string =>
  tokens
    .slice(at, at + 4)
    .map(({ lower }) => lower)
    .join(' ')

export const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Limit on parsed characters of a message. */
const maxMessageLength = 10_000

/** Normalises a message: Unicode NFC, no control characters except line breaks, at most 10,000 characters. */
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

/** Tokens of a text. Other characters are skipped; `start` and `end` are offsets into the text. */
function tokenize(text: string): Token[] {
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

/** A full stop at the end of quoted text also ends the sentence around the quote. */
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
/** List marks within a line: `a) find a plumber b) pay the bill`, `1. … 2. …`. */
const inlineMark = /([\s:])(\(?(?:\d{1,2}[.)]|[a-h]\))\s+)(?=\p{L})/gu

/** Replaces list marks with spaces, and starts a new line at each mark within a line. Offsets stay valid. */
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

/** Characters that belong to the token before them: a closing bracket, a quotation mark, a currency sign. */
const closers = /^(?:[)\]>}”’"']| ?[€£¥₹$%](?![\p{L}\p{N}]))*/u

/** The text of a token range, as typed. */
export function wordsBetween(text: string, tokens: readonly Token[], [start, end]: Range): string {
  const from = tokens[start]?.start ?? 0
  const ended = start < end ? (tokens[end - 1]?.end ?? from) : from
  return text.slice(from, ended + (closers.exec(text.slice(ended, ended + 10))?.[0].length ?? 0)).trim()
}

/** A range of token indexes; `end` is exclusive. */
export type Range = readonly [start: number, end: number]

function kindOf({ address, number, mark }: Record<string, string | undefined>): Token['kind'] {
  if (address !== undefined) return 'address'
  if (number !== undefined) return 'number'
  return mark === undefined ? 'word' : 'mark'
}
