import type { Account, Money, Tariff } from '#shared/model/money.ts'
import { findShortfall, findUncountable, findUnpayable, leftOf } from '../../governance/budget.ts'
import { ownKeysOf } from '../projections/money.ts'
import type { AccountState, EngineState, RunState } from '../state.ts'

/** `leftMinor` is null when the account has no cap. */
export type Balance = Account & { readonly leftMinor: number | null }

/** Accounts with a cap, plus every project account with recorded costs, sorted by key. */
export const listBalances = ({ accounts }: EngineState): Balance[] =>
  [...accounts.values()]
    .filter(({ key, capMinor }) => capMinor !== null || key.startsWith('project:'))
    .map(balanceOf)
    .sort((a, b) => (a.key < b.key ? -1 : 1))

/** Accounts of a run, its project and its groups, including accounts without a cap. */
export function listBalancesOf({ accounts }: EngineState, run: Payer): Balance[] {
  const own = ownKeysOf(run).flatMap((key) => accounts.get(key) ?? [])
  const ofGroups = [...accounts.values()].filter(({ key }) => key.startsWith(`branch:${run.id}/`))
  return [...own, ...ofGroups].map(balanceOf)
}

/** Granted money counts as reserved, so that cap, reserved, spent and left add up. */
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

/** Reason why a project's budget does not cover an unreserved cost; null if it does, or if the project has no cap. */
export function findUncovered(state: EngineState, projectId: string | null, cost: Money): string | null {
  const account = projectId === null ? undefined : state.accounts.get(`project:${projectId}`)
  return account === undefined ? null : (findShortfall([account], cost)?.message ?? null)
}

export type Payer = Pick<RunState, 'id' | 'projectId'>

/** Reason why a run, open or ended, may not call a model with this tariff; null if it may. */
export const findUnpaid = (state: EngineState, { id, projectId }: Payer, tariff: Tariff): string | null =>
  findUnpayable(
    ownKeysOf({ id, projectId }).flatMap((key) => state.accounts.get(key) ?? []),
    tariff,
  )

/** Reason why a run with this budget could never call a model with this tariff; null if it could. */
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
