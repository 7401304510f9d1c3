import { present } from '#shared/assert.ts'
import type { ApprovalId } from '#shared/ids.ts'
import type { Approval } from '#shared/model/approval.ts'
import { isRunOver, type RunStatus } from '#shared/model/run.ts'
import { isTerminal, type TaskStatus } from '#shared/model/task.ts'
import type { RunState, TaskState } from '../state.ts'
import { isOpen, openTasks } from '../transitions.ts'
import type { Rule } from './rule.ts'

/**
 * Job: what follows when tasks become free or end, inside the same transaction (E1). Work lists, not recursion: a
 * chain of 100,000 tasks must not overflow the call stack.
 */

/** Lets every task go that nothing holds any more: to its gate, to `todo`, or, for a group, open for its children. */
export function openFreed(rule: Rule, run: RunState, candidates: readonly TaskState[]): void {
  const queue = candidates.filter(isFree)
  for (const task of queue) {
    if (!isFree(task)) continue
    if (task.definition.requiresApproval && task.approvalId === null) {
      postGate(rule, task, 'task_gate', `May “${task.definition.title}” start?`)
    } else {
      queue.push(...admit(rule, run, task))
    }
  }
}

/** Past its gate. Answers with the children that this frees. */
function admit(rule: Rule, run: RunState, task: TaskState): TaskState[] {
  const about = { runId: run.id, taskKey: task.definition.key }
  if (task.definition.kind === 'task') {
    rule.emit({ type: 'task.ready', ...about })
    return []
  }
  rule.emit({ type: 'group.opened', ...about })
  if (task.children.length === 0) {
    rule.emit({ type: 'group.closed', ...about, status: 'done' })
    followEnd(rule, run, [task])
  }
  return task.children.filter(isFree)
}

const isFree = (task: TaskState): boolean => task.unmet === 0 && task.status === 'blocked'

/** A gate was approved: the task goes on from `awaiting_approval`. */
export function passGate(rule: Rule, run: RunState, task: TaskState): void {
  openFreed(rule, run, admit(rule, run, task))
}

export function postGate(rule: Rule, task: TaskState, kind: Approval['kind'], question: string): void {
  const { key } = task.definition
  const id: ApprovalId = `gate_${task.runId.slice('run_'.length)}.${key}.${task.attempts}`
  const approval = { id, kind, runId: task.runId, taskKey: key, question, postedAt: rule.at }
  rule.emit({
    type: 'approval.posted',
    runId: task.runId,
    taskKey: key,
    approval: { ...approval, answer: null, note: null, answeredAt: null },
  })
}

/** What the end of these tasks frees, skips and closes. */
export function followEnd(rule: Rule, run: RunState, ended: readonly TaskState[]): void {
  const queue = [...ended]
  for (const task of queue) {
    if (task.status === 'done') openFreed(rule, run, task.dependents)
    else queue.push(...skipDependents(rule, run, task))
    const parent = closedParent(rule, run, task)
    if (parent !== null) queue.push(parent)
  }
}

const endWords: Partial<Record<TaskStatus, string>> = {
  failed: 'failed',
  skipped: 'was skipped',
  cancelled: 'was cancelled',
}

function skipDependents(rule: Rule, run: RunState, task: TaskState): TaskState[] {
  const word = endWords[task.status] ?? task.status
  const skip = (message: string) => (each: TaskState) => {
    rule.emit({ type: 'task.skipped', runId: run.id, taskKey: each.definition.key, message })
    return each
  }
  return [
    ...task.dependents.filter(isOpen).map(skip(`Needs ${task.definition.key}, which ${word}.`)),
    ...task.children.filter(isOpen).map(skip(`Belongs to ${task.definition.key}, which ${word}.`)),
  ]
}

/** The group of a task that was its last open one, now closed. */
function closedParent(rule: Rule, run: RunState, task: TaskState): TaskState | null {
  const { parent: key } = task.definition
  if (key === null) return null
  const parent = present(run.tasks.get(key), `group ${key}`)
  if (parent.status !== 'in_progress' || !parent.children.every((child) => isTerminal(child.status)))
    return null
  const status = parent.children.every((child) => child.status === 'done') ? 'done' : 'failed'
  rule.emit({ type: 'group.closed', runId: run.id, taskKey: key, status })
  return parent
}

/** Says so when a run's own status is no longer true. Called once per turn and run, after scheduling. */
export function settleRun(rule: Rule, run: RunState): void {
  if (isRunOver(run.status)) return
  const status = statusOf(run)
  if (status !== run.status) rule.emit({ type: 'run.settled', runId: run.id, status })
}

function statusOf(run: RunState): RunStatus {
  if (openTasks(run) === 0) {
    const { failed, skipped, cancelled } = run.counts
    return failed + skipped + cancelled === 0 ? 'done' : 'failed'
  }
  if (run.live > 0) return 'running'
  for (const task of run.ready) if (task.agentId !== null) return 'running'
  return 'waiting'
}
