import type { Approval } from '#shared/model/approval.ts'
import { topUpSubjectSchema } from '#shared/model/money.ts'
import { findShortfall, usedOf } from '../governance/budget.ts'
import { payersOf } from './projections/money.ts'
import type { EngineState } from './state.ts'

/**
 * Updates a question about money with current figures. The stored question has the figures of the time it was posted;
 * since then, other tasks may have spent and reserved from the account. Other approvals are returned unchanged.
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
  // Negative after an overrun.
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
