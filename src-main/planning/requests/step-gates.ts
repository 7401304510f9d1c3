import type { Gate } from '#shared/model/approval.ts'
import type { Money } from '#shared/model/money.ts'
import { clip } from '#shared/text/clip.ts'
import { findAmounts } from '#shared/text/find-amounts.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import type { ApprovalCondition } from '../message/approval-conditions.ts'
import type { Clause } from '../message/clause.ts'
import type { StepKind } from '../message/lexicon.ts'
import { formatLimit, isClearOf } from '../message/limits.ts'

type GatedStep = Pick<Clause, 'action' | 'text' | 'context' | 'approvalConditions' | 'distribution'> & {
  readonly kind: StepKind
}

/**
 * Returns a function that creates the gate of a step, or null if the step needs no approval. The given price applies
 * to the only purchase; with several purchases it is ambiguous.
 */
export function createGates(
  steps: readonly GatedStep[],
  price: Money | null,
): (step: GatedStep, title: string) => Gate | null {
  const isOnly = steps.filter(({ kind }) => kind === 'purchase').length === 1
  return (step, title) => {
    const given = isOnly && step.kind === 'purchase' ? price : null
    const known = given ?? findStatedPrice(step)
    const open = step.approvalConditions.filter(
      ({ limit }) => limit === null || known === null || !isClearOf(limit, known),
    )
    return open.length === 0 ? null : gateOf({ step, title, open, known })
  }
}

interface GateFacts {
  readonly step: GatedStep
  readonly title: string
  readonly open: readonly ApprovalCondition[]
  readonly known: Money | null
}

function gateOf({ step, title, open, known }: GateFacts): Gate {
  const when = isReview(step, open) ? 'after' : 'before'
  const may = when === 'after' ? `May the result of “${title}” be used?` : `May “${title}” go on?`
  const quotes = [...new Set(open.map(quote))]
  const rest = quotes.length > maxQuotes ? ['The request says more about it.'] : []
  const question = [...quotes.slice(0, maxQuotes), ...rest, may].join(' ')
  const reason = open.some(({ limit }) => limit !== null) ? reasonOf(known) : null
  return { when, quorum: 1, onExpiry: 'reject', question, ...(reason !== null && { description: reason }) }
}

/** Limits on each quote and on the number of quotes. Together they keep the question within the limit of a gate. */
const maxQuoted = 150
const maxQuotes = 4

const quote = ({ limit, text }: ApprovalCondition): string =>
  limit === null
    ? `You wrote “${clip(text.replaceAll('\n', ' '), maxQuoted)}”.`
    : `You asked to be asked if it is ${formatLimit(limit)}.`

const reasonOf = (known: Money | null): string =>
  known === null
    ? 'Nobody here knows the price beforehand, so you are asked in any case.'
    : `The request names a price of ${formatMoney(known)}.`

/** A review needs a draft. A step that only writes a text therefore runs first, and its result needs the approval. */
const isReview = ({ kind, action }: GatedStep, open: readonly ApprovalCondition[]): boolean =>
  kind === 'communication' &&
  /^(?:draft|write|compose|prepare|make|create)$/.test(action) &&
  open.every(({ isForReview }) => isForReview)

/** `costs only` before a price, as in `it costs only 20 EUR` */
const priced =
  /(?<![\p{L}\p{N}])(?:for|costs?|costing|priced at|(?:the )?price (?:is|of)|price:)(?: only| just| exactly)? $/iu
/** `each` after a price */
const perItem = /^ ?(?:each|per|apiece|a piece|an? |\/)/iu
/** Words for several items: `three laptops` */
const counts =
  /(?<![\p{L}\p{N}])(?:two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|several|some|each|every|per)(?![\p{L}\p{N}])/iu

/** The price that a request states for a single item; null if the price is ambiguous. */
function findStatedPrice({ text, context, distribution }: GatedStep): Money | null {
  const request = `${context}\n${text}`
  const [amount, ...others] = findAmounts(request)
  if (amount === undefined || others.length > 0 || distribution !== null || counts.test(request)) return null
  const after = request.slice(amount.index + amount.text.length)
  const before = request.slice(0, amount.index)
  if (!priced.test(before) || perItem.test(after) || /\d/.test(before)) return null
  return { amountMinor: amount.amountMinor, currency: amount.currency }
}
