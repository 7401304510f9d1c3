import { findJoins, rankJoins } from '#shared/join-order.ts'
import { artifactsOf, storedArtifactsOf } from '#shared/model/artifact.ts'
import type { Goal } from '#shared/model/decisions/decision.ts'
import type { TaskResult } from '#shared/model/runs/attempt.ts'
import type { MadeFile } from '#shared/model/runs/run-outcome.ts'
import { isTerminal, noTaskCounts } from '#shared/model/task.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { remainingCriticalMs } from '../scheduling/critical-path.ts'
import { createReadyQueue } from '../scheduling/ready-queue.ts'
import type { RunFacts, RunState, TaskState } from './state.ts'

type NewRun = RunFacts & {
  readonly goal: Goal | null
  readonly leftOut: RunState['leftOut']
  readonly tasks: readonly TaskDefinition[]
}

/** A new run: all tasks blocked, and their counts of unmet dependencies set. */
export function createRunState(run: NewRun): RunState {
  const state: RunState = {
    id: run.id,
    planKey: run.planKey,
    planId: run.planId,
    title: run.title,
    projectId: run.projectId,
    projectFolder: run.projectFolder,
    workspace: run.workspace,
    parallelLimit: run.parallelLimit,
    reviewLimit: run.reviewLimit,
    timeZone: run.timeZone,
    crew: run.crew,
    createdAt: run.createdAt,
    createdSeq: run.createdSeq,
    goal:
      run.goal === null
        ? null
        : { ...run.goal, decisions: 0, undecided: new Set(), followUps: [], end: null },
    isSimulated: run.isSimulated,
    status: 'running',
    isPaused: false,
    outcome: null,
    gaps: [],
    gapCount: null,
    leftOut: run.leftOut,
    endedAt: null,
    tasks: new Map(),
    todo: new Set(),
    joining: new Set(),
    ready: createReadyQueue((task) => rankOf(task, run.timeZone)),
    counts: noTaskCounts(),
    groupCounts: noTaskCounts(),
    live: 0,
    reviews: 0,
    changedSeq: 0,
    ownSeq: 0,
  }
  addTasks(state, run.tasks, run.createdAt)
  return state
}

/** Sort values for ready tasks. */
export const rankOf = (
  { definition, criticalMs, createdAt, position, runId }: TaskState,
  timeZone: string | null,
) => ({
  priority: definition.priority,
  dueAt: definition.dueAt,
  timeZone: timeZone ?? 'UTC',
  criticalMs,
  createdAt,
  // The order of the plan, which people expect rather than the order of keys (ADR 0010).
  key: `${String(position).padStart(7, '0')} ${runId}`,
})

/** Adds tasks at the end of the run and links them to their dependencies. */
export function addTasks(
  run: RunState,
  definitions: readonly TaskDefinition[],
  createdAt: number,
): TaskState[] {
  const added = definitions.map((definition, index) => {
    const task = createTask(run, { definition, position: run.tasks.size + index, createdAt })
    return task
  })
  for (const task of added) run.tasks.set(task.definition.key, task)
  measureJoins(run)
  for (const task of added) linkTask(run, task)
  run.counts.blocked += added.length
  run.groupCounts.blocked += added.filter(({ definition }) => definition.kind === 'group').length
  measurePaths(run)
  return added
}

interface NewTask {
  readonly definition: TaskDefinition
  readonly position: number
  readonly createdAt: number
}

const createTask = (run: RunState, { definition, position, createdAt }: NewTask): TaskState => ({
  runId: run.id,
  position,
  definition,
  dependents: [],
  children: [],
  status: 'blocked',
  reason: null,
  unmet: 0,
  agentId: null,
  assignedSeq: null,
  attempts: 0,
  failures: 0,
  recoveries: 0,
  live: null,
  progress: null,
  approvalId: null,
  isAnswered: false,
  handedBack: [],
  gates: 0,
  result: null,
  kept: null,
  files: [],
  createdAt,
  readyAt: null,
  notBefore: null,
  startedAt: null,
  endedAt: null,
  changedSeq: 0,
  criticalMs: 0,
  join: 'all_succeeded',
  startRank: 0,
  endRank: 0,
  lastFailure: null,
})

/** Assumed duration of a task without an estimate, in milliseconds. */
const defaultEstimateMs = 60_000

export function measurePaths(run: RunState): void {
  const definitions: TaskDefinition[] = []
  for (const { definition } of run.tasks.values()) definitions.push(definition)
  const paths = remainingCriticalMs(
    definitions,
    ({ estimateMs, kind }) => estimateMs ?? (kind === 'group' ? 0 : defaultEstimateMs),
  )
  let index = 0
  for (const task of run.tasks.values()) task.criticalMs = paths[index++] ?? 0
}

/** Computes the joins, which depend on the definitions of all tasks. Call it before linking dependencies. */
export function measureJoins(run: RunState): void {
  const definitions = [...run.tasks.values()].map(({ definition }) => definition)
  const joins = findJoins(definitions)
  const ranks = rankJoins(definitions, joins)
  for (const task of run.tasks.values()) {
    const { key } = task.definition
    task.join = joins.get(key) ?? 'all_succeeded'
    task.startRank = ranks.get(key)?.start ?? 0
    task.endRank = ranks.get(key)?.end ?? 0
  }
}

/** Updates `run.joining`. Call it after any change that affects whether the task belongs in it. */
export function noteJoining(run: RunState, task: TaskState): void {
  if (task.join === 'none_failed' && task.status === 'blocked' && task.unmet === 0) run.joining.add(task)
  else run.joining.delete(task)
}

/** Links a new task to its dependencies and group. Dependencies that have ended do not count as unmet. */
function linkTask(run: RunState, task: TaskState): void {
  const { dependsOn } = task.definition
  const distinct = dependsOn.length > 1 ? new Set(dependsOn) : dependsOn
  for (const key of distinct) run.tasks.get(key)?.dependents.push(task)
  const { parent } = task.definition
  if (parent !== null) run.tasks.get(parent)?.children.push(task)
  task.unmet = countUnmet(run, task)
  noteJoining(run, task)
}

/** Adds a dependency to a task that has not started. */
export function linkDependency(run: RunState, task: TaskState, key: string): void {
  const dependency = run.tasks.get(key)
  if (dependency !== undefined && !dependency.dependents.includes(task)) dependency.dependents.push(task)
  task.unmet = countUnmet(run, task)
  noteJoining(run, task)
}

/** Computes `unmet` from the statuses of other tasks. The count is updated with events and not stored. */
export function countUnmet(run: RunState, task: TaskState): number {
  if (isTerminal(task.status)) return 0
  const { dependsOn, parent: key } = task.definition
  let unmet = 0
  for (const each of dependsOn.length > 1 ? new Set(dependsOn) : dependsOn) {
    const dependency = run.tasks.get(each)
    if (dependency === undefined) continue
    const isMet = dependency.status === 'done' || (isTerminal(dependency.status) && !needsSuccess(task))
    if (!isMet) unmet += 1
  }
  const parent = key === null ? undefined : run.tasks.get(key)
  if (parent?.status === 'blocked' || parent?.status === 'awaiting_approval') unmet += 1
  return unmet
}

/** Key of tasks that wait for the same agents: if one cannot start for lack of an agent, none of them can. */
export const bucketOf = ({ agentId, definition, isAnswered }: TaskState): string =>
  `${agentId ?? ''}${definition.pin === undefined ? '' : pinned}${isAnswered ? answered : ''}\n${definition.requiredSkills.join('\n')}`

/** Markers that cannot occur in an agent id. */
const pinned = '='
const answered = '!'

export const agentOfBucket = (bucket: string): string =>
  bucket.slice(0, bucket.indexOf('\n')).replace(answered, '').replace(pinned, '')

/** True if the agent of these tasks is a person who has answered: the tasks continue without a slot. */
export const isAnsweredBucket = (bucket: string): boolean =>
  bucket.slice(0, bucket.indexOf('\n')).endsWith(answered)

/** Updates the run's queue. Call it after any change that affects whether or where the task is queued. */
export function requeue(run: RunState, task: TaskState): void {
  run.ready.remove(task)
  if (task.status === 'todo') run.todo.add(task)
  else run.todo.delete(task)
  const isHeld = task.notBefore !== null || task.reason?.code === 'budget'
  if (task.status === 'todo' && task.agentId !== null && !isHeld) run.ready.add(task, bucketOf(task))
}

/** True if a task is skipped as soon as one of its dependencies can no longer succeed. */
export const needsSuccess = ({ join }: Pick<TaskState, 'join'>): boolean => join === 'all_succeeded'

const hasCondition = ({ definition }: TaskState): boolean => definition.condition !== undefined

/** True if a condition reads the task's result, which is then kept in full. */
export const isLookedAt = ({ dependents }: TaskState): boolean => dependents.some(hasCondition)

/** Maximum characters of a result in the summary of a group. */
export const summaryLength = 2000

/** The part of a result that is kept in memory; null if no rule reads it. */
export function keptOf(task: TaskState, result: TaskResult): TaskResult | null {
  if (!isResultKept(task)) return null
  return isLookedAt(task) ? result : { text: result.text.slice(0, summaryLength), data: null }
}

const maxMissingLength = 2000

/** Files of a result, with their missing parts. */
export const filesOf = (result: TaskResult): MadeFile[] => [
  ...artifactsOf(result).map(({ name, missing = '' }) => ({
    name,
    missing: missing.trim().slice(0, maxMissingLength),
  })),
  ...storedArtifactsOf(result).map(({ name }) => ({ name, missing: '' })),
]

/** True if a rule reads the task's result: for its group, or in a condition. */
export const isResultKept = ({ definition: { parent }, dependents }: TaskState): boolean =>
  parent !== null || dependents.some(hasCondition)

/** Tasks that wait for money, in the order in which they would be claimed. */
export const createRefused = () => createReadyQueue<TaskState>((task) => rankOf(task, null))

/**
 * The hold that a person put on a run, during which it starts nothing; null: no hold. A cancelled run cannot be
 * resumed.
 */
export const holdOf = ({ status, isPaused }: RunState): 'stopping' | 'paused' | null =>
  status === 'stopping' ? 'stopping' : isPaused ? 'paused' : null

/** True if the run may start another attempt. */
export const canStartMore = (run: RunState): boolean =>
  holdOf(run) === null && !isReviewDue(run) && run.live < run.parallelLimit

/** True if so many results wait for review that the run must not start another attempt. */
export const isReviewDue = ({ reviewLimit, reviews }: RunState): boolean =>
  reviewLimit !== null && reviews >= reviewLimit
