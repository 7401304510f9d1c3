import { type Agent, type Price, priceOfAgent } from '#shared/model/agents/agent.ts'
import { type Account, formatMoney, type Money, type Tariff } from '#shared/model/money.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'

/** The maximum cost of one attempt at the task: its own limit, else the price of its agent. */
export const priceOf = ({ cost }: TaskDefinition, agent: Agent): Price => cost ?? priceOfAgent(agent)

/** An account with the money in it that is granted to tasks; absent: none is. */
export type Granted = Account & { readonly grantedMinor?: number }

/** The money left under the cap; null without a cap. */
export function leftOf({ capMinor, currency, ...account }: Granted): Money | null {
  if (capMinor === null) return null
  return { amountMinor: Math.max(0, capMinor - usedOf(account)), currency }
}

/** Spent, reserved for attempts and granted to tasks. */
export const usedOf = (account: Pick<Granted, 'reservedMinor' | 'settledMinor' | 'grantedMinor'>): number =>
  account.reservedMinor + account.settledMinor + (account.grantedMinor ?? 0)

/**
 * The reason not to ask a model, whose price is known only afterwards: no cap can hold its cost, or a cap is used up.
 * Null without a reason, also for a free model or accounts without caps.
 */
export function findUnpayable(accounts: readonly Account[], tariff: Tariff): string | null {
  return tariff === 'free' ? null : (findUncountable(accounts, tariff) ?? findExhausted(accounts))
}

function findExhausted(accounts: readonly Account[]): string | null {
  const empty = accounts.find((account) => leftOf(account)?.amountMinor === 0)
  if (empty === undefined) return null
  const cap = formatMoney({ amountMinor: empty.capMinor ?? 0, currency: empty.currency })
  return words.costs.exhausted(cap, nameOf(empty))
}

/** Why a cap does not hold what a model costs, however much is left of it: no sum of its answers would reach it. */
export function findUncountable(accounts: readonly Account[], tariff: Tariff): string | null {
  if (tariff === 'free') return null
  const other = accounts.find(
    ({ capMinor, currency }) => capMinor !== null && (tariff === 'unknown' || tariff.currency !== currency),
  )
  if (other === undefined) return null
  return tariff === 'unknown'
    ? words.costs.modelPriceUnknown(nameOf(other), other.currency)
    : words.costs.modelPriceInOtherCurrency(tariff.currency, nameOf(other), other.currency)
}

export interface Shortfall<A extends Account> {
  readonly account: A
  readonly needed: Money | null
  readonly left: Money
  readonly message: string
  /** More money would help. */
  readonly canTopUp: boolean
}

/**
 * The first account that cannot hold this price (E5); null when all can. Under a cap an unknown price and another
 * currency are refused: a cap that cannot be held is none.
 */
export function findShortfall<A extends Granted>(accounts: readonly A[], price: Price): Shortfall<A> | null {
  if (price === 'free' || (price !== 'unknown' && price.amountMinor === 0)) return null
  for (const account of accounts) {
    const left = leftOf(account)
    if (left === null) continue
    const facts = { account, left }
    if (price === 'unknown') {
      const message = words.costs.priceUnknown(nameOf(account))
      return { ...facts, needed: null, message, canTopUp: false }
    }
    if (price.currency !== account.currency) {
      const owner = nameOf(account)
      const message = words.costs.priceInOtherCurrency(formatMoney(price), owner, account.currency)
      return { ...facts, needed: price, message, canTopUp: false }
    }
    const over = price.amountMinor - left.amountMinor
    if (over > 0) {
      const overrun = formatMoney({ amountMinor: over, currency: price.currency })
      const message = words.costs.short(formatMoney(price), nameOf(account), formatMoney(left), overrun)
      return { ...facts, needed: price, message, canTopUp: true }
    }
  }
  return null
}

export function nameOf({ key }: Pick<Account, 'key'>): string {
  const id = key.slice(key.indexOf(':') + 1)
  if (key.startsWith('run:')) return words.costs.theRun
  return key.startsWith('branch:')
    ? words.costs.theGroup(id.slice(id.indexOf('/') + 1))
    : words.costs.theProject(id)
}

interface Costs {
  readonly reserved: Money | null
  readonly spent: Money | null
}

/**
 * The cost of an attempt at its end. A reported cost counts. Without a report, a free agent costs nothing, and a
 * priced agent its price within the reservation. For an agent of unknown price, the limit of its task counts as the
 * price.
 */
export function settlementOf({ spent, reserved }: Costs, price: Price): Money | null {
  if (spent !== null || reserved === null || price === 'unknown') return spent ?? reserved
  if (price === 'free') return { ...reserved, amountMinor: 0 }
  if (price.currency !== reserved.currency) return reserved
  return { ...reserved, amountMinor: Math.min(price.amountMinor, reserved.amountMinor) }
}

/** A cost as it is booked without a question, and what exceeds its limit. Another currency is not compared. */
export function splitAtLimit(
  cost: Money | null,
  limit: Money | null,
): { readonly booked: Money | null; readonly excess: Money | null } {
  const over = cost === null || limit?.currency !== cost.currency ? 0 : cost.amountMinor - limit.amountMinor
  if (cost === null || over <= 0) return { booked: cost, excess: null }
  return { booked: limit, excess: { ...cost, amountMinor: over } }
}

/**
 * The metered cost of an attempt that asked a question. The next attempt continues its work and reserves the price
 * again; booking it at each question would charge it several times.
 */
export const meteredOf = ({ spent, reserved }: Costs): Money | null =>
  spent ?? (reserved && { ...reserved, amountMinor: 0 })
