import { type Agent, type Price, priceOfAgent } from '#shared/model/agents/agent.ts'
import type { Account, Money, Tariff } from '#shared/model/money.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'

/** Maximum cost of one attempt: the task's own limit, else the agent's price. */
export const priceOf = ({ cost }: TaskDefinition, agent: Agent): Price => cost ?? priceOfAgent(agent)

/** An account with the money granted to tasks; absent means no grants. */
export type Granted = Account & { readonly grantedMinor?: number }

/** Money left under the cap, at least zero; null without a cap. */
export function leftOf({ capMinor, currency, ...account }: Granted): Money | null {
  if (capMinor === null) return null
  return { amountMinor: Math.max(0, capMinor - usedOf(account)), currency }
}

/** Sum of money spent, reserved for attempts and granted to tasks. */
export const usedOf = (account: Pick<Granted, 'reservedMinor' | 'settledMinor' | 'grantedMinor'>): number =>
  account.reservedMinor + account.settledMinor + (account.grantedMinor ?? 0)

/**
 * Reason not to call a model, whose cost is known only afterwards: a cap cannot account for the cost, or a cap is used
 * up. Null if the call is allowed, as for a free model or accounts without caps.
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

/** Reason why a cap can never limit this model's cost: its price is unknown or in another currency. */
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
  /** True if raising the cap would help. */
  readonly canTopUp: boolean
}

/**
 * The first account that cannot cover the price (E5); null if all can. Capped accounts refuse unknown prices and other
 * currencies, because such a cap could not be enforced.
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
 * Cost booked at the end of an attempt. A reported cost takes precedence. Otherwise a free agent costs nothing, and a
 * priced agent costs its price, up to the reservation. With an unknown price, the task's limit counts as the price.
 */
export function settlementOf({ spent, reserved }: Costs, price: Price): Money | null {
  if (spent !== null || reserved === null || price === 'unknown') return spent ?? reserved
  if (price === 'free') return { ...reserved, amountMinor: 0 }
  if (price.currency !== reserved.currency) return reserved
  return { ...reserved, amountMinor: Math.min(price.amountMinor, reserved.amountMinor) }
}

/**
 * Splits a cost into the part booked without approval and the excess over the limit. A limit in another currency is
 * ignored.
 */
export function splitAtLimit(
  cost: Money | null,
  limit: Money | null,
): { readonly booked: Money | null; readonly excess: Money | null } {
  const over = cost === null || limit?.currency !== cost.currency ? 0 : cost.amountMinor - limit.amountMinor
  if (cost === null || over <= 0) return { booked: cost, excess: null }
  return { booked: limit, excess: { ...cost, amountMinor: over } }
}

/**
 * Metered cost of an attempt that asked a question. The next attempt continues its work and reserves the price again,
 * so booking the price at each question would charge it several times.
 */
export const meteredOf = ({ spent, reserved }: Costs): Money | null =>
  spent ?? (reserved && { ...reserved, amountMinor: 0 })
