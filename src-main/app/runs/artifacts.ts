import {
  type ArtifactDetail,
  type ArtifactView,
  artifactsOf,
  isPlanningRole,
  newestOf,
  storedArtifactsOf,
} from '#shared/model/artifact.ts'
import type { TaskResult } from '#shared/model/runs/attempt.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import type { StoredTask } from '../../store/tables/tasks.ts'
import type { AppOptions } from '../options.ts'
import { type InputOf, records, requireFound } from '../use-case.ts'

type Asked = InputOf<'runs', 'listArtifacts'>

/**
 * Files of one task or of the entire run. In a run, each name occurs once, in the version of the last task in the plan
 * that produced it.
 */
export function listArtifacts(
  { store }: AppOptions,
  { runId, taskKey }: Asked,
): Result<ArtifactView[], Refusal> {
  const task =
    taskKey === undefined ? ok(null) : requireFound(store.tasks.find(runId, taskKey), records.task(taskKey))
  if (!task.ok) return task
  const tasks = task.value === null ? store.tasks.listOfRun(runId) : [task.value]
  const made = tasks.flatMap((task) =>
    listOfTask(store, task).map((view) => ({
      name: view.name,
      view,
      isOfPlanner: isPlanningRole(task.definition.requiredSkills[0]),
    })),
  )
  return ok(newestOf(made, ({ isOfPlanner }) => isOfPlanner).map(({ view }) => view))
}

type Named = InputOf<'runs', 'getArtifact'>

/** A text file of a task. */
export function getArtifact(
  { store }: AppOptions,
  { runId, taskKey, name }: Named,
): Result<ArtifactDetail, Refusal> {
  const task = requireFound(store.tasks.find(runId, taskKey), records.task(taskKey))
  if (!task.ok) return task
  const file = textsOf(findLeft(store, task.value)).findLast((each) => each.name === name)
  return requireFound(file, records.fileOfTask(name, taskKey))
}

interface Left extends Pick<ArtifactView, 'taskKey' | 'agentId'> {
  readonly result: TaskResult
}

/** Result of the last attempt, with the edits of a person. Null for a group, whose files belong to its tasks. */
function findLeft({ attempts }: AppOptions['store'], task: StoredTask): Left | null {
  const { runId, definition, result } = task
  const last = task.attempts === 0 ? undefined : attempts.listOfTask(runId, definition.key).at(-1)
  const left = result ?? last?.result ?? null
  // A result reused from an earlier run has no attempt in this run.
  if (task.reason?.code === 'carried' && result !== null && task.agentId !== null) {
    return { taskKey: definition.key, agentId: task.agentId, result }
  }
  return last === undefined || left === null
    ? null
    : { taskKey: definition.key, agentId: last.agentId, result: left }
}

const textsOf = (left: Left | null): ArtifactDetail[] =>
  left === null
    ? []
    : artifactsOf(left.result).map((artifact) => ({
        ...artifact,
        taskKey: left.taskKey,
        agentId: left.agentId,
        size: Buffer.byteLength(artifact.text),
      }))

function listOfTask(store: AppOptions['store'], task: StoredTask): ArtifactView[] {
  const left = findLeft(store, task)
  if (left === null) return []
  const { taskKey, agentId, result } = left
  const texts = textsOf(left).map(({ text: _, ...view }) => view)
  const stored = storedArtifactsOf(result).map(({ name, mediaType, bytes, sha256 }) => ({
    ...{ name, mediaType, sha256, size: bytes, taskKey, agentId },
  }))
  return [...texts, ...stored]
}
