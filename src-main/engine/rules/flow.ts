import { present } from '#shared/assert.ts'
import type { TaskResult } from '#shared/model/attempt.ts'
import { isRunOver, type RunStatus } from '#shared/model/run.ts'
import { isTerminal, type TaskStatus } from '#shared/model/task.ts'
import { slotsTaken } from '../../assignment/verify.ts'
import { evaluateCondition, listLookedAt, parseCondition } from '../../scheduling/condition.ts'
import { agentOfBucket, isAnsweredBucket, needsSuccess, summaryLength } from '../run-state.ts'
import type { EngineState, GoalState, RunState, TaskState } from '../state.ts'
import { sayTask } from '../task-name.ts'
import { isOpen, openTasks } from '../transitions.ts'
import { isGatedBefore, postGate, questionOf, subjectOf } from './gates.ts'
import { portion, type Rule } from './rule.ts'

/**
 * Job: what follows when tasks become free or end, inside the same transaction (E1). Work lists, not recursion: a
 * chain of 100,000 tasks must not overflow the call stack.
 */

/** Lets every task go that nothing holds any more: to its gate, to `todo`, or, for a group, open for its children. */
export const openFreed = (rule: Rule, run: RunState, candidates: readonly TaskState[]): void =>
  spread(rule, run, { freed: candidates })

/** What the end of these tasks frees, skips and closes. */
export const followEnd = (rule: Rule, run: RunState, ended: readonly TaskState[]): void =>
  spread(rule, run, { ended })

/** New tasks, and what they come after: what of that is over already counts as if it ended now. */
export function joinIn(rule: Rule, run: RunState, added: readonly TaskState[]): void {
  const before = added.flatMap(({ definition }) =>
    definition.dependsOn.flatMap((key) => run.tasks.get(key) ?? []),
  )
  const ended = [...new Set(before)].filter((task) => task.status !== 'done' && !isOpen(task))
  spread(rule, run, { freed: added, ended })
}

/** A gate was approved: the task goes on from `awaiting_approval`. */
export const passGate = (rule: Rule, run: RunState, task: TaskState): void =>
  spread(rule, run, admit(rule, run, task))

/** Tasks that may be free now, those that are ready, and those that have ended and whose neighbours have not heard of it. */
interface Work {
  readonly freed?: readonly TaskState[]
  readonly ready?: readonly TaskState[]
  readonly ended?: readonly TaskState[]
}

function spread(rule: Rule, run: RunState, work: Work): void {
  const freed: TaskState[] = []
  const ended: TaskState[] = []
  const ready = new Set<TaskState>()
  const add = (more: Work) => {
    for (const task of more.freed ?? []) freed.push(task)
    for (const task of more.ready ?? []) ready.add(task)
    for (const task of more.ended ?? []) ended.push(task)
  }
  add(work)
  for (let free = 0, end = 0; free < freed.length || end < ended.length; ) {
    const task = freed[free]
    if (task !== undefined) {
      free += 1
      if (isFree(task) && !ready.has(task)) add(openOne(rule, run, task))
      continue
    }
    const over = present(ended[end], 'ended task')
    end += 1
    if (over.status === 'done') add({ freed: over.dependents })
    else
      add({
        freed: over.dependents.filter((each) => !needsSuccess(each)),
        ended: skipDependents(rule, run, over),
      })
    add({ ended: closedParents(rule, run, over) })
  }
  sayReady(rule, run, [...ready])
}

/** Said last, and together: of a thousand tasks that one end frees, a thousand events would be most of its cost. */
function sayReady(rule: Rule, { id: runId }: RunState, ready: readonly TaskState[]): void {
  const taskKeys = ready.map(({ definition }) => definition.key)
  const [taskKey] = taskKeys
  if (taskKey !== undefined && taskKeys.length === 1) return rule.emit({ type: 'task.ready', runId, taskKey })
  for (let from = 0; from < taskKeys.length; from += portion) {
    rule.emit({ type: 'tasks.ready', runId, taskKeys: taskKeys.slice(from, from + portion) })
  }
}

const isFree = (task: TaskState): boolean =>
  task.unmet === 0 && task.status === 'blocked' && task.reason?.code !== 'reported'

function openOne(rule: Rule, run: RunState, task: TaskState): Work {
  const { definition } = task
  const unmet = needsSuccess(task) ? null : findUnmet(run, task)
  if (unmet !== null) {
    const message = `Its condition is not met: ${definition.condition}${unmet}.`
    const about = { runId: run.id, taskKey: definition.key }
    rule.emit({ type: 'task.skipped', ...about, code: 'condition', message })
    return { ended: [task] }
  }
  if (!isGatedBefore(definition) || task.approvalId !== null) return admit(rule, run, task)
  // A gate for the result says nothing of how this one behaves.
  const gate = definition.gate?.when === 'after' ? undefined : definition.gate
  const shown = { question: questionOf(rule, task), subject: subjectOf(rule.state, task) }
  postGate(rule, task, { kind: 'task_gate', ...shown, gate })
  return {}
}

/**
 * What there was in place of what its condition asks for; null: it is met. Conditions are checked when a run is built; one
 * that cannot be read any more is not met.
 */
function findUnmet(run: RunState, { definition }: TaskState): string | null {
  const { condition = 'success', dependsOn } = definition
  const parsed = parseCondition(condition, { dependencies: dependsOn })
  if (!parsed.ok) return ''
  const known = dependsOn.flatMap((key) => {
    const dependency = run.tasks.get(key)
    if (dependency === undefined) return []
    const result = dependency.kept ?? dependency.result
    const { status } = dependency
    return [[key, { status, data: result?.data ?? null, text: result?.text ?? '' }] as const]
  })
  const facts = new Map(known)
  if (evaluateCondition(parsed.value, facts)) return null
  const seen = listLookedAt(parsed.value, facts)
  return seen.length === 0 ? '' : `, where ${seen.join(' and ')}`
}

/** Past its gate: a task is ready, a group opens for its children. */
function admit(rule: Rule, run: RunState, task: TaskState): Work {
  if (task.definition.kind === 'task') return { ready: [task] }
  rule.emit({ type: 'group.opened', runId: run.id, taskKey: task.definition.key })
  // It may be empty, or all of its children may have been skipped before it opened.
  const isOver = closeIfOver(rule, run, task)
  return { freed: task.children, ended: isOver ? [task] : [] }
}

const endWords: Partial<Record<TaskStatus, string>> = {
  failed: 'failed',
  skipped: 'was skipped',
  cancelled: 'was cancelled',
}

function skipDependents(rule: Rule, run: RunState, task: TaskState): TaskState[] {
  const ended = `${sayTask(task.definition)}, which ${endWords[task.status] ?? task.status}.`
  // What is skipped because a condition said so is as intended; all else goes back to a failure.
  const code = task.reason?.code === 'condition' ? 'condition' : 'failed_dependency'
  const skip = (message: string) => (each: TaskState) => {
    rule.emit({ type: 'task.skipped', runId: run.id, taskKey: each.definition.key, code, message })
    return each
  }
  return [
    ...task.dependents.filter((each) => isOpen(each) && needsSuccess(each)).map(skip(`Needs ${ended}`)),
    ...task.children.filter(isOpen).map(skip(`Belongs to ${ended}`)),
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
  const status = children.every(isFine) ? 'done' : 'failed'
  const about = { runId: run.id, taskKey: definition.key }
  rule.emit({ type: 'group.closed', ...about, status, result: gatherResults(children) })
  return true
}

/** Done, or left out as a condition asked for. */
const isFine = ({ status, reason }: TaskState): boolean =>
  status === 'done' || (status === 'skipped' && reason?.code === 'condition')

const maxGathered = 200

/** What a group came to: what its children came to, one after another. */
function gatherResults(children: readonly TaskState[]): TaskResult {
  const gathered = children
    .slice(0, maxGathered)
    .map(({ definition: { key, title }, status, kept, result }) => ({
      key,
      title,
      status,
      text: (result ?? kept)?.text.slice(0, summaryLength) ?? '',
    }))
  const texts = gathered.filter(({ text }) => text !== '').map(({ title, text }) => `## ${title}\n\n${text}`)
  return {
    text: texts.join('\n\n'),
    data: { subtasks: gathered, left_out: children.length - gathered.length },
  }
}

/** Says so when a run's own status is no longer true. Called once per turn and run, after scheduling. */
export function settleRun(rule: Rule, run: RunState): void {
  if (isRunOver(run.status)) return
  const status = statusOf(rule, run)
  if (status !== run.status) rule.emit({ type: 'run.settled', runId: run.id, status })
}

function statusOf({ state }: Rule, run: RunState): RunStatus {
  if (openTasks(run) === 0) {
    if (run.status === 'stopping') return 'cancelled'
    if (run.goal !== null) return statusOfGoal(run, run.goal)
    return run.counts.failed + run.counts.cancelled === 0 ? 'done' : 'failed'
  }
  if (run.status === 'stopping') return 'stopping'
  if (run.isPaused) return 'paused'
  if (run.live > 0) return 'running'
  const goesOn = (bucket: string) => !isHeldByPeople(state, bucket)
  if (!isReviewDue(run) && [...run.ready.buckets()].some(goesOn)) return 'running'
  // What waits for an instant goes on by itself.
  for (const task of run.todo) if (task.notBefore !== null || isMoneyHeld(state, task)) return 'running'
  return 'waiting'
}

/** Waits for a worker to pull it, or for a person who has as much in the inbox as they take at once. */
function isHeldByPeople({ agents }: EngineState, bucket: string): boolean {
  const found = agents.get(agentOfBucket(bucket))
  if (found === undefined || isAnsweredBucket(bucket)) return false
  return (
    found.agent.kind === 'external' || (found.inbox.size > 0 && slotsTaken(found) >= found.agent.capacity)
  )
}

/** With nothing open, what comes next is still to be decided, or the goal has ended. */
function statusOfGoal({ isPaused }: RunState, { end, undecided }: GoalState): RunStatus {
  if (end !== null) return end === 'reached' ? 'done' : 'failed'
  if (isPaused) return 'paused'
  return undecided.size > 0 ? 'running' : 'waiting'
}

/** Money that others hold may come free, without anybody's doing. */
const isMoneyHeld = ({ accounts }: EngineState, { reason }: TaskState): boolean =>
  reason?.account !== undefined && (accounts.get(reason.account)?.reservedMinor ?? 0) > 0

/** So many results wait for review that it starts nothing more. */
export const isReviewDue = ({ reviewLimit, reviews }: RunState): boolean =>
  reviewLimit !== null && reviews >= reviewLimit
