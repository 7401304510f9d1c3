import type { Account, Money } from '#shared/model/money.ts'
import { findShortfall, leftOf } from '../governance/budget.ts'
import type { EngineState } from './state.ts'

/** `leftMinor` is null where there is no cap. */
export type Balance = Account & { readonly leftMinor: number | null }

/** Everything that has a cap, and every project that money was counted for, by key. */
export const listBalances = ({ accounts }: EngineState): Balance[] =>
  [...accounts.values()]
    .filter(({ key, capMinor }) => capMinor !== null || key.startsWith('project:'))
    .map(({ refused: _refused, ...account }) => ({
      ...account,
      leftMinor: leftOf(account)?.amountMinor ?? null,
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))

/** Why a project's budget does not cover a cost that nothing is reserved for yet; null when it does or has no cap. */
export function findUncovered(state: EngineState, projectId: string | null, cost: Money): string | null {
  const account = projectId === null ? undefined : state.accounts.get(`project:${projectId}`)
  return account === undefined ? null : (findShortfall([account], cost)?.message ?? null)
}
