import type { CapView } from '#shared/contract/ledger.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { stateOfCap } from '../../../entities/money/cap-state.ts'

const usualCurrency = 'EUR'

/** The budget account of the run. Without payments, an empty account. */
export function ownAccount(
  { id, title, status, projectId }: Pick<RunView, 'id' | 'title' | 'status' | 'projectId'>,
  accounts: readonly CapView[],
): CapView {
  const key = `run:${id}` as const
  const known = accounts.find((account) => account.key === key)
  return (
    known ?? {
      ...{ key, capMinor: null, currency: usualCurrency, reservedMinor: 0, settledMinor: 0 },
      ...{ isClosed: false, leftMinor: null, name: title, projectId, run: { id, title, status } },
    }
  )
}

/**
 * The run's own account if it has a cap or costs, and every other account that is nearly or fully used. Any of these
 * accounts can stop the run.
 */
export const listShown = ({ id }: Pick<RunView, 'id'>, accounts: readonly CapView[]): CapView[] =>
  accounts.filter((account) => {
    if (account.key === `run:${id}`)
      return account.capMinor !== null || account.settledMinor + account.reservedMinor > 0
    const { name } = stateOfCap(account)
    return name !== 'none' && name !== 'fine'
  })
