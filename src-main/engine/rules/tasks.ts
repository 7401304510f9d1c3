import type { CommandOf } from '#shared/commands.ts'
import { attemptId } from '#shared/ids.ts'
import type { cancelCodes } from '#shared/model/task.ts'
import { fieldsBefore } from '#shared/model/task-definition.ts'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { describePinFault } from '../../assignment/pin-fault-text.ts'
import { verify } from '../../assignment/verify.ts'
import { findShortfall, priceOf } from '../../governance/budget.ts'
import { nameAgent } from '../names.ts'
import { payersOf } from '../projections/money.ts'
import { isReviewDue } from '../run-state.ts'
import type { EngineState, Placed, RunState, TaskState } from '../state.ts'
import { isOpen } from '../transitions.ts'
import { assign, findPinBar } from './assign.ts'
import { stopAttempt } from './attempts.ts'
import { followEnd, openFreed } from './flow.ts'
import { isPastGate, refreshGate, withdrawGate } from './gates.ts'
import { noAnswer, type Rule, type Ruling, requireOpenRun, requireOpenTask } from './rule.ts'

export function editTask(rule: Rule, { runId, taskKey, changes }: CommandOf<'task.edit'>): Ruling {
  const open = requireOpenTask(rule.state, { runId, taskKey })
  if (!open.ok) return open
  const { run, task } = open.value
  const isText = (changes.title ?? changes.description) !== undefined
  if (isText && task.live !== null) {
    return refuse('E_STATE', 'task_text_in_use', { task: taskKey })
  }
  // An approved text must not change: the work uses it (E6).
  if (isText && isPastGate(rule.state, task)) {
    return refuse('E_STATE', 'task_text_approved', { task: taskKey })
  }
  const isPinned = changes.pin !== undefined && changes.pin !== (task.definition.pin ?? null)
  const fault = isPinned ? findPinFault(rule.state, open.value, changes.pin ?? null) : null
  if (fault !== null) return err(fault)
  rule.emit({ type: 'task.edited', runId, taskKey, changes, before: fieldsBefore(task.definition, changes) })
  if (isPinned) reassign(rule, run, task)
  refreshGate(rule, task)
}

/**
 * Reason why the task cannot be assigned to this agent now; null if it can. Missing skills and being offline are no
 * reason: the task then waits.
 */
function findPinFault(state: EngineState, placed: Placed, pin: string | null): Refusal | null {
  const { key, kind } = placed.task.definition
  const field = 'pin'
  if (kind === 'group') return refusal('E_STATE', 'group_without_agent', { group: key, field })
  const held = findWork(state, placed.task)
  if (held !== null) return held
  const bar = pin === null ? null : findPinBar(state, placed, pin)
  if (pin === null || bar === null) return null
  if (bar === 'unknown') return refusal('E_NOT_FOUND', 'agent_not_found', { agent: pin, field })
  const why = describePinFault(nameAgent(state, pin), bar, [])
  return refusal('E_STATE', 'assigned_agent_unsuitable', { task: key, why, field })
}

/** Refuses to reassign a started task. */
function findWork(state: EngineState, task: TaskState): Refusal | null {
  const { key } = task.definition
  const agent = task.agentId === null ? '–' : nameAgent(state, task.agentId)
  const facts = { task: key, agent, field: 'pin' }
  if (task.live !== null) return refusal('E_STATE', 'task_running', facts)
  if (task.status === 'awaiting_input') return refusal('E_STATE', 'task_awaiting_input', facts)
  const gate = task.approvalId === null ? undefined : state.approvals.get(task.approvalId)
  return gate?.kind === 'result_review' ? refusal('E_STATE', 'task_awaiting_review', facts) : null
}

/** Reassigns the task. A blocker that the previous agent reported does not apply to the next agent. */
function reassign(rule: Rule, run: RunState, task: TaskState): void {
  const isReported = task.status === 'blocked' && task.reason?.code === 'reported'
  if (isReported) rule.emit({ type: 'task.unblocked', runId: run.id, taskKey: task.definition.key })
  assign(rule, run, task)
  if (isReported) openFreed(rule, run, [task])
}

export function cancelTask(rule: Rule, { runId, taskKey, branch }: CommandOf<'task.cancel'>): Ruling {
  const open = requireOpenTask(rule.state, { runId, taskKey })
  if (!open.ok) return open
  const { run, task } = open.value
  const tasks = branch ? listBranch(task) : listBelow(task)
  cancelTasks(rule, run, { tasks, code: 'cancelled', message: words.failures.taskCancelled, isLast: false })
}

/** Starts the scheduled retry of a task now. Other reasons to wait still apply. */
export function retryNow(rule: Rule, { runId, taskKey }: CommandOf<'task.hurry'>): Ruling {
  const open = requireOpenTask(rule.state, { runId, taskKey })
  if (!open.ok) return open
  const { task } = open.value
  if (task.status !== 'todo' || task.notBefore === null) {
    return refuse('E_STATE', 'task_not_waiting_for_retry', { task: taskKey })
  }
  rule.emit({ type: 'task.hurried', runId, taskKey })
}

const listBelow = (task: TaskState): TaskState[] => listReachable(task, ({ children }) => children)

const listBranch = (task: TaskState): TaskState[] =>
  listReachable(task, ({ children, dependents }) => [...children, ...dependents])

/** The task and all tasks reachable from it, each once; the task itself is first. */
function listReachable(task: TaskState, next: (of: TaskState) => readonly TaskState[]): TaskState[] {
  const found = new Set([task])
  for (const each of found) for (const neighbour of next(each)) found.add(neighbour)
  return [...found]
}

interface Cancellation {
  readonly tasks: readonly TaskState[]
  readonly code: Extract<(typeof cancelCodes)[number], 'cancelled' | 'run_cancelled'>
  readonly message: string
  /** True if the complete run ends, so effects on other tasks need not be computed. */
  readonly isLast: boolean
}

/** Cancels tasks. A running task ends when its agent has stopped; all others end now. */
export function cancelTasks(rule: Rule, run: RunState, { tasks, code, message, isLast }: Cancellation): void {
  const ended: TaskState[] = []
  for (const task of tasks) {
    if (!isOpen(task) || task.live !== null) continue
    // An open group ends with its children, unless the complete run is cancelled.
    if (task.definition.kind === 'group' && task.status === 'in_progress' && !isLast) continue
    withdrawGate(rule, task)
    rule.emit({ type: 'task.cancelled', runId: run.id, taskKey: task.definition.key, code, message })
    ended.push(task)
  }
  // Running tasks come last: their dependents in the list have been cancelled already and are not skipped because of
  // them.
  for (const task of tasks) {
    const attempt = task.live
    if (attempt === null || attempt.stop?.purpose === 'cancel') continue
    stopAttempt(rule, { run, task, attempt }, { purpose: 'cancel', code, message })
  }
  if (!isLast) followEnd(rule, run, ended)
}

export function unblockTask(rule: Rule, { runId, taskKey }: CommandOf<'task.unblock'>): Ruling {
  const open = requireOpenTask(rule.state, { runId, taskKey })
  if (!open.ok) return open
  const { run, task } = open.value
  if (task.status !== 'blocked' || task.reason?.code !== 'reported') {
    return refuse('E_STATE', 'task_not_held', { task: taskKey })
  }
  rule.emit({ type: 'task.unblocked', runId, taskKey })
  openFreed(rule, run, [task])
}

/**
 * Claims a task for a worker that pulls. The same conditions apply as for a claim of the scheduler; refusals use the
 * seed's wording.
 */
export function claimTask(rule: Rule, command: CommandOf<'task.claim'>): Ruling {
  const { runId, taskKey, agentId, leaseMs } = command
  const agent = rule.state.agents.get(agentId)
  if (agent === undefined) return refuse('E_NOT_FOUND', 'agent_not_found', { agent: agentId })
  if (agent.agent.kind !== 'external') {
    return refuse('E_STATE', 'agent_not_external', { agent: agentId })
  }
  const open = requireOpenRun(rule.state, runId)
  if (!open.ok) return open
  const run = open.value
  const task = run.tasks.get(taskKey)
  if (task === undefined) return refuse('E_NOT_FOUND', 'task_not_found', { task: taskKey })
  if (task.agentId !== agentId) {
    return refuse('E_STATE', 'task_not_assigned', { task: taskKey, agent: agentId })
  }
  const verdict = verify(agent, task.definition.requiredSkills)
  if (!verdict.qualified || !verdict.available)
    return refuse('E_STATE', 'agent_not_free', { why: verdict.reason })
  const hold = findHold(rule, run, task)
  if (hold !== null) return refuse('E_STATE', 'task_on_hold', { why: hold })
  const price = priceOf(task.definition, agent.agent)
  const shortfall = findShortfall(payersOf(rule.state, run, task), price)
  if (shortfall !== null) return refuse('E_BUDGET', 'cost_not_covered', { why: shortfall.message })
  const number = task.attempts + 1
  const id = attemptId(run.id, taskKey, number)
  rule.emit({
    type: 'attempt.started',
    runId,
    taskKey,
    attemptId: id,
    agentId,
    number,
    reserved: price === 'free' || price === 'unknown' ? null : price,
    leaseUntil: rule.at + leaseMs,
  })
  return ok({ ...noAnswer, runId, attemptId: id })
}

/** The reason why a task of a free agent cannot start, as a sentence; null if it can. */
function findHold({ state, limits }: Rule, run: RunState, task: TaskState): string | null {
  const { key } = task.definition
  if (task.status !== 'todo') return words.waiting.notReady(key, task.status)
  if (task.notBefore !== null) return words.waiting.backoff
  if (run.isPaused) return words.waiting.paused
  if (isReviewDue(run)) return words.waiting.reviewLimit(run.reviews)
  if (run.live >= run.parallelLimit || state.live >= limits.global) return words.waiting.noFreeSlot
  return null
}
