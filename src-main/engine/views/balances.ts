import type { Account, Money, Tariff } from '#shared/model/money.ts'
import { findShortfall, findUncountable, findUnpayable, leftOf } from '../../governance/budget.ts'
import { ownKeysOf } from '../projections/money.ts'
import type { AccountState, EngineState, RunState } from '../state.ts'

/** `leftMinor` is null where there is no cap. */
export type Balance = Account & { readonly leftMinor: number | null }

/** Everything that has a cap, and every project that money was counted for, by key. */
export const listBalances = ({ accounts }: EngineState): Balance[] =>
  [...accounts.values()]
    .filter(({ key, capMinor }) => capMinor !== null || key.startsWith('project:'))
    .map(balanceOf)
    .sort((a, b) => (a.key < b.key ? -1 : 1))

/** The accounts of a run, its project and its groups, also those without a cap. */
export function listBalancesOf({ accounts }: EngineState, run: Payer): Balance[] {
  const own = ownKeysOf(run).flatMap((key) => accounts.get(key) ?? [])
  const ofGroups = [...accounts.values()].filter(({ key }) => key.startsWith(`branch:${run.id}/`))
  return [...own, ...ofGroups].map(balanceOf)
}

/** Money granted to a task counts as reserved, so that cap, reserved, spent and left add up. */
const balanceOf = (account: AccountState): Balance => {
  const { key, capMinor, currency, settledMinor, isClosed, reservedMinor, grantedMinor } = account
  const facts = {
    key,
    capMinor,
    currency,
    settledMinor,
    isClosed,
    reservedMinor: reservedMinor + grantedMinor,
  }
  return { ...facts, leftMinor: leftOf(account)?.amountMinor ?? null }
}

/** Why a project's budget does not cover a cost that nothing is reserved for yet; null when it does or has no cap. */
export function findUncovered(state: EngineState, projectId: string | null, cost: Money): string | null {
  const account = projectId === null ? undefined : state.accounts.get(`project:${projectId}`)
  return account === undefined ? null : (findShortfall([account], cost)?.message ?? null)
}

export type Payer = Pick<RunState, 'id' | 'projectId'>

/** Why a model of this tariff may not be asked for a run, also for one that is over; null: it may. */
export const findUnpaid = (state: EngineState, { id, projectId }: Payer, tariff: Tariff): string | null =>
  findUnpayable(
    ownKeysOf({ id, projectId }).flatMap((key) => state.accounts.get(key) ?? []),
    tariff,
  )

/** Why a run with this budget could never ask a model of this tariff; null: it could. */
export function findNeverPaid(
  { accounts }: EngineState,
  { budget, projectId }: { readonly budget: Money | undefined; readonly projectId: string | null },
  tariff: Tariff,
): string | null {
  const own: Account[] =
    budget === undefined
      ? []
      : [{ key: 'run:new', capMinor: budget.amountMinor, currency: budget.currency, ...nothingSpent }]
  const shared = projectId === null ? undefined : accounts.get(`project:${projectId}`)
  return findUncountable(shared === undefined ? own : [...own, shared], tariff)
}

const nothingSpent = { reservedMinor: 0, settledMinor: 0, isClosed: false }
