import type { CommandOf } from '#shared/commands.ts'
import {
  type AccountKey,
  formatMoney,
  type Money,
  type TopUpSubject,
  topUpSubjectSchema,
} from '#shared/model/money.ts'
import { refusal } from '#shared/refusal.ts'
import { err, ok } from '#shared/result.ts'
import { findShortfall } from '../../governance/budget.ts'
import { accountsOf } from '../projections/money.ts'
import type { RunState, TaskState } from '../state.ts'
import { askForMoney, askWhatHappened } from './attempts.ts'
import { noAnswer, type Outcome, type Rule } from './rule.ts'

interface Placed {
  readonly run: RunState
  readonly task: TaskState
}

/** A cap may be raised and lowered, but not below what is spent and held. */
export function setBudget(rule: Rule, { account: key, cap }: CommandOf<'budget.set'>): Outcome {
  const account = rule.state.accounts.get(key)
  if (account !== undefined && account.currency !== cap.currency) {
    const message = `The budget of ${key} is in ${account.currency}.`
    return err(refusal('E_STATE', message, 'Set it in that currency.', { field: 'currency' }))
  }
  if (account === undefined && key.startsWith('branch:')) {
    const message = `There is no budget ${key}.`
    return err(refusal('E_NOT_FOUND', message, 'A branch has one from its plan on.', { field: 'account' }))
  }
  const used = (account?.reservedMinor ?? 0) + (account?.settledMinor ?? 0)
  if (cap.amountMinor < used) {
    const spent = formatMoney({ amountMinor: used, currency: cap.currency })
    return err(
      refusal('E_STATE', `${spent} are spent or reserved already.`, 'Set at least that.', {
        field: 'amountMinor',
      }),
    )
  }
  setCap(rule, key, cap)
  return ok(noAnswer)
}

/** A new cap, and what it makes of the questions for more money: answered by it, or to be asked with other figures. */
export function setCap(rule: Rule, key: AccountKey, cap: Money): void {
  rule.emit({ type: 'budget.set', account: key, cap })
  for (const [approvalId, approval] of [...rule.state.approvals]) {
    const asked = topUpSubjectSchema.safeParse(approval.subject)
    if (approval.kind !== 'budget_top_up' || !asked.success || asked.data.account !== key) continue
    const run = [...rule.state.runs.values()].find(({ id }) => id === approval.runId)
    const task = run?.tasks.get(approval.taskKey)
    if (run === undefined || task === undefined) continue
    const about = { runId: run.id, taskKey: approval.taskKey, approvalId }
    rule.emit({ type: 'approval.closed', ...about, how: 'withdrawn' })
    goOnWithMoney(rule, { run, task }, asked.data)
  }
}

/** With enough of it the task goes on; if not, it asks again for what is missing now. */
export function goOnWithMoney(
  rule: Rule,
  { run, task }: Placed,
  { isStopped, neededMinor, currency }: TopUpSubject,
): void {
  const price = { amountMinor: neededMinor, currency }
  if (findShortfall(accountsOf(rule.state, run, task), price) !== null) {
    return askForMoney(rule, { run, task }, { price, isStopped })
  }
  const effectClass = rule.state.agents.get(task.agentId ?? '')?.agent.effectClass
  // Money does not make it safe to do it once more.
  if (isStopped && effectClass === 'once') {
    return askWhatHappened(rule, task, 'It was stopped when its money was spent.')
  }
  rule.emit({ type: 'task.ready', runId: run.id, taskKey: task.definition.key })
}
