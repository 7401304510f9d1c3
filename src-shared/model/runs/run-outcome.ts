import { z } from 'zod'
import { isFailureHandler } from '../../join-order.ts'
import { words } from '../../words/words.ts'
import type { TaskStatus } from '../task.ts'
import type { TaskDefinition } from '../task-definition.ts'
import type { RunOutcome, RunStatus } from './run.ts'

/**
 * The kinds of gaps in a run that succeeded. They are an incomplete file, checks that did not run, a requested
 * part without a task, and a skipped task that no condition excluded.
 */
export const gapKinds = ['incomplete_file', 'unchecked', 'left_out', 'skipped'] as const

export const runGapSchema = z.object({
  kind: z.enum(gapKinds),
  runId: z.string(),
  /** Null with `left_out`: no task covers the part. */
  taskKey: z.string().nullable(),
  /** Name of the file, title of the task, or the requested part. */
  name: z.string(),
  /** Missing content of the file, or the reason of the gap. */
  message: z.string(),
})
export type RunGap = z.infer<typeof runGapSchema>

/** Gaps that an event and a run summary list; `gapCount` counts all of them. */
export const maxListedGaps = 200

/** A part of the request that no task covers. */
export const leftOutPartSchema = z.object({
  name: z.string().min(1).max(500),
  message: z.string().max(2000),
})
export type LeftOutPart = z.infer<typeof leftOutPartSchema>

export interface MadeFile {
  readonly name: string
  /** Description of missing content. Empty: the file is complete. */
  readonly missing: string
}

/** A task of a run as the outcome rule reads it. */
export interface OutcomeTask {
  readonly definition: Pick<
    TaskDefinition,
    'key' | 'kind' | 'title' | 'dependsOn' | 'parent' | 'condition' | 'doneWhen'
  >
  readonly status: TaskStatus
  readonly reason: { readonly code: string; readonly message: string } | null
  readonly endedAt: number | null
  readonly changedSeq: number
  readonly files: readonly MadeFile[]
  /** Number of done-when checks that were skipped, or failed before a person accepted the result. */
  readonly uncheckedCount: number
}

export interface OutcomeFacts {
  readonly runId: string
  readonly isCancelled: boolean
  /** True: a person or a decider gave up the goal. */
  readonly isGivenUp: boolean
  /** In plan order. */
  readonly tasks: readonly OutcomeTask[]
  /** Keys of failed tasks that a decider followed up with a task that succeeded. */
  readonly followedUp: ReadonlySet<string>
  readonly leftOut: readonly LeftOutPart[]
}

export interface DecidedOutcome {
  readonly outcome: RunOutcome
  readonly gaps: readonly RunGap[]
}

/**
 * The outcome of a run without open tasks, and its gaps. Precedence: cancelled, rejected, failed, succeeded with gaps,
 * succeeded. A handled failure does not fail the run.
 */
export function decideOutcome(facts: OutcomeFacts): DecidedOutcome {
  const gaps = listGaps(facts)
  const failures = listUnhandled(facts)
  const decided = (outcome: RunOutcome) => ({ outcome, gaps })
  if (facts.isCancelled) return decided('cancelled')
  if (failures.some(({ reason }) => reason?.code === 'rejected')) return decided('rejected')
  if (failures.length > 0 || facts.isGivenUp) return decided('failed')
  return decided(gaps.length > 0 ? 'succeeded_with_gaps' : 'succeeded')
}

/** The final status of a run, by its outcome. */
export const statusOfOutcome = (outcome: RunOutcome): Extract<RunStatus, 'done' | 'failed' | 'cancelled'> =>
  outcome === 'succeeded' || outcome === 'succeeded_with_gaps'
    ? 'done'
    : outcome === 'rejected'
      ? 'failed'
      : outcome

/**
 * Failed and cancelled tasks whose failure no handler covers. The failure of a group follows from its children, so only
 * the children count; handlers of the group cover them, too.
 */
function listUnhandled({ tasks, followedUp }: OutcomeFacts): OutcomeTask[] {
  const failed = tasks.filter(
    ({ status, definition: { kind } }) => status === 'cancelled' || (status === 'failed' && kind === 'task'),
  )
  if (failed.length === 0) return []
  const handled = new Set(
    tasks.flatMap(({ status, definition }) =>
      status === 'done' && isFailureHandler(definition) ? definition.dependsOn : [],
    ),
  )
  const parents = new Map(tasks.map(({ definition: { key, parent } }) => [key, parent]))
  // The condition `failure` is false for a cancelled task, and true for a group around it that failed.
  const isHandled = ({ status, definition: { key, parent } }: OutcomeTask): boolean => {
    for (
      let at: string | null = status === 'cancelled' ? parent : key;
      at !== null;
      at = parents.get(at) ?? null
    ) {
      if (handled.has(at)) return true
    }
    return followedUp.has(key)
  }
  return failed.filter((task) => !isHandled(task))
}

export function listGaps({ runId, tasks, leftOut }: OutcomeFacts): RunGap[] {
  const excluded = listExcluded(tasks)
  const gapOf = (kind: RunGap['kind'], { definition }: OutcomeTask, message: string): RunGap => ({
    ...{ kind, runId, taskKey: definition.key, name: definition.title, message },
  })
  const ofTasks = tasks.flatMap((task) => {
    if (task.status === 'skipped' && !excluded.has(task.definition.key)) {
      return [gapOf('skipped', task, task.reason?.message ?? '')]
    }
    if (task.status !== 'done' || task.uncheckedCount === 0) return []
    const count = task.uncheckedCount
    return [gapOf('unchecked', task, words.goalOutcomes.unchecked(count))]
  })
  const parts = leftOut.map(({ name, message }) => ({
    ...{ kind: 'left_out' as const, runId, taskKey: null, name, message },
  }))
  return [...parts, ...listIncomplete(runId, tasks), ...ofTasks]
}

/** Only the newest file of each name counts. */
function listIncomplete(runId: string, tasks: readonly OutcomeTask[]): RunGap[] {
  const newest = new Map<string, MadeFile & { readonly taskKey: string }>()
  const made = tasks
    .filter(({ status, files }) => status === 'done' && files.length > 0)
    .sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0) || a.changedSeq - b.changedSeq)
  for (const { definition, files } of made) {
    for (const file of files) newest.set(file.name, { ...file, taskKey: definition.key })
  }
  return [...newest.values()].flatMap(({ name, missing, taskKey }) =>
    missing === '' ? [] : [{ kind: 'incomplete_file' as const, runId, taskKey, name, message: missing }],
  )
}

/**
 * Keys of skipped tasks that conditions excluded: every path to such a task passes a condition that evaluated to false.
 * Its own condition did, or its group is such a task, or each of its dependencies is.
 */
function listExcluded(tasks: readonly OutcomeTask[]): ReadonlySet<string> {
  const skipped = new Map(
    tasks.flatMap((task) => (task.status === 'skipped' ? [[task.definition.key, task] as const] : [])),
  )
  const excluded = new Set<string>()
  // The search starts with tasks excluded by their own condition and follows their dependents.
  const open = [...skipped.values()].filter(({ reason }) => reason?.code === 'condition')
  const after = new Map<string, OutcomeTask[]>()
  for (const task of skipped.values()) {
    const { dependsOn, parent } = task.definition
    for (const key of new Set(parent === null ? dependsOn : [...dependsOn, parent])) {
      const known = after.get(key)
      if (known === undefined) after.set(key, [task])
      else known.push(task)
    }
  }
  for (const { definition } of open) {
    if (excluded.has(definition.key)) continue
    excluded.add(definition.key)
    for (const next of after.get(definition.key) ?? []) {
      const { dependsOn, parent } = next.definition
      const isCut = dependsOn.length > 0 && dependsOn.every((key) => excluded.has(key))
      if (isCut || (parent !== null && excluded.has(parent))) open.push(next)
    }
  }
  return excluded
}
