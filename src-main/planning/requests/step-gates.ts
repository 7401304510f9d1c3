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
 * The gate of each step that a person wants to be asked about; null where nobody has to be asked. A known price is one
 * of the only purchase: with several nobody can say which of them it belongs to.
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

interface Asked {
  readonly step: GatedStep
  readonly title: string
  readonly open: readonly ApprovalCondition[]
  readonly known: Money | null
}

function gateOf({ step, title, open, known }: Asked): Gate {
  const when = isReview(step, open) ? 'after' : 'before'
  const may = when === 'after' ? `May the result of “${title}” be used?` : `May “${title}” go on?`
  const quotes = [...new Set(open.map(quote))]
  const others = quotes.length > maxQuotes ? ['The request says more about it.'] : []
  const question = [...quotes.slice(0, maxQuotes), ...others, may].join(' ')
  const reason = open.some(({ limit }) => limit !== null) ? reasonOf(known) : null
  return { when, quorum: 1, onExpiry: 'reject', question, ...(reason !== null && { description: reason }) }
}

/** Of each proviso and of them all: a question is no longer than a gate allows. */
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

/** To look at a draft there must be one: what only writes it is done first, and its result waits. */
const isReview = ({ kind, action }: GatedStep, open: readonly ApprovalCondition[]): boolean =>
  kind === 'communication' &&
  /^(?:draft|write|compose|prepare|make|create)$/.test(action) &&
  open.every(({ isForReview }) => isForReview)

const priced =
  /(?<![\p{L}\p{N}])(?:for|costs?|costing|priced at|(?:the )?price (?:is|of)|price:)(?: only| just| exactly)? $/iu
const perThing = /^ ?(?:each|per|apiece|a piece|an? |\/)/iu
const counts =
  /(?<![\p{L}\p{N}])(?:two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|several|some|each|every|per)(?![\p{L}\p{N}])/iu

/** A price that a request states for one thing and in so many words. What leaves room for doubt is not known. */
function findStatedPrice({ text, context, distribution }: GatedStep): Money | null {
  const said = `${context}\n${text}`
  const [amount, ...others] = findAmounts(said)
  if (amount === undefined || others.length > 0 || distribution !== null || counts.test(said)) return null
  const after = said.slice(amount.index + amount.text.length)
  const before = said.slice(0, amount.index)
  if (!priced.test(before) || perThing.test(after) || /\d/.test(before)) return null
  return { amountMinor: amount.amountMinor, currency: amount.currency }
}
