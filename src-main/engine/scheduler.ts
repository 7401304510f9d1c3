import { attemptId } from '#shared/ids.ts'
import { rank, textOfTask } from '../assignment/scorecard.ts'
import { takesPart } from '../assignment/simulation.ts'
import { slotsTaken, verify } from '../assignment/verify.ts'
import { findShortfall, priceOf } from '../governance/budget.ts'
import { createHeap, type Slotted } from '../scheduling/heap.ts'
import { compareTasks, type Ranked } from '../scheduling/score.ts'
import { hasGrant, payersOf } from './projections/money.ts'
import { findReset } from './resets.ts'
import { assign, isStillPromised, mayTake } from './rules/assign.ts'
import { seekMoney } from './rules/budgets.ts'
import type { Rule } from './rules/rule.ts'
import { agentOfBucket, bucketOf, canStartMore, isAnsweredBucket, rankOf } from './run-state.ts'
import type { AgentState, Placed, RunState, TaskState } from './state.ts'

/**
 * Job: at the end of every turn, claims ready tasks for agents with a free slot, best first, up to the limits. The
 * scheduler runs inside the turn's transaction and starts nothing itself: the executor acts on the committed claims.
 * E1 Only tasks in a run's queue are examined, and the queue contains only tasks that nothing holds.
 * E2 A claim removes the task from the queue, so it cannot be claimed twice.
 * E4 A claim needs a free slot of its agent, its run and the app, and an agent account that is not limited.
 * E5 A claim reserves its price, or is refused with a receipt.
 */
export function schedule(rule: Rule): void {
  // Tasks that end for lack of money may free other tasks, including some already examined.
  while (claimReady(rule));
}

/** Claims in a single pass. Returns true if tasks ended or grants were freed, so that another pass is needed. */
function claimReady(rule: Rule): boolean {
  const { state, limits, at } = rule
  let hasEnded = false
  const free = listFree(rule)
  const heads = createHeap<Head>((a, b) => compareTasks(a.rank, b.rank, at))
  const add = (run: RunState, bucket: string) => {
    const task = run.ready.peek(bucket, at)
    if (task !== null) heads.add({ run, task, bucket, rank: rankOf(task, run.timeZone), slot: -1 })
  }
  for (const run of state.runs.values()) {
    if (!canStart(run)) continue
    for (const bucket of run.ready.buckets())
      if (free.length > 0 || isOdd(rule, run, bucket)) add(run, bucket)
  }
  for (let head = heads.pop(); head !== null && state.live < limits.global; head = heads.pop()) {
    const { run, task, bucket } = head
    if (!canStart(run)) continue
    // Two heads were from the same bucket, and the other one was claimed.
    if (!run.ready.has(task)) {
      add(run, bucket)
      continue
    }
    const wasGranted = hasGrant(state, run, task)
    if (!take(rule, head, free)) continue
    // A grant may exceed the reservation at the start; the rest is free for other tasks.
    if (task.endedAt !== null || (wasGranted && task.live !== null)) hasEnded = true
    add(run, bucket)
    // The task may have been promised to another agent, which has no free slot.
    if (run.ready.has(task) && bucketOf(task) !== bucket) add(run, bucketOf(task))
  }
  return hasEnded
}

/** The first task of a bucket. All tasks in a bucket can start, or cannot, for the same reason. */
interface Head extends Slotted, Placed {
  readonly bucket: string
  readonly rank: Ranked
}

const canStart = (run: RunState): boolean => run.ready.size > 0 && canStartMore(run)

/**
 * True if a bucket must be examined even when no agent is free: a worker pulls it, a person answered it, or its
 * promised agent is no longer able.
 */
function isOdd({ state }: Rule, { isSimulated }: RunState, bucket: string): boolean {
  const [, ...skills] = bucket.split('\n')
  const agent = state.agents.get(agentOfBucket(bucket))
  if (agent === undefined || agent.agent.kind === 'external' || isAnsweredBucket(bucket)) return true
  const required = skills.filter((skill) => skill !== '')
  return !takesPart(agent.agent, isSimulated) || !verify(agent, required).qualified
}

/** Agents with a free slot, except external workers. No other agent becomes free within a turn. */
const listFree = ({ state, limits, at }: Rule): AgentState[] =>
  [...state.agents.values()].filter(
    (each) =>
      each.agent.kind !== 'external' &&
      each.agent.availability !== 'offline' &&
      slotsTaken(each) < each.agent.capacity &&
      findReset(state, limits, { agent: each.agent, at }) === null,
  )

/** True if the task left its bucket, so that the next task is examined. */
function take(rule: Rule, { run, task, bucket }: Head, free: AgentState[]): boolean {
  const worker = findWorker(rule, task)
  // A pulling worker claims its tasks over the API; here, only a missing budget is reported.
  if (worker !== null) return refuseUnpaid(rule, { run, task }, worker)
  const agent = findFreeAgent(rule, { run, task }, free)
  if (agent === null) return bucketOf(task) !== bucket || !run.ready.has(task)
  claim(rule, { run, task }, agent)
  const place = free.indexOf(agent)
  if (place >= 0 && slotsTaken(agent) >= agent.agent.capacity) free.splice(place, 1)
  return true
}

/** The worker that pulls this task, if it can still do the task. */
function findWorker({ state }: Rule, { agentId, definition }: TaskState): AgentState | null {
  const agent = agentId === null ? undefined : state.agents.get(agentId)
  if (agent?.agent.kind !== 'external') return null
  return verify(agent, definition.requiredSkills).qualified ? agent : null
}

/**
 * True if the budget refuses the claim. The refusal is recorded with a receipt, and a person is asked for money if
 * that may help.
 */
function refuseUnpaid(rule: Rule, { run, task }: Placed, { agent }: AgentState): boolean {
  const shortfall = findShortfall(payersOf(rule.state, run, task), priceOf(task.definition, agent))
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
    reserved: run.isSimulated || price === 'free' || price === 'unknown' ? null : price,
    leaseUntil: null,
  })
}

/**
 * The promised agent if it is free and can still do the task; otherwise the best other free agent, recorded as an
 * event.
 */
function findFreeAgent(rule: Rule, { run, task }: Placed, free: readonly AgentState[]): AgentState | null {
  const { requiredSkills, key } = task.definition
  const promised = task.agentId === null ? undefined : rule.state.agents.get(task.agentId)
  const isKept = promised !== undefined && isStillPromised(run, task, promised)
  if (isKept && (task.isAnswered || free.includes(promised))) return promised
  const able = free.filter(
    (each) => mayTake(rule.state, { run, task }, each.agent) && verify(each, requiredSkills).qualified,
  )
  const scorecard = rank(able, requiredSkills, rule.at, textOfTask(task.definition))
  if (scorecard.chosen !== null) {
    rule.emit({ type: 'task.assigned', runId: run.id, taskKey: key, agentId: scorecard.chosen, scorecard })
    return rule.state.agents.get(scorecard.chosen) ?? null
  }
  // No agent is free. A valid promise stays; an invalid one is matched again.
  if (!isKept) assign(rule, run, task)
  return null
}
