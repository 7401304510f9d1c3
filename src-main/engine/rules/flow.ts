import { present } from '#shared/assert.ts'
import type { TaskResult } from '#shared/model/runs/attempt.ts'
import { isTerminal } from '#shared/model/task.ts'
import { clip } from '#shared/text/clip.ts'
import { words } from '#shared/words/words.ts'
import { evaluateCondition, listLookedAt, parseCondition } from '../../scheduling/condition.ts'
import { nameTask } from '../names.ts'
import { needsSuccess, summaryLength } from '../run-state.ts'
import type { RunState, TaskState } from '../state.ts'
import { isOpen } from '../transitions.ts'
import { isGatedBefore, postGate, questionOf, subjectOf } from './gates.ts'
import { decideJoin, findGroupFailure } from './joins.ts'
import { portion, type Rule } from './rule.ts'

/**
 * Job: applies the effects of tasks that become free or end, inside the same transaction (E1). Uses work lists instead
 * of recursion: a chain of 100,000 tasks must not overflow the call stack.
 */

/** Moves every task that nothing holds: to its gate, to `todo`, or, for a group, to open for its children. */
export const openFreed = (rule: Rule, run: RunState, candidates: readonly TaskState[]): void =>
  spread(rule, run, { freed: candidates })

/** Starts, skips and closes the tasks that depend on the end of these tasks. */
export const followEnd = (rule: Rule, run: RunState, ended: readonly TaskState[]): void =>
  spread(rule, run, { ended })

/**
 * Processes new tasks: those that are free, and dependencies that ended without success before, as if they ended now.
 */
export function joinIn(rule: Rule, run: RunState, added: readonly TaskState[]): void {
  const before = added.flatMap(({ definition }) =>
    definition.dependsOn.flatMap((key) => run.tasks.get(key) ?? []),
  )
  const ended = [...new Set(before)].filter((task) => task.status !== 'done' && !isOpen(task))
  spread(rule, run, { freed: added, ended })
}

/** Continues a task from `awaiting_approval` after its gate was approved. */
export const passGate = (rule: Rule, run: RunState, task: TaskState): void =>
  spread(rule, run, admit(rule, run, task))

/** Work list: tasks that may be free, tasks that are ready, and ended tasks whose effects are still to be applied. */
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
  for (let free = 0, end = 0; ; ) {
    if (free === freed.length && end === ended.length) {
      // The end of a failure handler may decide joins that do not depend on the handler.
      const joining = [...run.joining].filter((task) => !ready.has(task) && isDecidable(run, task))
      if (joining.length === 0) break
      freed.push(...joining.sort((a, b) => a.position - b.position))
    }
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
  emitReady(rule, run, [...ready])
}

/**
 * Emits ready tasks last and in batches: one event per task would dominate the cost when one end frees a thousand
 * tasks.
 */
function emitReady(rule: Rule, { id: runId }: RunState, ready: readonly TaskState[]): void {
  const taskKeys = ready.map(({ definition }) => definition.key)
  const [taskKey] = taskKeys
  if (taskKey !== undefined && taskKeys.length === 1) return rule.emit({ type: 'task.ready', runId, taskKey })
  for (let from = 0; from < taskKeys.length; from += portion) {
    rule.emit({ type: 'tasks.ready', runId, taskKeys: taskKeys.slice(from, from + portion) })
  }
}

const isDecidable = (run: RunState, task: TaskState): boolean =>
  isFree(task) && decideJoin(run, task).kind !== 'open'

const isFree = (task: TaskState): boolean =>
  task.unmet === 0 && task.status === 'blocked' && task.reason?.code !== 'reported'

function openOne(rule: Rule, run: RunState, task: TaskState): Work {
  const { definition } = task
  const verdict = decideJoin(run, task)
  if (verdict.kind === 'open') return {}
  const excluded = verdict.kind === 'unmet' ? verdict : findExclusion(run, task)
  if (excluded !== null) {
    const { code, message } = excluded
    rule.emit({ type: 'task.skipped', runId: run.id, taskKey: definition.key, code, message })
    return { ended: [task] }
  }
  if (!isGatedBefore(definition) || task.approvalId !== null) return admit(rule, run, task)
  // An `after` gate does not configure this gate.
  const gate = definition.gate?.when === 'after' ? undefined : definition.gate
  const shown = { question: questionOf(rule, task), subject: subjectOf(rule.state, task) }
  postGate(rule, task, { kind: 'task_gate', ...shown, gate })
  return {}
}

function findExclusion(run: RunState, task: TaskState) {
  const { condition } = task.definition
  const unmet = condition === undefined ? null : findUnmet(run, task)
  if (unmet === null) return null
  return { code: 'condition', message: words.failures.conditionNotMet(condition ?? '', unmet) } as const
}

/**
 * The values that do not meet the condition; null if it is met. Conditions are validated when a run is built; a
 * condition that can no longer be parsed counts as not met.
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

/** Continues after the gate: a task is ready, a group opens for its children. */
function admit(rule: Rule, run: RunState, task: TaskState): Work {
  if (task.definition.kind === 'task') return { ready: [task] }
  rule.emit({ type: 'group.opened', runId: run.id, taskKey: task.definition.key })
  // The group may be empty, or its children may have been skipped before it opened.
  const isOver = closeIfOver(rule, run, task)
  return { freed: task.children, ended: isOver ? [task] : [] }
}

const ends = words.taskEnds
const endOf = ({ status }: Pick<TaskState, 'status'>): string =>
  status === 'failed' || status === 'skipped' || status === 'cancelled' ? ends[status] : status

function skipDependents(rule: Rule, run: RunState, task: TaskState): TaskState[] {
  const [name, end] = [nameTask(task.definition), endOf(task)]
  const isUntaken = task.status === 'skipped' && task.reason?.code !== 'failed_dependency'
  const code = isUntaken ? 'branch_not_taken' : 'failed_dependency'
  const skip = (message: string) => (each: TaskState) => {
    rule.emit({ type: 'task.skipped', runId: run.id, taskKey: each.definition.key, code, message })
    return each
  }
  return [
    ...task.dependents
      .filter((each) => isOpen(each) && needsSuccess(each))
      .map(skip(ends.ofDependency(name, end))),
    ...task.children.filter(isOpen).map(skip(ends.ofGroup(name, end))),
  ]
}

/** The task's group, if the end of the task closed it. */
function closedParents(rule: Rule, run: RunState, { definition: { parent: key } }: TaskState): TaskState[] {
  if (key === null) return []
  const parent = present(run.tasks.get(key), `group ${key}`)
  return closeIfOver(rule, run, parent) ? [parent] : []
}

/** Closes an open group if all its children have ended. Returns whether it did. */
function closeIfOver(rule: Rule, run: RunState, group: TaskState): boolean {
  const { children, definition } = group
  if (group.status !== 'in_progress' || !children.every((child) => isTerminal(child.status))) return false
  const cause = findGroupFailure(run, group)
  const about = { runId: run.id, taskKey: definition.key, result: gatherResults(children) }
  if (cause === null) rule.emit({ type: 'group.closed', ...about, status: 'done', message: null })
  else rule.emit({ type: 'group.closed', ...about, status: 'failed', message: describeFailure(cause) })
  return true
}

function describeFailure(task: TaskState): string {
  const { definition, status, lastFailure, reason } = task
  const why = status === 'failed' ? (lastFailure?.message ?? '') : (reason?.message ?? '')
  return ends.failure(nameTask(definition), endOf(task), clip(why, maxReasonLength))
}

const maxReasonLength = 500

const maxGathered = 200

/** The result of a group: the results of its children, in order. */
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
