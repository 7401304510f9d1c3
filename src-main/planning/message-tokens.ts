/** A word, number, address or quotation of a message, or a mark that may part two clauses. */
export interface Token {
  readonly kind: 'word' | 'number' | 'address' | 'quote' | 'mark'
  readonly text: string
  readonly lower: string
  readonly start: number
  readonly end: number
}

/** Longer messages are read from their beginning. */
export const maxMessageLength = 10_000

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
  return [...text.matchAll(tokenPattern)].map((match) => ({
    kind: kindOf(match.groups ?? {}),
    text: match[0],
    lower: match[0].toLowerCase().replaceAll('’', "'"),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

function kindOf({ quote, address, number, mark }: Record<string, string | undefined>): Token['kind'] {
  if (quote !== undefined) return 'quote'
  if (address !== undefined) return 'address'
  if (number !== undefined) return 'number'
  return mark === undefined ? 'word' : 'mark'
}
