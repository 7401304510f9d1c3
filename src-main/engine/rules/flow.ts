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
export const openFreed = (rule: Rule, run: RunState, candidates: readonly TaskState[]): void =>
  spread(rule, run, { freed: [...candidates], ended: [] })

/** What the end of these tasks frees, skips and closes. */
export const followEnd = (rule: Rule, run: RunState, ended: readonly TaskState[]): void =>
  spread(rule, run, { freed: [], ended: [...ended] })

/** A gate was approved: the task goes on from `awaiting_approval`. */
export const passGate = (rule: Rule, run: RunState, task: TaskState): void =>
  spread(rule, run, admit(rule, run, task))

/** Tasks that may be free now, and tasks that have ended and whose neighbours have not heard of it. */
interface Work {
  readonly freed: TaskState[]
  readonly ended: TaskState[]
}

function spread(rule: Rule, run: RunState, { freed, ended }: Work): void {
  const add = (more: Partial<Work>) => {
    for (const task of more.freed ?? []) freed.push(task)
    for (const task of more.ended ?? []) ended.push(task)
  }
  for (let free = 0, end = 0; free < freed.length || end < ended.length; ) {
    const task = freed[free]
    if (task !== undefined) {
      free += 1
      if (isFree(task)) add(openOne(rule, run, task))
      continue
    }
    const over = present(ended[end], 'ended task')
    end += 1
    if (over.status === 'done') add({ freed: over.dependents })
    else add({ ended: skipDependents(rule, run, over) })
    add({ ended: closedParents(rule, run, over) })
  }
}

const isFree = (task: TaskState): boolean => task.unmet === 0 && task.status === 'blocked'

function openOne(rule: Rule, run: RunState, task: TaskState): Partial<Work> {
  if (!task.definition.requiresApproval || task.approvalId !== null) return admit(rule, run, task)
  postGate(rule, task, 'task_gate', `${run.title}: may “${task.definition.title}” start?`)
  return {}
}

/** Past its gate: a task is ready, a group opens for its children. */
function admit(rule: Rule, run: RunState, task: TaskState): Work {
  const about = { runId: run.id, taskKey: task.definition.key }
  if (task.definition.kind === 'task') {
    rule.emit({ type: 'task.ready', ...about })
    return { freed: [], ended: [] }
  }
  rule.emit({ type: 'group.opened', ...about })
  // It may be empty, or all of its children may have been skipped before it opened.
  const isOver = closeIfOver(rule, run, task)
  return { freed: [...task.children], ended: isOver ? [task] : [] }
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
function closedParents(rule: Rule, run: RunState, { definition: { parent: key } }: TaskState): TaskState[] {
  if (key === null) return []
  const parent = present(run.tasks.get(key), `group ${key}`)
  return closeIfOver(rule, run, parent) ? [parent] : []
}

/** Closes an open group none of whose children can change any more. */
function closeIfOver(rule: Rule, run: RunState, group: TaskState): boolean {
  const { children, definition } = group
  if (group.status !== 'in_progress' || !children.every((child) => isTerminal(child.status))) return false
  const status = children.every((child) => child.status === 'done') ? 'done' : 'failed'
  rule.emit({ type: 'group.closed', runId: run.id, taskKey: definition.key, status })
  return true
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
