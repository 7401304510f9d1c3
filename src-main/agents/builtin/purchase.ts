import { type FoundAmount, findAmounts } from '#shared/text/find-amounts.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import type { AttemptContext } from '../../engine/ports.ts'
import { type Ability, type Findings, nothingToDo } from './ability.ts'
import { type Ground, listGrounds, type Price } from './evidence.ts'
import { listLowest, listPrices } from './prices.ts'
import { requestOf, subjectOf } from './request.ts'
import { clip, code, heading, paragraphs, table } from './text/phrases.ts'

/** Writes an order request for a person. It cannot buy anything. */
export const purchase: Ability = {
  skill: 'purchase',
  run(work) {
    const grounds = listGrounds(work.task)
    const request = requestOf(work.task)
    const named = findNamed(request) ?? findLimit(work.task)
    const order = orderOf({ subject: subjectOf(work.task), named, grounds })
    if (order.item === unnamed) return Promise.resolve(nothingToDo(words.builtinFailures.noItem))
    work.log(words.builtinLogs.orderWritten(order.item))
    return Promise.resolve(report(order))
  },
}

const unnamed = 'not specified'

interface NamedAmount {
  readonly amountMinor: number
  readonly currency: string
  /** The amount is a limit, not a price. */
  readonly isLimit: boolean
}

const limitWords =
  /(?:under|below|less than|at most|up to|within|max(?:imum)?(?: of)?|no more than|between|to|and|[-–])\s*$/iu

/** The amount in the request. If several amounts share a currency, the highest counts, as a limit. */
function findNamed(request: string): NamedAmount | null {
  const amounts = findAmounts(request)
  const [first] = amounts
  if (first === undefined) return null
  const same = amounts.filter(({ currency }) => currency === first.currency)
  const highest = same.reduce((most, each) => (each.amountMinor > most.amountMinor ? each : most), first)
  const isLimit = same.length > 1 || limitWords.test(request.slice(0, highest.index))
  return { amountMinor: highest.amountMinor, currency: highest.currency, isLimit }
}

/**
 * The price limit for a request without an amount: from its context, else from its dependencies. An amount there is a
 * limit unless the text calls it a price.
 */
function findLimit({
  description,
  dependencies,
}: Pick<AttemptContext, 'description' | 'dependencies'>): NamedAmount | null {
  const own = /\n\nContext: (?<context>.*)$/su.exec(description)?.groups?.context ?? ''
  for (const text of [readable(own), ...dependencies.map((each) => `${each.title}\n${each.description}`)]) {
    const named = findNamed(text)
    if (named !== null) return { ...named, isLimit: named.isLimit || !/\bprice\b/iu.test(text) }
  }
  return null
}

/** `{"budget":1000,"currency":"EUR"}` as `budget 1000 EUR`: a number with a currency next to it is an amount. */
function readable(context: string): string {
  const currency = /"currency"\s*:\s*"(?<code>[A-Z]{3})"/.exec(context)?.groups?.code
  const amounts =
    /"(?<key>price|budget|max_price|limit|cost|amount)"\s*:\s*(?<number>\d+(?:\.\d+)?)(?=[,}\s])/g
  return currency === undefined ? context : context.replaceAll(amounts, `$<key> $<number> ${currency}`)
}

interface Order {
  readonly item: string
  readonly amountMinor: number | null
  readonly currency: string | null
  /** The amount is a limit, not the item's price. */
  readonly isLimit: boolean
  /** Source of the price, if the request left the choice to earlier findings; otherwise null. */
  readonly source: string | null
  /** The request refers to earlier findings, and several or none match. */
  readonly isOpen: boolean
}

interface PurchaseRequest {
  readonly subject: string
  readonly named: NamedAmount | null
  readonly grounds: readonly Ground[]
}

const pointer =
  /^(?:it|one|them|that|this|(?:the )?(?:cheapest|best|lowest)(?: (?:one|of them|option|offer))?)(?=$|[,.;!]|\s+(?:for|at|if|by|under|below|from|within|before|up)(?![\p{L}\p{N}]))/iu
const cheapest = /(?<![\p{L}\p{N}])(?:cheapest|lowest)(?![\p{L}\p{N}])/iu

function orderOf({ subject, named, grounds }: PurchaseRequest): Order {
  const open = {
    amountMinor: named?.amountMinor ?? null,
    currency: named?.currency ?? null,
    isLimit: named?.isLimit ?? false,
    source: null,
  }
  const isOpen = pointer.test(subject)
  const chosen = isOpen ? choose(subject, named, listPrices(grounds)) : null
  if (chosen !== null) {
    const { item, amountMinor, currency, source } = chosen
    return { item, amountMinor, currency, source, isLimit: false, isOpen: false }
  }
  const bare = withoutAmount(subject, findAmounts(subject))
  const about = grounds.map(({ query, title }) => query ?? title).join('; ')
  const item = isOpen && about !== '' ? `${bare} (of: ${about})` : bare
  return { ...open, isOpen, item: clip(item === '' ? unnamed : item, 300) }
}

/**
 * The item of the request, when there is a single candidate: the only price, or the lowest when the cheapest is
 * requested.
 */
function choose(subject: string, named: NamedAmount | null, prices: readonly Price[]): Price | null {
  const within = prices.filter(
    ({ amountMinor, currency }) =>
      named === null || (currency === named.currency && amountMinor <= named.amountMinor),
  )
  const choices = cheapest.test(subject) ? listLowest(within) : within
  const [only, ...others] = choices
  return only === undefined || others.length > 0 ? null : only
}

/** `3 laptops` of `3 laptops for under $2,000`. */
function withoutAmount(subject: string, amounts: readonly FoundAmount[]): string {
  const [first] = amounts
  if (first === undefined) return subject
  const before = subject.slice(0, first.index).replace(/[\s,(]+$/u, '')
  const bare = before.replace(
    /(?:\s+(?:for|under|below|less than|at most|at|up to|within|max(?:imum)?(?: of)?|no more than|between|around|about|costing|priced))+$/iu,
    '',
  )
  return bare.trim() === '' ? subject : bare.trim()
}

function report({ item, amountMinor, currency, isLimit, source, isOpen }: Order): Findings {
  const price =
    amountMinor === null || currency === null
      ? 'not specified'
      : `${isLimit ? 'at most ' : ''}${formatMoney({ amountMinor, currency })}`
  const rows = [
    ['Item', item],
    [isLimit ? 'Limit' : 'Amount', price],
    ...(source === null ? [] : [['Price found in', code(source)]]),
    ['Status', 'requested'],
  ]
  const text = paragraphs([
    heading(2, 'Order request'),
    table(['Field', 'Value'], rows),
    isOpen
      ? 'The item is still open: the findings do not name exactly one match. A person must choose the item.'
      : '',
    '**Nothing was bought and no money was spent.** A person must place the order.',
  ])
  return {
    text,
    data: { item, amountMinor, currency, isLimit, source, isOpen, status: 'requested' },
    passages: [],
  }
}
