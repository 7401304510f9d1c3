import type { Approval } from '#shared/model/approval.ts'
import { topUpSubjectSchema } from '#shared/model/money.ts'
import { findShortfall, usedOf } from '../governance/budget.ts'
import { payersOf } from './projections/money.ts'
import type { EngineState } from './state.ts'

/**
 * A question about money with the figures of this moment. The stored question keeps the figures of the moment it was
 * posted; until the answer, other tasks spend and reserve from the same account. Any other approval is returned as is.
 */
export function withMoneyNow<Shown extends Approval>(state: EngineState, approval: Shown): Shown {
  if (approval.kind !== 'budget_top_up' || approval.answeredAt !== null) return approval
  const asked = topUpSubjectSchema.parse(approval.subject)
  const run = state.runs.get(approval.runId)
  const task = run?.tasks.get(approval.taskKey)
  if (run === undefined || task === undefined) return approval
  const payers = payersOf(state, run, task)
  const account = payers.find(({ key }) => key === asked.account)
  if (account === undefined || account.capMinor === null) return approval
  const { capMinor, settledMinor, reservedMinor, grantedMinor, currency } = account
  // Below zero after an overrun.
  const leftMinor = capMinor - usedOf(account)
  const figures = { capMinor, settledMinor, reservedMinor: reservedMinor + grantedMinor }
  const suggestedMinor = Math.max(asked.neededMinor - leftMinor, 1)
  const needed = { amountMinor: asked.neededMinor, currency }
  return {
    ...approval,
    description: findShortfall([account], needed)?.message ?? '',
    subject: { ...asked, ...figures, suggestedMinor },
  }
}
