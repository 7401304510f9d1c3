import { present } from '#shared/assert.ts'
import type { CommandOf } from '#shared/commands.ts'
import type { Approval } from '#shared/model/approval.ts'
import {
  type AccountKey,
  addMinor,
  type Money,
  type TopUpSubject,
  topUpSubjectSchema,
} from '#shared/model/money.ts'
import { refuse } from '#shared/refusal.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { findShortfall, usedOf } from '../../governance/budget.ts'
import { payersOf } from '../projections/money.ts'
import type { AccountState, Placed } from '../state.ts'
import { followEnd } from './flow.ts'
import { askWhatHappened, postGate } from './gates.ts'
import type { Rule, Ruling } from './rule.ts'

/** Sets a cap, which may not be lower than the spent and reserved money. */
export function setBudget(rule: Rule, { account: key, cap }: CommandOf<'budget.set'>): Ruling {
  const account = rule.state.accounts.get(key)
  if (account !== undefined && account.currency !== cap.currency) {
    return refuse('E_STATE', 'spent_in_other_currency', {
      account: key,
      currency: account.currency,
      field: 'currency',
    })
  }
  if (account === undefined && key.startsWith('branch:')) {
    return refuse('E_NOT_FOUND', 'budget_not_found', { account: key, field: 'account' })
  }
  if (key.startsWith('run:') && ![...rule.state.runs.keys()].some((id) => key === `run:${id}`)) {
    return refuse('E_STATE', 'budget_owner_finished', { account: key })
  }
  const used = account === undefined ? 0 : usedOf(account)
  if (cap.amountMinor < used) {
    const spent = formatMoney({ amountMinor: used, currency: cap.currency })
    return refuse('E_STATE', 'budget_below_spent', { spent, field: 'amountMinor' })
  }
  setCap(rule, key, cap)
}

/** Records a payment that was made, regardless of caps. A cost of zero is not recorded. */
export function chargeBudget(rule: Rule, command: CommandOf<'budget.charge'>): Ruling {
  const { runId, taskKey, projectId, reason, model, spent } = command
  if (spent?.amountMinor === 0) return
  rule.emit({ type: 'budget.charged', runId, taskKey, projectId, reason, model, spent })
}

/**
 * Sets a cap, and withdraws the open requests for money of the account. Each task then continues, or asks again with
 * current figures.
 */
export function setCap(rule: Rule, key: AccountKey, cap: Money): void {
  rule.emit({ type: 'budget.set', account: key, cap })
  for (const [approvalId, approval] of [...rule.state.approvals]) {
    const asked = topUpOf(approval)
    if (asked?.account !== key) continue
    const run = rule.state.runs.get(approval.runId)
    const task = run?.tasks.get(approval.taskKey)
    if (run === undefined || task === undefined) continue
    const about = { runId: run.id, taskKey: approval.taskKey, approvalId }
    rule.emit({ type: 'approval.closed', ...about, how: 'withdrawn' })
    goOnWithMoney(rule, { run, task }, asked)
  }
}

/** Continues the task if the money suffices; otherwise asks for the amount missing now. */
export function goOnWithMoney(
  rule: Rule,
  placed: Placed,
  { isStopped, neededMinor, currency }: Pick<TopUpSubject, 'isStopped' | 'neededMinor' | 'currency'>,
): void {
  const { run, task } = placed
  const price = { amountMinor: neededMinor, currency }
  const shortfall = findShortfall(payersOf(rule.state, run, task), price)
  if (shortfall !== null && isStopped) return seekAfterStop(rule, placed, { shortfall, price })
  if (shortfall !== null) return askForMoney(rule, placed, { price, isStopped })
  const effectClass = rule.state.agents.get(task.agentId ?? '')?.agent.effectClass
  // Money does not make it safe to repeat the task.
  if (isStopped && effectClass === 'once') return askWhatHappened(rule, task, words.failures.stoppedForBudget)
  rule.emit({ type: 'task.ready', runId: run.id, taskKey: task.definition.key })
}

type Lack = NonNullable<ReturnType<typeof findShortfall>>

/**
 * After a stop for lack of money: asks a person. If a request is already open, the task waits; if a person refused
 * more money, it is cancelled.
 */
function seekAfterStop(
  rule: Rule,
  { run, task }: Placed,
  { shortfall, price }: { readonly shortfall: Lack; readonly price: Money },
): void {
  const { account, needed, left, message } = shortfall
  const about = { runId: run.id, taskKey: task.definition.key }
  if (account.isClosed) {
    rule.emit({ type: 'task.cancelled', ...about, code: 'over_budget', message })
    return followEnd(rule, run, [task])
  }
  if (!isAskedFor(rule, account.key)) return askForMoney(rule, { run, task }, { price, isStopped: true })
  if (rule.state.agents.get(task.agentId ?? '')?.agent.effectClass === 'once') {
    return askWhatHappened(rule, task, words.failures.stoppedForBudget)
  }
  rule.emit({ type: 'task.ready', ...about })
  rule.emit({ type: 'budget.refused', ...about, account: account.key, needed, left, message })
}

/**
 * Handles a claim that the budget refuses. While money is reserved for other tasks, the task waits, since the reservation may be released. Otherwise a person is asked, once per account. If a person refused more money, the task is cancelled.
 */
export function seekMoney(rule: Rule, { run, task }: Placed, { account, needed, message }: Lack): void {
  if (account.reservedMinor > 0 || (account.grantedMinor ?? 0) > 0) return
  if (account.isClosed) {
    const about = { runId: run.id, taskKey: task.definition.key }
    rule.emit({ type: 'task.cancelled', ...about, code: 'over_budget', message })
    return followEnd(rule, run, [task])
  }
  if (!isAskedFor(rule, account.key)) askForMoney(rule, { run, task }, { price: needed, isStopped: false })
}

const isCapped = (account: AccountState): account is AccountState & { capMinor: number } =>
  account.capMinor !== null

interface Granting {
  readonly asked: TopUpSubject
  /** Null: the amount missing now. */
  readonly moreMinor: number | null
}

/**
 * Raises the cap by the granted amount, and first holds the task's share for it, before refused claims are
 * reconsidered.
 */
export function grantMoney(rule: Rule, { run, task }: Placed, { asked, moreMinor }: Granting): void {
  const payer = present(
    payersOf(rule.state, run, task).find(({ key }) => key === asked.account),
    `account ${asked.account}`,
  )
  const { key: account, currency } = payer
  // Negative after an overrun.
  const leftMinor = (payer.capMinor ?? 0) - usedOf(payer)
  const more = moreMinor ?? Math.max(0, asked.neededMinor - leftMinor)
  const amountMinor = Math.max(0, Math.min(asked.neededMinor, leftMinor + more))
  rule.emit({ type: 'budget.granted', account, runId: run.id, taskKey: task.definition.key, amountMinor })
  setCap(rule, account, { amountMinor: addMinor(payer.capMinor ?? 0, more), currency })
  goOnWithMoney(rule, { run, task }, asked)
}

/** Posts a request for more money; the suggested amount is what is missing, at least one minor unit. */
function askForMoney(
  rule: Rule,
  { run, task }: Placed,
  { price, isStopped }: { readonly price: Money | null; readonly isStopped: boolean },
): void {
  const capped = payersOf(rule.state, run, task).filter(isCapped)
  const shortfall = price === null ? null : findShortfall(capped, price)
  const account = shortfall?.account ?? capped[0]
  if (account === undefined) throw new Error(`Task ${task.definition.key} has no budget account`)
  const { key, currency, capMinor, settledMinor } = account
  const reservedMinor = account.reservedMinor + account.grantedMinor
  const neededMinor = price?.amountMinor ?? 1
  const suggestedMinor = Math.max(neededMinor - (capMinor - usedOf(account)), 1)
  const figures = { currency, capMinor, settledMinor, reservedMinor, neededMinor, suggestedMinor }
  const subject: TopUpSubject = { account: key, ...figures, isStopped }
  postGate(rule, task, {
    kind: 'budget_top_up',
    question: words.questions.spendMore(run.title, task.definition.title),
    description: shortfall?.message ?? '',
    subject,
  })
}

const isAskedFor = ({ state }: Rule, account: AccountKey): boolean =>
  [...state.approvals.values()].some((approval) => topUpOf(approval)?.account === account)

const topUpOf = ({ kind, subject }: Approval): TopUpSubject | null =>
  kind === 'budget_top_up' ? topUpSubjectSchema.parse(subject) : null

/**
 * Closes an account for which a person refused more money: other requests for it are withdrawn, and their tasks
 * cancelled.
 */
export function closeBudget(rule: Rule, account: AccountKey): void {
  rule.emit({ type: 'budget.closed', account })
  for (const [approvalId, approval] of [...rule.state.approvals]) {
    if (topUpOf(approval)?.account !== account) continue
    const run = rule.state.runs.get(approval.runId)
    const task = run?.tasks.get(approval.taskKey)
    if (run === undefined || task === undefined) continue
    const about = { runId: run.id, taskKey: approval.taskKey }
    rule.emit({ type: 'approval.closed', ...about, approvalId, how: 'withdrawn' })
    const message = words.failures.budgetRefused
    rule.emit({ type: 'task.cancelled', ...about, code: 'over_budget', message })
    followEnd(rule, run, [task])
  }
}
