/** A word, number, address or quotation of a message, or a mark that may part two clauses. */
export interface Token {
  readonly kind: 'word' | 'number' | 'address' | 'quote' | 'mark'
  readonly text: string
  readonly lower: string
  readonly start: number
  readonly end: number
  /** It stands in round brackets. */
  readonly isAside: boolean
}

export const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/))

/** Longer messages are read from their beginning. */
const maxMessageLength = 10_000

/** A message as it is read: one form for one look, no control characters but line breaks, at most 10,000 characters. */
export const cleanMessage = (message: string): string =>
  message
    .slice(0, maxMessageLength)
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/[^\S\n]|(?!\n)\p{Cc}/gu, ' ')
    .slice(0, maxMessageLength)
    .toWellFormed()
    .trim()

const word = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’./+-][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*[+#]{0,2}`
const parts = [
  String.raw`(?<quote>"[^"\n]{1,500}"|“[^”]{1,500}”|«[^»]{1,500}»)`,
  String.raw`(?<address>[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{0,250}[\p{L}\p{N}]|https?://[^\s<>"]{1,2000}(?<![.,;:!?)]))`,
  String.raw`(?<number>[$€£¥₹]?\d+(?:[.,]\d+)*[%€£¥₹$]?(?![\p{L}\p{N}]))`,
  `(?<word>${word})`,
  String.raw`(?<mark>[,;:&\n]|[.!?](?=\s|$))`,
]
const tokenPattern = new RegExp(parts.join('|'), 'gu')

/** What no part of the pattern knows is left out; `start` and `end` are places in the text. */
export function tokenize(text: string): Token[] {
  let [depth, read] = [0, 0]
  return [...text.matchAll(tokenPattern)].map((match) => {
    for (const bracket of text.slice(read, match.index).match(/[()]/g) ?? []) {
      depth = bracket === '(' ? depth + 1 : Math.max(0, depth - 1)
    }
    read = match.index + match[0].length
    return {
      kind: kindOf(match.groups ?? {}),
      text: match[0],
      lower: match[0].toLowerCase().replaceAll('’', "'"),
      start: match.index,
      end: read,
      isAside: depth > 0,
    }
  })
}

/** What closes words behind their last token: a bracket, a quotation mark, the sign of a currency. */
const closers = /^(?:[)\]>}”’]| ?[€£¥₹$%](?![\p{L}\p{N}]))*/u

/** From one token to another, as it was typed; `end` is the place after the last. */
export function wordsBetween(text: string, tokens: readonly Token[], [start, end]: Range): string {
  const from = tokens[start]?.start ?? 0
  const ended = start < end ? (tokens[end - 1]?.end ?? from) : from
  return text.slice(from, ended + (closers.exec(text.slice(ended, ended + 10))?.[0].length ?? 0)).trim()
}

/** Places of tokens; the second is the one after the last. */
export type Range = readonly [start: number, end: number]

function kindOf({ quote, address, number, mark }: Record<string, string | undefined>): Token['kind'] {
  if (quote !== undefined) return 'quote'
  if (address !== undefined) return 'address'
  if (number !== undefined) return 'number'
  return mark === undefined ? 'word' : 'mark'
}
