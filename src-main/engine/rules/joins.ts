import { present } from '#shared/assert.ts'
import { isFailureHandler } from '#shared/join-order.ts'
import { isTerminal, type skipCodes } from '#shared/model/task.ts'
import type { Join } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { nameTask, nameTasks } from '../names.ts'
import type { RunState, TaskState } from '../state.ts'

/**
 * Job: decides whether a task may run, from how its dependencies ended. Pure; reads the state of one run.
 * J1 A join is decided once all dependencies have ended (`all_succeeded` as soon as one of them cannot succeed).
 * J2 A join is not decided while a handler of a failure that it depends on is open, unless the handler comes after it.
 * `rankJoins` decides which comes after, so that no two tasks wait for each other.
 * J3 A dependency that was skipped because of a failure counts as failed while that failure is unhandled.
 */
export type JoinVerdict =
  | { readonly kind: 'met' }
  /** `waitsFor`: handlers of failures, or tasks before a skipped dependency, that may still change the verdict. */
  | { readonly kind: 'open'; readonly failed: TaskState; readonly waitsFor: readonly TaskState[] }
  | { readonly kind: 'unmet'; readonly code: (typeof skipCodes)[number]; readonly message: string }

const met = { kind: 'met' } as const
const untaken = {
  kind: 'unmet',
  code: 'branch_not_taken',
  message: words.skipped.branchNotTaken,
} as const
const noneDone = {
  kind: 'unmet',
  code: 'failed_dependency',
  message: words.skipped.noneSucceeded,
} as const

/** Decides the join of a task. Call it only after all dependencies have ended. */
export function decideJoin(run: RunState, task: TaskState): JoinVerdict {
  const dependencies = task.definition.dependsOn.map((key) => present(run.tasks.get(key), `task ${key}`))
  const rule: Record<Join, () => JoinVerdict> = {
    // If a dependency had not succeeded, the task would already be skipped.
    all_succeeded: () => met,
    always: () => met,
    any: () => decideAny(dependencies),
    none_failed: () => decideNoneFailed(run, task, dependencies),
  }
  return rule[task.join]()
}

const isDone = ({ status }: TaskState): boolean => status === 'done'

/** Skipped for a reason other than a failure. */
const isUntaken = ({ status, reason }: TaskState): boolean =>
  status === 'skipped' && reason?.code !== 'failed_dependency'

function decideAny(dependencies: readonly TaskState[]): JoinVerdict {
  if (dependencies.length === 0 || dependencies.some(isDone)) return met
  return dependencies.every(isUntaken) ? untaken : noneDone
}

function decideNoneFailed(run: RunState, task: TaskState, dependencies: readonly TaskState[]): JoinVerdict {
  if (dependencies.every(isDone)) return met
  if (dependencies.every(isUntaken)) return untaken
  const found = findFailure(run, dependencies, (handler) => handler.endRank < task.startRank)
  if (found.kind === 'unhandled') {
    const message = words.skipped.unhandledFailure(nameTask(found.failed.definition))
    return { kind: 'unmet', code: 'failed_dependency', message }
  }
  if (found.kind === 'open') return found
  return dependencies.some(isDone) ? met : noneDone
}

type FoundFailure =
  | { readonly kind: 'none' }
  | Extract<JoinVerdict, { kind: 'open' }>
  | { readonly kind: 'unhandled'; readonly failed: TaskState }

/**
 * Finds an unhandled failure, or handlers still open, among ended tasks and their causes. Iterative: a chain of
 * 100,000 skipped tasks must not overflow the call stack.
 */
export function findFailure(
  run: RunState,
  ended: readonly TaskState[],
  counts: (handler: TaskState) => boolean,
): FoundFailure {
  const seen = new Set(ended)
  const waitsFor: TaskState[] = []
  let undecided: TaskState | null = null
  for (const task of seen) {
    if (!isTerminal(task.status)) {
      waitsFor.push(task)
      continue
    }
    if (isDone(task) || isUntaken(task)) continue
    if (task.status === 'skipped') {
      undecided ??= task
      for (const cause of listCauses(run, task)) seen.add(cause)
      continue
    }
    const handlers = listHandlers(run, task).filter(counts)
    if (handlers.some(isDone)) continue
    const open = handlers.filter(({ status }) => !isTerminal(status))
    const failedParts = task.children.filter((child) => !isDone(child) && !isUntaken(child))
    if (open.length > 0) {
      undecided = task
      waitsFor.push(...open)
    } else if (task.status === 'failed' && failedParts.length > 0) {
      // The failure of a group is the failure of its children.
      for (const child of failedParts) seen.add(child)
    } else return { kind: 'unhandled', failed: task }
  }
  return waitsFor.length > 0 && undecided !== null
    ? { kind: 'open', failed: undecided, waitsFor: [...new Set(waitsFor)] }
    : { kind: 'none' }
}

/** Tasks whose failure may be the reason why this task was skipped. */
function listCauses(run: RunState, { definition: { dependsOn, parent } }: TaskState): TaskState[] {
  const dependencies = dependsOn.flatMap((key) => run.tasks.get(key) ?? [])
  const group = parent === null ? undefined : run.tasks.get(parent)
  // A group that has not ended is not the reason why its child was skipped.
  return group === undefined || !isTerminal(group.status) ? dependencies : [...dependencies, group]
}

/**
 * Handlers of the failure of a task and of the groups around it. A cancelled task has none, because the condition
 * `failure` is false for it.
 */
function listHandlers(run: RunState, task: TaskState): TaskState[] {
  const handlers: TaskState[] = []
  for (let at: TaskState | undefined = task; at !== undefined; ) {
    if (at.status !== 'cancelled') {
      handlers.push(...at.dependents.filter(({ definition }) => isFailureHandler(definition)))
    }
    const parent: string | null = at.definition.parent
    at = parent === null ? undefined : run.tasks.get(parent)
  }
  return handlers
}

/** A failure in the group that no task inside the group handled; null: the group is done. */
export function findGroupFailure(run: RunState, group: TaskState): TaskState | null {
  const found = findFailure(run, group.children, (handler) => isInside(run, handler, group))
  if (found.kind === 'none') return null
  return found.failed
}

function isInside(run: RunState, task: TaskState, group: TaskState): boolean {
  for (let key = task.definition.parent; key !== null; key = run.tasks.get(key)?.definition.parent ?? null) {
    if (key === group.definition.key) return true
  }
  return false
}

/** Tasks that hold a join although all its dependencies have ended: mostly failure handlers. */
export function listJoinHolders(run: RunState, task: TaskState): readonly TaskState[] {
  const verdict = run.joining.has(task) ? decideJoin(run, task) : met
  return verdict.kind === 'open' ? verdict.waitsFor : []
}

/** Explanation of what holds the join, as text for people; null if nothing does. */
export function explainOpenJoin(run: RunState, task: TaskState): string | null {
  const verdict = run.joining.has(task) ? decideJoin(run, task) : met
  if (verdict.kind !== 'open') return null
  const { failed, waitsFor } = verdict
  const handlers = nameTasks(waitsFor.map(({ definition }) => definition))
  return words.waiting.failureHandler(handlers, nameTask(failed.definition))
}
