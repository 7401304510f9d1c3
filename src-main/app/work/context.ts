import type { Agent } from '#shared/model/agents/agent.ts'
import type { MemoryEntry } from '#shared/model/memory.ts'
import type { TaskResult } from '#shared/model/runs/attempt.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { findResult } from '../../engine/execution/attempt-context.ts'
import { isRelevant } from '../../engine/memory-relevance.ts'
import type { TaskState } from '../../engine/state.ts'
import type { StoredRun } from '../../store/tables/runs.ts'
import type { StoredTask } from '../../store/tables/tasks.ts'
import type { AppOptions } from '../options.ts'
import { readTask, type TaskReading } from '../runs/task-reading.ts'
import { records, requireFound } from '../use-case.ts'
import { requireTask } from './common.ts'

const maxRelated = 20
const maxMemory = 5
const maxWords = 24
/** Maximum characters of dependency results in one context. */
const resultsLength = 4_000_000

export type RelatedTask = Pick<StoredTask | TaskState, 'runId' | 'definition' | 'status'>

/** Everything that an agent needs for a task. All texts in it are data, not instructions. */
export interface TaskContext {
  readonly reading: TaskReading
  readonly agent: Agent
  readonly run: StoredRun
  readonly dependencies: readonly DependencyResult[]
  /** Tasks of the same group, and tasks that share a tag or a dependency. */
  readonly related: readonly RelatedTask[]
  readonly memory: readonly MemoryEntry[]
}

export interface DependencyResult {
  readonly task: StoredTask
  readonly result: TaskResult | null
  /** False if earlier results left no room for this one. */
  readonly fits: boolean
}

export function readContext(
  options: AppOptions,
  { runId, definition }: StoredTask,
  agent: Agent,
): Result<TaskContext, Refusal> {
  const { store } = options
  // Read again, because a claim changes the task.
  const row = requireTask(options, `${runId}/${definition.key}`)
  if (!row.ok) return row
  const run = requireFound(store.runs.find(runId), records.run(runId))
  if (!run.ok) return run
  let room = resultsLength
  const dependencies = definition.dependsOn.flatMap((key) => {
    const task = store.tasks.find(runId, key)
    if (task === null) return []
    const result = findResult(store, task)
    const size = result === null ? 0 : JSON.stringify(result).length
    const fits = size <= room
    if (fits) room -= size
    return [{ task, result, fits }]
  })
  return ok({
    ...{ reading: readTask(options, row.value), agent, run: run.value, dependencies },
    related: listRelated(options, row.value),
    memory: listMemory(options, row.value, run.value),
  })
}

function listRelated({ engine, store }: AppOptions, { runId, definition }: StoredTask): RelatedTask[] {
  const open = engine.state.runs.get(runId)
  const all: Iterable<RelatedTask> = open?.tasks.values() ?? store.tasks.listOfRun(runId)
  const tags = new Set(definition.tags)
  const dependsOn = new Set(definition.dependsOn)
  const related: RelatedTask[] = []
  for (const task of all) {
    const { key, parent, tags: others, dependsOn: theirs } = task.definition
    const isNear =
      (parent !== null && parent === definition.parent) ||
      others.some((tag) => tags.has(tag)) ||
      theirs.some((each) => dependsOn.has(each))
    if (isNear && key !== definition.key && !dependsOn.has(key)) related.push(task)
    if (related.length >= maxRelated) break
  }
  return related
}

/**
 * Memory that matches the words of the task, from its project or from no project. Results of simulations never reach a
 * real run.
 */
function listMemory({ store }: AppOptions, { definition }: StoredTask, run: StoredRun): MemoryEntry[] {
  const text = [definition.title, definition.description, ...definition.tags].join(' ').toLowerCase()
  const words = [...new Set(text.match(/[\p{L}\p{N}_]{4,}/gu) ?? [])].slice(0, maxWords)
  const { projectId, isSimulated } = run
  const query = { words, before: Number.MAX_SAFE_INTEGER, type: null, projectId, limit: maxMemory * 4 }
  return store.memory
    .search({ ...query, realOnly: !isSimulated })
    .filter(({ runId, type, taskKey }) => runId !== run.id || !isInContext(definition, { type, taskKey }))
    .filter((entry) => isRelevant(entry, words))
    .slice(0, maxMemory)
}

/** True for an entry of this run that the context already contains, such as the result of a dependency. */
const isInContext = (
  { dependsOn }: StoredTask['definition'],
  { type, taskKey }: Pick<MemoryEntry, 'type' | 'taskKey'>,
): boolean =>
  type === 'build_log' || (type === 'task_result' && taskKey !== null && dependsOn.includes(taskKey))
