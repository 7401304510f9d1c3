import type { MergePreview, WorkspaceView } from '#shared/contract/workspaces.ts'
import { type RunId, runIdSchema } from '#shared/ids.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { describeRunState } from '#shared/model/runs/run-words.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import type { StoredRun } from '../store/tables/runs.ts'
import type { PreparedMerge, Services } from './wire/context.ts'
import { found, procedures, unwrap } from './wire/procedure.ts'

export const createWorkspaceHandlers = (services: Services) => ({
  previewMerge: procedures.workspaces.previewMerge.handler(async ({ input }) => {
    const { run, wish, keys } = readWish(services, input)
    return previewOf(input, keys, unwrap(await services.workspaces.previewMerge(run, wish)))
  }),
  merge: procedures.workspaces.merge.handler(({ input }) => merge(services, input)),
  readArtifact: procedures.workspaces.readArtifact.handler(async ({ input: { sha256 } }) => {
    const content = found(await services.blobs.read(sha256), `The file ${sha256}`)
    return { sha256, bytes: content.length, base64: content.toString('base64') }
  }),
  list: procedures.workspaces.list.handler(async () => {
    const names = await services.workspaces.list()
    return Promise.all(names.map((name) => viewOf(services, name)))
  }),
  clean: procedures.workspaces.clean.handler(async ({ input: { runId = null, force } }) => {
    // What vanished has no folder: the run's own name is what it had.
    const names = runId === null ? await services.workspaces.list() : [findRun(services, runId).id]
    const removed: string[] = []
    const kept: WorkspaceView[] = []
    for (const name of names) {
      const view = await viewOf(services, name)
      const isOver = view.status === null || isRunOver(view.status)
      if (view.kept !== null && !(force && isOver)) kept.push(view)
      else {
        const run = view.runId === null ? null : findRun(services, view.runId)
        unwrap(await services.workspaces.remove(run === null ? { name } : placeOf(run)))
        removed.push(name)
      }
    }
    return { removed, kept }
  }),
})

interface MergeInput {
  readonly runId: string
  readonly taskKey?: string | undefined
}

/** First the person's word is in the log, then the project is changed, then how that went is in the log, too. */
async function merge(services: Services, input: MergeInput & { readonly hash: string; readonly by: string }) {
  const { run, wish, keys, id: runId } = readWish(services, input)
  const { hash, by } = input
  const about = { runId, only: input.taskKey ?? null, hash }
  let isApproved = false
  const merged = await services.workspaces.merge(run, wish, {
    hash,
    async record({ target, branch }) {
      unwrap(await services.engine.dispatch({ type: 'merge.approve', ...about, target, branch, by }))
      isApproved = true
    },
  })
  if (isApproved) {
    const commit = merged.ok ? merged.value.commit : null
    const message = merged.ok ? null : merged.error.message
    unwrap(await services.engine.dispatch({ type: 'merge.settle', ...about, commit, message }))
  }
  const { commit, ...rest } = unwrap(merged)
  const { changes: _, ...told } = previewOf(input, keys, rest)
  return { ...told, commit }
}

function readWish(services: Services, { runId, taskKey: only }: MergeInput) {
  const taskKey = only ?? null
  const row = findRun(services, runId)
  const { title, workspace } = row
  const tasks = services.store.tasks.listOfRun(runId)
  const done = tasks.filter(({ status }) => status === 'done').map(({ definition: { key } }) => key)
  if (taskKey !== null) {
    const task = found(
      tasks.find(({ definition }) => definition.key === taskKey),
      `Task ${taskKey}`,
    )
    if (workspace === 'worktree') {
      throw stateFault('All tasks of the run share one worktree.', 'Merge the run, without a task.')
    }
    if (task.status !== 'done')
      throw stateFault(`Task ${taskKey} is ${task.status}.`, 'Wait until it is done.')
  }
  if (workspace === 'worktree' && !isRunOver(row.status)) {
    throw stateFault(
      `The run is ${stateOf(row)}, and its tasks share one worktree.`,
      'Wait until it is over.',
    )
  }
  const keys = taskKey === null ? done : [taskKey]
  const wish = { title, tasks: workspace === 'task_worktree' ? keys : null }
  return { id: idOf(row), run: placeOf(row), wish, keys }
}

const stateOf = (run: StoredRun): string => describeRunState(run).toLowerCase()

const stateFault = (message: string, hint: string) => new RefusalError(refusal('E_STATE', message, hint))

const idOf = ({ id }: StoredRun): RunId => runIdSchema.parse(id)

const placeOf = ({ id: runId, workspace: mode, projectFolder }: StoredRun) => ({ runId, mode, projectFolder })

const previewOf = (
  { runId, taskKey: only }: MergeInput,
  tasks: readonly string[],
  { folder, branch, target, hash, changes }: PreparedMerge,
): MergePreview => ({
  runId,
  taskKey: only ?? null,
  tasks: [...tasks],
  folder,
  branch,
  target,
  hash,
  changes,
})

const findRun = ({ store }: Services, runId: string): StoredRun =>
  found(store.runs.find(runId), `Run ${runId}`)

/** A folder that no run has, of a database that was replaced for one, is kept unless somebody says otherwise. */
async function viewOf(services: Services, name: string): Promise<WorkspaceView> {
  const run = services.store.runs.find(name)
  if (run === null) {
    const kept = refusal('E_STATE', 'No run of this data folder has it.', 'Look into it, or force it.')
    return { name, runId: null, title: null, mode: 'folder', status: null, outcome: null, kept }
  }
  const { id, title, workspace: mode, status, outcome } = run
  const goesOn = refusal('E_STATE', `The run is ${stateOf(run)}.`, 'Wait until it is over, or stop it.')
  const kept = isRunOver(status) ? await services.workspaces.findLoss(placeOf(run)) : goesOn
  return { name, runId: id, title, mode, status, outcome, kept }
}
