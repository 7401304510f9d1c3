import type { MergePreview, WorkspaceView } from '#shared/contract/workspaces.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { describeRunState } from '#shared/model/runs/run-text.ts'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import type { MergeRequest, RunPlace } from '../../agents/workspace/run-workspaces.ts'
import type { StoredRun } from '../../store/tables/runs.ts'
import type { AppOptions } from '../options.ts'
import { type InputOf, requireFound, type UseCases } from '../use-case.ts'

type MergeSubject = InputOf<'workspaces', 'previewMerge'>

type AgreedMerge = InputOf<'workspaces', 'merge'>

/** Use cases for the folders in which agents work: preview, merge into the project, clean. */
export const createWorkspaces = (options: AppOptions): UseCases<'workspaces'> => ({
  previewMerge: (subject) => previewMerge(options, subject),
  merge: (agreed) => merge(options, agreed),
  async readArtifact({ sha256 }) {
    const content = requireFound(await options.blobs.read(sha256), `The file ${sha256}`)
    if (!content.ok) return content
    const { value } = content
    return ok({ sha256, bytes: value.length, base64: value.toString('base64') })
  },
  async list() {
    const names = await options.workspaceService.list()
    return ok(await Promise.all(names.map((name) => viewOf(options, name))))
  },
  clean: ({ runId = null, force }) => clean(options, runId, force),
})

async function previewMerge(
  options: AppOptions,
  subject: MergeSubject,
): Promise<Result<MergePreview, Refusal>> {
  const read = readRequest(options, subject)
  if (!read.ok) return read
  const { run, request, keys } = read.value
  const prepared = await options.workspaceService.previewMerge(placeOf(run), request)
  return prepared.ok ? ok(previewOf(subject, keys, prepared.value)) : prepared
}

/** The log records the approval before the project changes, and the result of the merge afterwards. */
async function merge(options: AppOptions, agreed: AgreedMerge) {
  const { engine, workspaceService } = options
  const read = readRequest(options, agreed)
  if (!read.ok) return read
  const { run, request, keys } = read.value
  const { hash, by, taskKey: only = null } = agreed
  const about = { runId: run.id, only, hash }
  let isApproved = false
  const merged = await workspaceService.merge(placeOf(run), request, {
    hash,
    async record({ target, branch }) {
      const approved = await engine.dispatch({ type: 'merge.approve', ...about, target, branch, by })
      isApproved = approved.ok
      return approved
    },
  })
  if (isApproved) {
    const commit = merged.ok ? merged.value.commit : null
    const message = merged.ok ? null : merged.error.message
    const settled = await engine.dispatch({ type: 'merge.settle', ...about, commit, message })
    if (!settled.ok) return settled
  }
  if (!merged.ok) return merged
  const { commit, ...prepared } = merged.value
  const { changes: _, ...told } = previewOf(agreed, keys, prepared)
  return ok({ ...told, commit })
}

interface ReadRequest {
  readonly run: StoredRun
  readonly request: MergeRequest
  readonly keys: readonly string[]
}

function readRequest({ store }: AppOptions, { runId, taskKey }: MergeSubject): Result<ReadRequest, Refusal> {
  const found = requireFound(store.runs.find(runId), `Run ${runId}`)
  if (!found.ok) return found
  const run = found.value
  const { title, workspace } = run
  const tasks = store.tasks.listOfRun(runId)
  if (taskKey !== undefined) {
    const task = requireFound(
      tasks.find(({ definition }) => definition.key === taskKey),
      `Task ${taskKey}`,
    )
    if (!task.ok) return task
    if (workspace === 'worktree') {
      return refuse('E_STATE', 'merge_needs_whole_run')
    }
    const { status } = task.value
    if (status !== 'done') return refuse('E_STATE', 'merge_task_unfinished', { task: taskKey, status })
  }
  if (workspace === 'worktree' && !isRunOver(run.status)) {
    return refuse('E_STATE', 'merge_run_unfinished', { status: stateOf(run) })
  }
  const done = tasks.filter(({ status }) => status === 'done').map(({ definition: { key } }) => key)
  const keys = taskKey === undefined ? done : [taskKey]
  return ok({ run, request: { title, tasks: workspace === 'task_worktree' ? keys : null }, keys })
}

const stateOf = (run: StoredRun): string => describeRunState(run).toLowerCase()

const placeOf = ({ id: runId, workspace: mode, projectFolder }: StoredRun): RunPlace => ({
  ...{ runId, mode, projectFolder },
})

const previewOf = (
  { runId, taskKey = undefined }: MergeSubject,
  tasks: readonly string[],
  { folder, branch, target, hash, changes }: Omit<MergePreview, 'runId' | 'taskKey' | 'tasks'>,
): MergePreview => ({
  ...{ runId, taskKey: taskKey ?? null, tasks: [...tasks] },
  ...{ folder, branch, target, hash, changes },
})

async function clean(options: AppOptions, runId: string | null, isForced: boolean) {
  const { store, workspaceService } = options
  const run = runId === null ? null : requireFound(store.runs.find(runId), `Run ${runId}`)
  if (run?.ok === false) return run
  // `list` omits a run whose folder no longer exists, so use the run id, which is also the folder name.
  const names = run === null ? await workspaceService.list() : [run.value.id]
  const removed: string[] = []
  const kept: WorkspaceView[] = []
  for (const name of names) {
    const view = await viewOf(options, name)
    const isOver = view.status === null || isRunOver(view.status)
    if (view.kept !== null && !(isForced && isOver)) {
      kept.push(view)
      continue
    }
    const owner = store.runs.find(name)
    const outcome = await workspaceService.remove(owner === null ? { name } : placeOf(owner))
    if (!outcome.ok) return outcome
    removed.push(name)
  }
  return ok({ removed, kept })
}

/** A folder without a run, for example after the database was replaced, is removed only with `force`. */
async function viewOf({ store, workspaceService }: AppOptions, name: string): Promise<WorkspaceView> {
  const run = store.runs.find(name)
  if (run === null) {
    const kept = refusal('E_STATE', 'workspace_without_run')
    return { name, runId: null, title: null, mode: 'folder', status: null, outcome: null, kept }
  }
  const { id, title, workspace: mode, status, outcome } = run
  const goesOn = refusal('E_STATE', 'run_unfinished', { status: stateOf(run) })
  const kept = isRunOver(status) ? await workspaceService.findLoss(placeOf(run)) : goesOn
  return { name, runId: id, title, mode, status, outcome, kept }
}
