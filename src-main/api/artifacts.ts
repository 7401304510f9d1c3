import {
  type ArtifactDetail,
  type ArtifactView,
  artifactsOf,
  isPlanningRole,
  newestOf,
} from '#shared/model/artifact.ts'
import type { StoredTask } from '../store/tasks.ts'
import type { Services } from './context.ts'
import { found } from './procedure.ts'

interface Asked {
  readonly runId: string
  readonly taskKey?: string | undefined
}

/** Those of one task, or of the whole run: there each name once, as the last task in the plan that made it left it. */
export function listArtifacts({ store }: Services, { runId, taskKey }: Asked): ArtifactView[] {
  const tasks =
    taskKey === undefined
      ? store.tasks.listOfRun(runId)
      : [found(store.tasks.find(runId, taskKey), `Task ${taskKey}`)]
  const made = tasks.flatMap((task) =>
    artifactsOfTask(store, task).map(({ text: _, ...view }) => ({
      name: view.name,
      view,
      isOfPlanner: isPlanningRole(task.definition.requiredSkills[0]),
    })),
  )
  return newestOf(made, ({ isOfPlanner }) => isOfPlanner).map(({ view }) => view)
}

interface Named {
  readonly runId: string
  readonly taskKey: string
  readonly name: string
}

export function getArtifact({ store }: Services, { runId, taskKey, name }: Named): ArtifactDetail {
  const task = found(store.tasks.find(runId, taskKey), `Task ${taskKey}`)
  return found(
    artifactsOfTask(store, task).findLast((each) => each.name === name),
    `The file ${name} of task ${taskKey}`,
  )
}

/** What its last attempt left, as a person may have changed it; a group has only what its tasks made. */
function artifactsOfTask({ attempts }: Services['store'], task: StoredTask): ArtifactDetail[] {
  const { runId, definition, result } = task
  const last = task.attempts === 0 ? undefined : attempts.listOfTask(runId, definition.key).at(-1)
  const left = result ?? last?.result ?? null
  if (last === undefined || left === null) return []
  return artifactsOf(left).map((artifact) => ({
    ...artifact,
    taskKey: definition.key,
    agentId: last.agentId,
    size: Buffer.byteLength(artifact.text),
  }))
}
