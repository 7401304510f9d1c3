import { present } from '#shared/assert.ts'
import type { CommandOf } from '#shared/commands.ts'
import type { AttemptId } from '#shared/ids.ts'
import { type Agent, priceOfAgent } from '#shared/model/agents/agent.ts'
import { personSchema } from '#shared/model/approval.ts'
import type { Money } from '#shared/model/money.ts'
import type { Failure, TaskResult } from '#shared/model/runs/attempt.ts'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { clip } from '#shared/text/clip.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { describeAbsence, hoursOf } from '#shared/working-hours.ts'
import { findShortfall, meteredOf, priceOf, settlementOf, splitAtLimit } from '../../governance/budget.ts'
import { fateOf, isBeforeWork } from '../../scheduling/failure-policy.ts'
import { payersOf } from '../projections/money.ts'
import type { AttemptState, EngineState, Placed, RunState, TaskState } from '../state.ts'
import { goOnWithMoney } from './budgets.ts'
import { followEnd } from './flow.ts'
import { askToRunAgain, askWhatHappened, postGate } from './gates.ts'
import { rememberResult } from './memory.ts'
import type { Rule, Ruling } from './rule.ts'

export interface LiveAttempt extends Placed {
  readonly attempt: AttemptState
}

/**
 * The live attempt with this id. The id contains the attempt number and serves as fencing token (E2): reports of an
 * older or stopped attempt, or of an ended run, are refused (E3).
 */
function requireLive({ state, at }: Pick<Rule, 'state' | 'at'>, id: AttemptId): Result<LiveAttempt, Refusal> {
  const slash = id.indexOf('/')
  const hash = id.lastIndexOf('#')
  const run = findRun(state, id.slice(0, slash))
  const task = run?.tasks.get(id.slice(slash + 1, hash))
  const live = task?.live
  // The expiry time of the lease decides, not the order of arrival.
  const isLeaseOver = live?.id === id && live.leaseUntil !== null && at >= live.leaseUntil
  if (
    run !== undefined &&
    task !== undefined &&
    live?.id === id &&
    live.status === 'running' &&
    !isLeaseOver
  ) {
    return ok({ run, task, attempt: live })
  }
  const now = isLeaseOver ? words.attemptStates.leaseEnded : whyNot(task, id)
  return refuse('E_STALE', 'attempt_not_running', { attempt: id, status: now })
}

function whyNot(task: TaskState | undefined, id: AttemptId): string {
  if (task === undefined) return words.attemptStates.runFinished
  return task.live?.id === id ? words.attemptStates.stopping : words.attemptStates.task(task.status)
}

function findRun(state: EngineState, id: string): RunState | undefined {
  return id.startsWith('run_') ? state.runs.get(`run_${id.slice(4)}`) : undefined
}

const aboutOf = ({ id, runId, taskKey }: AttemptState) => ({ runId, taskKey, attemptId: id })

export function reportAttempt(rule: Rule, command: CommandOf<'attempt.report'>): Ruling {
  const live = requireLive(rule, command.attemptId)
  if (!live.ok) return live
  const { attempt } = live.value
  const { percent, lines, message = null, metadata = null, leaseMs } = command
  const about = aboutOf(attempt)
  if (lines.length > 0) rule.emit({ type: 'attempt.logged', ...about, number: attempt.number, lines })
  const leaseUntil = leaseMs === undefined || attempt.leaseUntil === null ? null : rule.at + leaseMs
  if (percent !== null || message !== null || metadata !== null || leaseUntil !== null) {
    rule.emit({ type: 'attempt.progressed', ...about, percent, message, metadata, leaseUntil })
  }
}

export function giveAttempt(rule: Rule, { attemptId, input }: CommandOf<'attempt.give'>): Ruling {
  const live = requireLive(rule, attemptId)
  if (!live.ok) return live
  const { attempt } = live.value
  rule.emit({ type: 'attempt.given', ...aboutOf(attempt), number: attempt.number, input })
}

/**
 * Records the cost so far. If it exceeds the reservation, more money is reserved. If a cap does not allow this, the
 * attempt is stopped and a person is asked for more money. A stopping attempt may still report a cost; it is booked at
 * its end.
 */
export function meterAttempt(rule: Rule, { attemptId, spent }: CommandOf<'attempt.meter'>): Ruling {
  const stopping = findStopping(rule.state, attemptId)
  const live = stopping === null ? requireLive(rule, attemptId) : ok(stopping)
  if (!live.ok) return live
  const { run, task, attempt } = live.value
  const fault = findSpendingFault(attempt, spent)
  if (fault !== null) return err(fault)
  const reserved = attempt.reserved ?? { ...spent, amountMinor: 0 }
  // The limit of a worker does not grow; a person is asked about the excess at the end.
  if (stopping !== null || limitOf(rule.state, attempt) !== null) {
    rule.emit({ type: 'attempt.metered', ...aboutOf(attempt), spent, reserved })
    return
  }
  const more = { ...spent, amountMinor: Math.max(0, spent.amountMinor - reserved.amountMinor) }
  const shortfall = more.amountMinor === 0 ? null : findShortfall(payersOf(rule.state, run, task), more)
  const next = shortfall === null && more.amountMinor > 0 ? spent : reserved
  rule.emit({ type: 'attempt.metered', ...aboutOf(attempt), spent, reserved: next })
  if (shortfall === null) return
  const { account, needed, left, message, canTopUp } = shortfall
  const about = { runId: run.id, taskKey: attempt.taskKey }
  rule.emit({ type: 'budget.refused', ...about, account: account.key, needed, left, message })
  stopAttempt(rule, live.value, { purpose: canTopUp ? 'top_up' : 'fail', code: 'over_budget', message })
}

/** The cost of an attempt that ends now; for a worker at most its limit. */
export const costOf = ({ state }: Pick<Rule, 'state'>, attempt: AttemptState): Money | null => {
  const agent = state.agents.get(attempt.agentId)?.agent
  const cost = settlementOf(attempt, agent === undefined ? 'unknown' : priceOfAgent(agent))
  return splitAtLimit(cost, limitOf(state, attempt)).booked
}

/** The cost that an attempt has reported; for a worker at most its limit. */
const meteredCostOf = ({ state }: Rule, attempt: AttemptState): Money | null =>
  splitAtLimit(meteredOf(attempt), limitOf(state, attempt)).booked

/**
 * The amount that a worker may book without asking: its reservation, if its price is known. Null: no limit. Other
 * agents are metered and stopped by caps instead.
 */
function limitOf(
  { agents, runs }: EngineState,
  { agentId, runId, taskKey, leaseUntil, reserved }: AttemptState,
) {
  const agent = agents.get(agentId)?.agent
  const definition = runs.get(runId)?.tasks.get(taskKey)?.definition
  if (leaseUntil === null || agent === undefined || definition === undefined) return null
  return typeof priceOf(definition, agent) === 'string' ? null : reserved
}

/** A reported cost is a total, so it must not decrease or change its currency. */
function findSpendingFault({ spent: before, reserved }: AttemptState, spent: Money): Refusal | null {
  const currency = before?.currency ?? reserved?.currency ?? spent.currency
  const soFar = before?.amountMinor ?? 0
  if (spent.currency === currency && spent.amountMinor >= soFar) return null
  return refusal('E_RANGE', 'cost_report_invalid', {
    currency,
    soFar,
    reported: spent.amountMinor,
    reportedCurrency: spent.currency,
    field: 'spent',
  })
}

export function finishAttempt(rule: Rule, { attemptId, result, spent }: CommandOf<'attempt.finish'>): Ruling {
  const live = requireLive(rule, attemptId)
  if (!live.ok) return live
  const { run, task, attempt } = live.value
  const fault = spent === undefined ? null : findSpendingFault(attempt, spent)
  if (fault !== null) return err(fault)
  const unchecked = findUnchecked(task, result)
  if (unchecked !== null) return err(unchecked)
  const { gate, title } = task.definition
  const { booked, excess } = splitAtLimit(
    spent ?? attempt.spent ?? costOf(rule, attempt),
    limitOf(rule.state, attempt),
  )
  const planned = gate?.when === 'after' ? gate : null
  const review = planned !== null || excess !== null
  rule.emit({ type: 'attempt.finished', ...aboutOf(attempt), result, spent: booked, review })
  if (review) {
    const question = planned?.question ?? words.questions.acceptResult(run.title, title)
    const { text, data, checks } = result
    const { number, agentId } = attempt
    const subject = {
      ...{ text, data, ...(checks !== undefined && { checks }) },
      ...(excess !== null && { excess: { cost: excess, attempt: number, agentId } }),
    }
    const lines = [planned?.description ?? '', excess === null ? '' : describeExcess(excess, booked)]
    const description = lines.filter((line) => line !== '').join('\n\n')
    postGate(rule, task, { kind: 'result_review', question, description, subject, gate: planned ?? {} })
  } else {
    followEnd(rule, run, [task])
    rememberResult(rule, { run, task }, result)
  }
}

function describeExcess(excess: Money, booked: Money | null): string {
  const limit = { ...excess, amountMinor: booked?.amountMinor ?? 0 }
  return words.questions.costAboveLimit(formatMoney(excess), formatMoney(limit))
}

/** A task with `doneWhen` is done only if all its checks are met. */
function findUnchecked({ definition }: TaskState, { checks = [] }: TaskResult): Refusal | null {
  const { doneWhen = [], title } = definition
  if (checks.length === doneWhen.length && checks.every(({ isMet }) => isMet)) return null
  return refusal('E_STATE', 'checks_not_passed', { title, field: 'result.checks' })
}

export function failAttempt(rule: Rule, { attemptId, failure }: CommandOf<'attempt.fail'>): Ruling {
  const live = requireLive(rule, attemptId)
  if (!live.ok) return live
  endInFailure(rule, live.value, failure)
}

/** Maximum length of a failure in the reason why a task waits, in characters. */
const maxFailureLength = 500

const noRetry = { retryAt: null, waitMessage: null } as const

/**
 * Decides whether a failed task is retried, fails, or a person is asked, by the failure, the plan's retry settings and
 * the agent's effect class.
 */
export function endInFailure(rule: Rule, { run, task, attempt }: LiveAttempt, failure: Failure): void {
  const effectClass = rule.state.agents.get(attempt.agentId)?.agent.effectClass ?? 'once'
  const fate = fateOf({
    attemptId: attempt.id,
    failures: task.failures + 1,
    failure,
    effectClass,
    retry: task.definition.retry,
    at: rule.at,
  })
  // An attempt that failed before it started work costs only what it reported.
  const spent = isBeforeWork(failure) ? meteredCostOf(rule, attempt) : costOf(rule, attempt)
  const failed = {
    type: 'attempt.failed',
    ...aboutOf(attempt),
    failure,
    spent,
  } as const
  if (fate.kind === 'retry') {
    const waitMessage = words.waiting.retryAfter(clip(failure.message, maxFailureLength))
    rule.emit({ ...failed, next: 'retry', retryAt: fate.retryAt, waitMessage })
  } else if (fate.kind === 'ask') {
    rule.emit({ ...failed, next: 'park', ...noRetry })
    if (failure.reason === 'unverified') askToRunAgain(rule, task, failure.message)
    else askWhatHappened(rule, task, failure.message)
  } else {
    rule.emit({ ...failed, next: 'fail', ...noRetry })
    followEnd(rule, run, [task])
  }
}

export function blockAttempt(rule: Rule, { attemptId, message }: CommandOf<'attempt.block'>): Ruling {
  const live = requireLive(rule, attemptId)
  if (!live.ok) return live
  const { attempt } = live.value
  rule.emit({ type: 'attempt.blocked', ...aboutOf(attempt), message, spent: costOf(rule, attempt) })
}

export function askPerson(rule: Rule, { attemptId, question }: CommandOf<'attempt.ask'>): Ruling {
  const live = requireLive(rule, attemptId)
  if (!live.ok) return live
  const { task, attempt } = live.value
  rule.emit({ type: 'attempt.asked', ...aboutOf(attempt), question, spent: meteredCostOf(rule, attempt) })
  const { personMs } = task.definition.timeouts ?? {}
  const person = findPerson(rule, attempt)
  const gate = {
    ...(question.form !== undefined && { form: question.form }),
    ...(personMs !== undefined && { expiresInMs: personMs }),
    ...(person !== null && {
      assignee: nameOf(person),
      description: describeAbsence(person, hoursOf(person), rule.at),
    }),
  }
  const { text, permission } = question
  const asked =
    permission === undefined
      ? ({ kind: 'agent_question', subject: null } as const)
      : ({ kind: 'permission', subject: permission } as const)
  postGate(rule, task, { ...asked, question: text, gate, canHandBack: person !== null })
}

/** The person whose own task asks a question: only they may answer it. Null for other agents. */
function findPerson({ state }: Rule, { agentId }: AttemptState): Agent | null {
  const agent = state.agents.get(agentId)?.agent
  return agent?.kind === 'person' ? agent : null
}

/** The person's name for signatures; the id if the name is not valid for one. */
const nameOf = ({ id, name }: Agent): string => personSchema.safeParse(name).data ?? id

/**
 * Tells a live attempt to stop; consequences follow once its agent has stopped. A pulling worker learns of the stop at
 * its next call, so its attempt ends now.
 */
export function stopAttempt(
  rule: Rule,
  { run, task, attempt }: LiveAttempt,
  stop: NonNullable<AttemptState['stop']> & { readonly code: 'cancelled' | 'run_cancelled' | 'over_budget' },
): void {
  rule.emit({ type: 'attempt.stopping', ...aboutOf(attempt), ...stop })
  if (attempt.leaseUntil !== null) endStopped(rule, { run, task, attempt }, false)
}

export function stoppedAttempt(rule: Rule, { attemptId, isClean }: CommandOf<'attempt.stopped'>): Ruling {
  const found = findStopping(rule.state, attemptId)
  if (found === null) {
    return refuse('E_STALE', 'attempt_not_stopping', { attempt: attemptId })
  }
  endStopped(rule, found, isClean)
}

function findStopping(state: EngineState, id: AttemptId): LiveAttempt | null {
  const run = findRun(state, id.slice(0, id.indexOf('/')))
  const task = run?.tasks.get(id.slice(id.indexOf('/') + 1, id.lastIndexOf('#')))
  if (run === undefined || task?.live?.id !== id || task.live.status !== 'stopping') return null
  return { run, task, attempt: task.live }
}

/** Records how a stopped attempt ended, then does what the stop was for. */
export function endStopped(rule: Rule, { run, task, attempt }: LiveAttempt, isClean: boolean): void {
  const { stop } = attempt
  if (stop === null) throw new Error(`Attempt ${attempt.id} is not stopping`)
  const spent = costOf(rule, attempt)
  const record = isClean ? words.failures.stopped : words.failures.unconfirmedStop
  const message = words.failures.withEffects(stop.message, record)
  if (stop.purpose === 'cancel') {
    rule.emit({ type: 'attempt.cancelled', ...aboutOf(attempt), message, spent })
    const { code } = stop
    rule.emit({
      type: 'task.cancelled',
      runId: run.id,
      taskKey: attempt.taskKey,
      code,
      message: stop.message,
    })
    followEnd(rule, run, [task])
    return
  }
  const failure = { reason: 'over_budget', message } as const
  const next = stop.purpose === 'top_up' ? 'park' : 'fail'
  rule.emit({ type: 'attempt.failed', ...aboutOf(attempt), failure, spent, next, ...noRetry })
  if (next === 'fail') return followEnd(rule, run, [task])
  const { amountMinor: neededMinor, currency } = present(spent, `cost of the stopped attempt ${attempt.id}`)
  goOnWithMoney(rule, { run, task }, { isStopped: true, neededMinor, currency })
}
