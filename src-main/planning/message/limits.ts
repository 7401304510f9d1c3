import type { Money } from '#shared/model/money.ts'
import { findAmounts, readFigure } from '#shared/text/find-amounts.ts'
import { formatMoney } from '#shared/text/format-money.ts'

/** A limit in money beyond which the user wants to approve a step. */
export interface Limit {
  readonly side: 'over' | 'under'
  /** The limit includes the amount itself: `500 EUR or more`. */
  readonly isInclusive: boolean
  readonly amountMinor: number
  /** Null if the message names no currency. The parser does not guess a currency. */
  readonly currency: string | null
  /** The words of the limit as typed: `more than $100`. */
  readonly text: string
}

const over =
  '(?:more|greater|higher|bigger) than|over|above|beyond|exceed(?:s|ing)?|(?:more )?expensive than|dearer than'
const under = '(?:less|lower|smaller) than|under|below|cheaper than'
const atLeast = 'at least|(?:a )?min(?:imum)?(?: of)?|starting at'
const atMost = 'at most|up to|within|(?:a )?max(?:imum)?(?: of)?'
const boundPattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?<not>(?:not|no|isn['’]t|aren['’]t|doesn['’]t) (?:cost |be |go )?)?(?:(?<over>${over})|(?<under>${under})|(?<atLeast>${atLeast})|(?<atMost>${atMost})|(?<bare>costs?|is|be|spend|comes to)) (?:about |around |roughly |a total of )?(?=[\d$€£¥₹A-Z])`,
  'giu',
)
const orMore = /^ ?(?:,? ?or (?:more|above|over|up|higher)|and (?:more|up|above)|upwards)(?![\p{L}\p{N}])/iu
const orLess = /^ ?,? ?or (?:less|below|under|lower)(?![\p{L}\p{N}])/iu
/** Words after a number that mark it as money without a currency: `over 500 in total`, but not `over 500 guests`. */
const endOfFigure =
  /^(?:$|[^\p{L}\p{N}%\s]|\s+(?:in total|altogether|total|each|per|including|incl|with|without|plus|or|and|then|before|after|all|please|ask|check|let|otherwise|i|we)(?![\p{L}\p{N}]))/iu

/** The first limit in the words of a condition; null without a limit. */
export function findLimit(words: string): Limit | null {
  for (const match of words.matchAll(boundPattern)) {
    const from = match.index + match[0].length
    const amount = amountAt(words, from)
    if (amount === null) continue
    const rest = words.slice(from + amount.text.length)
    const bound = boundOf(match.groups ?? {}, rest)
    if (bound === null) continue
    const tail = (orMore.exec(rest) ?? orLess.exec(rest))?.[0] ?? ''
    return { ...bound, ...amount, text: `${match[0]}${amount.text}${tail}`.trim() }
  }
  return null
}

type Found = Pick<Limit, 'amountMinor' | 'currency' | 'text'>

function amountAt(words: string, from: number): Found | null {
  const rest = words.slice(from)
  const [amount] = findAmounts(rest.slice(0, 60))
  if (amount?.index === 0) {
    return { amountMinor: amount.amountMinor, currency: amount.currency, text: amount.text }
  }
  const figure = readFigure(rest)
  if (figure === null || !endOfFigure.test(rest.slice(figure.text.length))) return null
  return /(?<![\p{L}\p{N}])there(?![\p{L}\p{N}])/iu.test(words.slice(0, from))
    ? null
    : { ...figure, currency: null }
}

type Bound = Pick<Limit, 'side' | 'isInclusive'>

function boundOf(groups: Record<string, string | undefined>, rest: string): Bound | null {
  const bound = namedBound(groups, rest)
  return bound === null || groups.not === undefined ? bound : oppositeOf(bound)
}

function namedBound(groups: Record<string, string | undefined>, rest: string): Bound | null {
  if (groups.over !== undefined) return { side: 'over', isInclusive: false }
  if (groups.under !== undefined) return { side: 'under', isInclusive: false }
  if (groups.atLeast !== undefined || orMore.test(rest)) return { side: 'over', isInclusive: true }
  if (groups.atMost !== undefined || orLess.test(rest)) return { side: 'under', isInclusive: true }
  return null
}

/** Inverts a bound for `unless` and `otherwise`: the opposite of "under 50" is "50 or more". */
export const oppositeOf = <T extends Bound>(bound: T): T => ({
  ...bound,
  side: bound.side === 'over' ? 'under' : 'over',
  isInclusive: !bound.isInclusive,
})

/** `over 500 EUR`, `500 EUR or more`. */
export function formatLimit({ side, isInclusive, amountMinor, currency }: Limit): string {
  const figure = formatMoney({ amountMinor, currency: currency ?? '' })
    .trim()
    .replace(/\.00(?= |$)/, '')
  const amount = currency === null ? `${figure} (no currency was named)` : figure
  if (!isInclusive) return `${side} ${amount}`
  return `${amount} or ${side === 'over' ? 'more' : 'less'}`
}

/** True if a price is certain to need no approval. Always false for a price in another currency. */
export function isClearOf({ side, isInclusive, amountMinor, currency }: Limit, price: Money): boolean {
  if (price.currency !== currency) return false
  const distance = side === 'over' ? amountMinor - price.amountMinor : price.amountMinor - amountMinor
  return isInclusive ? distance > 0 : distance >= 0
}
