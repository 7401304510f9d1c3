import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Changes } from '#shared/model/workspace.ts'
import type { Refusal } from '#shared/refusal.ts'
import { refusedWith } from '#shared/refusal.ts'
import { err, type Result } from '#shared/result.ts'
import { createExclusive, type Exclusive } from '../base/exclusive.ts'
import type { AttemptContext } from '../engine/ports.ts'
import { makeFolders, type Places, placesOf } from './workspace/folder-names.ts'
import { asResult, createGit, type Git } from './workspace/git.ts'
import { type IsSameWork, readChanges, recordChanges, type Tracked } from './workspace/record-changes.ts'
import { findRepository } from './workspace/repository.ts'
import { commitWorktree, openWorktree } from './workspace/worktree.ts'

/** Workspace of an attempt; paths are absolute and real. */
export interface Workspace {
  readonly folder: string
  /** Home folder for files that are not part of the work, such as settings and caches. */
  readonly home: string
  /** Project folder that the attempt uses: its worktree; null: the project's own folder. */
  readonly project: string | null
  /** Notes for a person about the creation of the workspace. */
  readonly notes: readonly string[]
  /** The changes since the last recorded attempt. */
  changes(): Promise<Result<Changes, Refusal>>
  /**
   * Records these changes with Switchyard as the author; without changes, nothing is recorded. Returns the changes
   * since the newest record of other work or, without `isSameWork`, since the newest record.
   */
  commit(message: string, isSameWork?: IsSameWork): Promise<Result<Changes, Refusal>>
}

export type WorkspaceContext = Pick<AttemptContext, 'runId' | 'taskKey' | 'projectFolder'> &
  Partial<Pick<AttemptContext, 'workspace'>>

export interface Workspaces {
  /**
   * Opens the workspace of an attempt, and creates it if needed: `workspaces/<run id>` in the data folder, or a
   * worktree of the project below it. The home folder is next to it. Workspaces remain after the run.
   */
  open(context: WorkspaceContext): Promise<Result<Workspace, Refusal>>
}

export interface WorkspaceOptions {
  readonly dataDir: string
  readonly git?: Git
  /** Shared with all code that uses the same repositories. */
  readonly exclusive?: Exclusive
}

export function createWorkspaces({
  dataDir,
  git = createGit({ readVariables: () => ({}) }),
  exclusive = createExclusive(),
}: WorkspaceOptions): Workspaces {
  async function open(context: WorkspaceContext): Promise<Workspace> {
    const { runId, workspace = { mode: 'folder' } } = context
    const places = await placesOf(dataDir, runId)
    await makeFolders(dataDir, places)
    return workspace.mode === 'folder'
      ? exclusive(places.history, () => openPlain(git, places, exclusive))
      : openTree(git, places, { context, workspace, exclusive })
  }
  return { open: (context) => asResult(open(context)) }
}

/** The workspace also works without git, but its changes are then unknown. */
async function openPlain(git: Git, places: Places, exclusive: Exclusive): Promise<Workspace> {
  const tracked = historyOf(places)
  const begun = await asResult(beginHistory(git, tracked))
  const recorded = async (...[message, isSameWork]: Parameters<Workspace['commit']>) =>
    (await recordChanges(git, tracked, { message, ...(isSameWork && { isSameWork }) })).changes
  const queued = async (work: () => Promise<Changes>) =>
    begun.ok ? asResult(exclusive(places.history, work)) : err(begun.error)
  return {
    folder: places.folder,
    home: places.home,
    project: null,
    notes: [],
    changes: () => queued(() => readChanges(git, tracked)),
    commit: (...record) => queued(() => recorded(...record)),
  }
}

interface WorktreeContext {
  readonly context: WorkspaceContext
  readonly workspace: Exclude<AttemptContext['workspace'], { mode: 'folder' }>
  readonly exclusive: Exclusive
}

async function openTree(
  git: Git,
  places: Places,
  { context: { taskKey, projectFolder }, workspace, exclusive }: WorktreeContext,
): Promise<Workspace> {
  if (projectFolder === null) {
    throw refusedWith('E_REQUIRED', 'worktree_without_project_folder', { field: 'workspace' })
  }
  const repository = await findRepository(git, projectFolder)
  const worktreeContext = { git, repository, places }
  const { common, prefix } = repository
  const { mode } = workspace
  const after = workspace.mode === 'task_worktree' ? workspace.after : []
  const opened = await exclusive(common, () => openWorktree(worktreeContext, { mode, taskKey, after }))
  const { tree, tracked, notes } = opened
  const folder = prefix === '' ? tree : join(tree, prefix)
  return {
    folder,
    home: places.home,
    project: folder,
    notes,
    changes: () => asResult(exclusive(common, () => readChanges(git, tracked))),
    commit: (message, isSameWork) => {
      const record = { message, ...(isSameWork && { isSameWork }) }
      return asResult(exclusive(common, () => commitWorktree(worktreeContext, opened, record)))
    },
  }
}

const ref = 'refs/switchyard/recorded'

/** History of a plain folder, in a separate repository that programs in the folder do not see. */
const historyOf = ({ folder, history }: Places): Tracked => ({
  place: { gitDir: history, workTree: folder, index: join(history, 'index') },
  ref,
})

/** Records the initial files, so that they do not count as changes. An interrupted creation starts again. */
async function beginHistory(git: Git, tracked: Tracked): Promise<void> {
  const { gitDir } = tracked.place
  // A missing ref file means that the history does not exist yet.
  if ((await stat(join(gitDir, ref)).catch(() => null)) !== null) return
  await git.run({}, ['init', '--quiet', '--bare', '--template=', gitDir])
  await recordChanges(git, tracked, { message: 'What was there' })
}
