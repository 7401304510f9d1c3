import { type FoundAmount, findAmounts } from '#shared/text/find-amounts.ts'
import type { Ground, Price } from './evidence.ts'
import { clip, flat } from './text/phrases.ts'
import { plain } from './text/sentences.ts'

const maxPrices = 200
/** Limits for one text, so that a long table does not block the app. */
const maxLines = 1000
const maxLine = 2000
const maxItem = 100
/** Characters before an amount in which its name is looked for. */
const maxBefore = 300

/** The amounts in the results of the dependencies, each once, in order. Prices are quoted and never converted. */
export function listPrices(grounds: readonly Ground[]): Price[] {
  const seen = new Set<string>()
  return grounds
    .flatMap((ground) => ground.prices ?? readPrices(ground))
    .filter(({ item, amountMinor, currency }) => {
      const id = JSON.stringify([item.toLowerCase(), amountMinor, currency])
      return !seen.has(id) && seen.add(id)
    })
    .slice(0, maxPrices)
}

function readPrices({ key, title, findings, text }: Ground): Price[] {
  const texts =
    findings === null
      ? [{ source: `result of ${key}`, about: title, text }]
      : findings.map((each) => ({
          source: each.source,
          about: each.about.at(-1) ?? title,
          text: each.context === '' ? each.text : each.context,
        }))
  return texts.flatMap(({ text, source, about }) =>
    text
      .split('\n')
      .filter((line) => /\d/.test(line))
      .slice(0, maxLines)
      .flatMap((line) => pricesOf(line.slice(0, maxLine), { source, about })),
  )
}

function pricesOf(line: string, place: { readonly source: string; readonly about: string }): Price[] {
  const text = plain(line.replace(/^\s*(?:[-*+•>]|\d{1,3}[.)])\s+/, ''))
  const amounts = findAmounts(text)
  return amounts.map((amount, index) => {
    const previous = amounts[index - 1]
    const from = previous === undefined ? 0 : previous.index + previous.text.length
    const item = itemOf(text, amount, from)
    return {
      item: clip(item === '' ? flat(place.about) : item, maxItem),
      amountMinor: amount.amountMinor,
      currency: amount.currency,
      text: amount.text,
      source: place.source,
    }
  })
}

/** The first cell of a row; else the words before the amount; else the words after `for`. */
function itemOf(text: string, amount: FoundAmount, from: number): string {
  if (text.startsWith('|')) return text.split('|')[1]?.trim() ?? ''
  const before = tidy(
    text
      .slice(Math.max(from, amount.index - maxBefore), amount.index)
      .split(/[.;!?](?=\s)/)
      .at(-1) ?? '',
  )
  if (before !== '') return before
  const after = /^\s*(?:each\s+)?(?:for|:|-|–|—)\s+([^.,;!?|]{1,200})/u.exec(
    text.slice(amount.index + amount.text.length),
  )
  return after?.[1] === undefined ? '' : tidy(after[1])
}

const links =
  'costs?|is|are|at|for|from|prices?|priced|starts?|starting|sells?|now|only|about|around|just|of|and|or|while|but|to|which|that|it|was|were|has|have|with'
const linkAtEnd = new RegExp(`(?:(?:^|[\\s,])(?:${links})|\\s(?:an?|the))$`, 'iu')
const linkAtStart = new RegExp(`^(?:${links}|an?|the)(?=\\s)`, 'iu')

/** Removes marks and prepositions between an item and its price. */
function tidy(text: string): string {
  let item = text
  for (;;) {
    const shorter = item
      .replace(/^[\s,:;.()|–—-]+|[\s,:;(|–—=-]+$/gu, '')
      .replace(linkAtEnd, '')
      .replace(linkAtStart, '')
    if (shorter === item) return item
    item = shorter
  }
}

/** The lowest price per currency, in the order in which the currencies occur; ties by order. */
export function listLowest(prices: readonly Price[]): Price[] {
  const lowest = new Map<string, Price>()
  for (const price of prices) {
    const known = lowest.get(price.currency)
    if (known === undefined || price.amountMinor < known.amountMinor) lowest.set(price.currency, price)
  }
  return [...lowest.values()]
}
