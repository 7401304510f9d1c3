import { attemptId } from '#shared/ids.ts'
import { type AccountKey, topUpSubjectSchema } from '#shared/model/money.ts'
import { rank } from '../assignment/scorecard.ts'
import { verify } from '../assignment/verify.ts'
import { findShortfall, priceOf } from '../governance/budget.ts'
import { compareTasks } from '../scheduling/score.ts'
import { accountsOf } from './projections/money.ts'
import { askForMoney } from './rules/attempts.ts'
import { assign, listCrew } from './rules/build.ts'
import { followEnd, isReviewDue } from './rules/flow.ts'
import type { Rule } from './rules/rule.ts'
import { bucketOf, rankOf } from './run-state.ts'
import type { AgentState, RunState, TaskState } from './state.ts'

/**
 * Job: at the end of every turn, claims ready tasks for agents with a free slot, best first, up to the limits. It
 * runs inside the turn's transaction and starts nothing itself: the executor acts on the committed claims.
 *
 * E1 Only tasks in a run's queue are looked at, and a task is there only when nothing holds it.
 * E2 A claim moves the task out of the queue, so that it cannot be claimed twice.
 * E4 A claim needs a free slot of its agent, its run and the app.
 * E5 A claim reserves what it may cost, or is refused with a receipt.
 */
export function schedule(rule: Rule): void {
  const { state, limits } = rule
  const closed = new Set<string>()
  while (state.live < limits.global) {
    const best = findBest(rule, closed)
    if (best === null) return
    const { run, task, bucket } = best
    const worker = findWorker(rule, task)
    if (worker !== null) {
      // Who pulls its work takes it over the API; only what money does not allow is said here.
      if (!refuseUnpaid(rule, best, worker)) closed.add(`${run.id} ${bucket}`)
      continue
    }
    const agent = findFreeAgent(rule, run, task)
    if (agent !== null) claim(rule, best, agent)
    // Nobody becomes free within a turn.
    else if (run.ready.has(task) && bucketOf(task) === bucket) closed.add(`${run.id} ${bucket}`)
  }
}

interface Best {
  readonly run: RunState
  readonly task: TaskState
  /** What of the run cannot start for the same reason. */
  readonly bucket: string
}

/** The first of all tasks that could start, over all runs that may start one. */
function findBest({ state, at }: Rule, closed: ReadonlySet<string>): Best | null {
  let best: Best | null = null
  for (const run of state.runs.values()) {
    if (run.ready.size === 0 || run.live >= run.parallelLimit || isHeld(run)) continue
    const isOpen = (bucket: string) => !closed.has(`${run.id} ${bucket}`)
    const task = run.ready.best(isOpen, at)
    if (task === null || (best !== null && isBefore(best, { run, task }, at))) continue
    best = { run, task, bucket: bucketOf(task) }
  }
  return best
}

const isHeld = (run: RunState): boolean => run.isPaused || run.status === 'stopping' || isReviewDue(run)

type Placed = Pick<Best, 'run' | 'task'>

const isBefore = (a: Placed, b: Placed, at: number): boolean =>
  compareTasks(rankOf(a.task, a.run.timeZone), rankOf(b.task, b.run.timeZone), at) <= 0

/** The worker that pulls this task, if it still can do it. */
function findWorker({ state }: Rule, { agentId, definition }: TaskState): AgentState | null {
  const agent = agentId === null ? undefined : state.agents.get(agentId)
  if (agent?.agent.kind !== 'external') return null
  return verify(agent, definition.requiredSkills).qualified ? agent : null
}

/** True when money does not allow it: with a receipt, and with whatever may help. */
function refuseUnpaid(rule: Rule, { run, task }: Placed, { agent }: AgentState): boolean {
  const shortfall = findShortfall(accountsOf(rule.state, run, task), priceOf(task.definition, agent))
  if (shortfall === null) return false
  const { account, needed, left, message, canTopUp } = shortfall
  const about = { runId: run.id, taskKey: task.definition.key }
  rule.emit({ type: 'budget.refused', ...about, account: account.key, needed, left, message })
  if (canTopUp) seekMoney(rule, { run, task }, shortfall)
  return true
}

function claim(rule: Rule, { run, task }: Placed, agent: AgentState): void {
  if (refuseUnpaid(rule, { run, task }, agent)) return
  const price = priceOf(task.definition, agent.agent)
  const taskKey = task.definition.key
  const number = task.attempts + 1
  rule.emit({
    type: 'attempt.started',
    runId: run.id,
    taskKey,
    attemptId: attemptId(run.id, taskKey, number),
    agentId: agent.agent.id,
    number,
    reserved: price === 'free' || price === 'unknown' ? null : price,
    leaseUntil: null,
  })
}

/**
 * What is reserved for others may come free again; only when nothing is, a person is asked, once per account. Where
 * a person refused more, what cannot be paid for ends.
 */
function seekMoney(
  rule: Rule,
  { run, task }: Placed,
  shortfall: NonNullable<ReturnType<typeof findShortfall>>,
): void {
  const { account, needed, message } = shortfall
  if (account.isClosed) {
    rule.emit({
      type: 'task.cancelled',
      runId: run.id,
      taskKey: task.definition.key,
      code: 'over_budget',
      message,
    })
    return followEnd(rule, run, [task])
  }
  if (account.reservedMinor === 0 && !isAskedFor(rule, account.key))
    askForMoney(rule, { run, task }, { price: needed, isStopped: false })
}

const isAskedFor = ({ state }: Rule, account: AccountKey): boolean =>
  [...state.approvals.values()].some(
    ({ kind, subject }) => kind === 'budget_top_up' && topUpSubjectSchema.parse(subject).account === account,
  )

/** The promised agent if it still can; else the best other one that is free now; a change is an event. */
function findFreeAgent(rule: Rule, run: RunState, task: TaskState): AgentState | null {
  const { requiredSkills, key } = task.definition
  const promised = task.agentId === null ? undefined : rule.state.agents.get(task.agentId)
  const promise = promised && verify(promised, requiredSkills)
  if (promised && promise?.qualified && promise.available) return promised
  const free = listCrew(rule.state, run, task).filter(
    (each) => each.agent.kind !== 'external' && verify(each, requiredSkills).available,
  )
  const scorecard = rank(free, requiredSkills, rule.at)
  if (scorecard.chosen !== null) {
    rule.emit({ type: 'task.assigned', runId: run.id, taskKey: key, agentId: scorecard.chosen, scorecard })
    return rule.state.agents.get(scorecard.chosen) ?? null
  }
  // Nobody is free. A promise that can still be kept stays; one that cannot is looked at anew among all.
  if (!promise?.qualified) assign(rule, run, task)
  return null
}
