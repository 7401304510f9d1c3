import { lstat, readdir, readFile, rm } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join } from 'node:path'
import type { WorkspaceMode } from '#shared/model/workspace.ts'
import { type Refusal, RefusalError, refusal, refusedWith } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import type { Exclusive } from '../../base/exclusive.ts'
import { isInside, isSamePath } from '../read-inside.ts'
import { folderOfAll, foldersOf, nameOf, type Places, placesOf, refsOf } from './folder-names.ts'
import { asResult, type Git } from './git.ts'
import {
  type Merge,
  type MergeInput,
  performMerge,
  prepareMerge,
  requireClean,
  requireKept,
  stale,
} from './merge.ts'
import { readChanges } from './record-changes.ts'
import { findRepository, listRefs, type Repository, removeWorktree } from './repository.ts'

/** Properties of a run that determine its workspace. */
export interface RunPlace {
  readonly runId: string
  readonly mode: WorkspaceMode
  readonly projectFolder: string | null
}

/** Subject of a merge: the run's shared worktree, or the worktrees of these tasks. */
export type MergeRequest = Omit<MergeInput, 'name' | 'runId'>

interface Agreed {
  readonly hash: string
  /** Called between the last check and the merge. If it returns a refusal, the project is not changed. */
  readonly record: (merge: Merge) => Promise<Result<unknown, Refusal>>
}

interface Options {
  readonly dataDir: string
  readonly git: Git
  readonly exclusive: Exclusive
}

export type WorkspaceService = ReturnType<typeof createWorkspaceService>

/**
 * Merges, lists and removes workspaces, which are folders and branches. Touches only what Switchyard created and
 * follows no links.
 */
export function createWorkspaceService({ dataDir, git, exclusive }: Options) {
  async function workIn<T>(
    { projectFolder, mode }: RunPlace,
    work: (repository: Repository) => Promise<T>,
  ): Promise<T> {
    if (mode === 'folder' || projectFolder === null) {
      throw refusedWith('E_STATE', 'run_without_worktree')
    }
    const repository = await findRepository(git, projectFolder)
    return exclusive(repository.common, () => work(repository))
  }
  const inRepository = <T>(run: RunPlace, work: (repository: Repository) => Promise<T>) =>
    asResult(workIn(run, work))
  const mergeInputOf = ({ runId }: RunPlace, { title, tasks }: MergeRequest): MergeInput => {
    return { title, tasks, runId, name: nameOf(runId) }
  }

  return {
    previewMerge: (run: RunPlace, input: MergeRequest) =>
      inRepository(run, (repository) => prepareMerge(git, repository, mergeInputOf(run, input))),
    merge: (run: RunPlace, said: MergeRequest, { hash, record }: Agreed) =>
      inRepository(run, async (repository) => {
        const input = mergeInputOf(run, said)
        const merge = await prepareMerge(git, repository, input)
        if (merge.hash !== hash) throw stale()
        await requireClean(git, repository)
        await requireKept(git, repository, merge)
        const recorded = await record(merge)
        if (!recorded.ok) throw new RefusalError(recorded.error)
        return { ...merge, commit: await performMerge(git, repository, { merge, input }) }
      }),
    /** Names of the existing run folders. */
    async list(): Promise<string[]> {
      // A missing folder means that there are no workspaces yet.
      const entries = await readdir(await folderOfAll(dataDir), { withFileTypes: true }).catch(() => [])
      return entries.filter((each) => each.isDirectory() && isName(each.name)).map(({ name }) => name)
    },
    /** Reason why the removal of a workspace would lose data; null if it would not. */
    async findLoss(run: RunPlace): Promise<Refusal | null> {
      const places = await placesOf(dataDir, run.runId)
      if (run.mode === 'folder' || run.projectFolder === null) return findLeft(places)
      const lost = await inRepository(run, (repository) => findUnmerged(git, repository, places))
      return lost.ok ? lost.value : lost.error
    },
    /** For an unknown run, `name` gives its folder; only the folder is removed. */
    async remove(run: RunPlace | { readonly name: string }): Promise<Result<null, Refusal>> {
      if ('name' in run) {
        if (isName(run.name)) await removeFolders(dataDir, run.name)
        return ok(null)
      }
      const places = await placesOf(dataDir, run.runId)
      if (run.mode !== 'folder' && run.projectFolder !== null) {
        const cleared = await inRepository(run, (repository) => clear(git, repository, places))
        // A repository that no longer exists needs no cleanup.
        if (!cleared.ok && cleared.error.code !== 'E_NO_REPOSITORY') return cleared
      }
      await removeFolders(dataDir, places.name)
      return ok(null)
    },
  }
}

const isName = (name: string): boolean => /^run_[\w-]{1,100}$/.test(name)

/** If a folder is a link, the link itself is removed. */
async function removeFolders(dataDir: string, name: string): Promise<void> {
  const all = await folderOfAll(dataDir)
  // A link would lead to a folder that Switchyard did not create.
  if ((await lstat(all).catch(() => null))?.isDirectory() !== true) return
  for (const each of foldersOf(name)) await rm(join(all, each), { recursive: true, force: true })
}

/** Existing worktrees of a run, with the refs of their results. */
async function listTrees(places: Places): Promise<{ ref: string; tree: string; index: string }[]> {
  const refs = refsOf(places.name)
  // The existing folders show the mode: `tree` or `tasks`. Neither exists before the first worktree.
  const slugs = await readdir(places.tasks).catch(() => [])
  const hasOne = (await lstat(places.tree).catch(() => null))?.isDirectory() === true
  const ofRun = { ref: refs.run, tree: places.tree, index: join(places.indexes, 'run') }
  return [
    ...(hasOne ? [ofRun] : []),
    ...slugs.map((slug) => {
      return {
        ref: `${refs.tasks}${slug}`,
        tree: join(places.tasks, slug),
        index: join(places.indexes, slug),
      }
    }),
  ]
}

/**
 * Refusal if a plain folder is not empty; null otherwise. Its files exist nowhere else, except those handed over with
 * a result.
 */
async function findLeft({ folder }: Places): Promise<Refusal | null> {
  // A missing folder counts as empty.
  const names = await readdir(folder).catch(() => [])
  if (names.length === 0) return null
  const what = words.workspaceTexts.filesOrFolders(names.length)
  return refusal('E_STATE', 'workspace_not_empty', { what })
}

async function findUnmerged(
  git: Git,
  { gitDir, common }: Repository,
  places: Places,
): Promise<Refusal | null> {
  const { all, base } = refsOf(places.name)
  const refs = await listRefs(git, common, all)
  const known = ['--branches', '--tags', '--remotes', 'HEAD', ...(refs.has(base) ? [base] : [])]
  const args = ['rev-list', '--count', '--no-merges', `--glob=${all}*`, '--not', ...known]
  const count = refs.size === 0 ? 0 : Number(await git.line({ gitDir }, args))
  if (count > 0) return unsaved(words.workspaceTexts.unmerged(count))
  for (const { ref, tree, index } of await listTrees(places)) {
    const changes = await readChanges(git, { place: { gitDir: common, workTree: tree, index }, ref })
    if (changes.fileCount > 0) return unsaved(words.workspaceTexts.unrecorded)
  }
  return null
}

const unsaved = (what: string): Refusal => refusal('E_STATE', 'changes_would_be_lost', { what })

/** Removes the run's worktrees from the repository, missing ones included, and the run's refs. */
async function clear(git: Git, { common }: Repository, places: Places): Promise<void> {
  for (const { tree } of await listTrees(places)) await removeWorktree(common, tree)
  for (const tree of await listKnown(common, places.folder)) await removeWorktree(common, tree)
  const refs = await listRefs(git, common, refsOf(places.name).all)
  const input = [...refs.keys()].map((name) => `delete ${name}\n`).join('')
  await git.run({ gitDir: common }, ['update-ref', '--stdin'], { input })
}

/** Worktrees below a folder that have an entry in the repository, even if they no longer exist. */
async function listKnown(common: string, folder: string): Promise<string[]> {
  const all = join(common, 'worktrees')
  // A missing folder means that there are no worktrees yet.
  const names = await readdir(all).catch(() => [])
  const pointers = await Promise.all(
    names.map((name) => readFile(join(all, name, 'gitdir'), 'utf8').catch(() => '')),
  )
  return pointers
    .map((pointer) => pointer.trim())
    .filter((pointer) => isAbsolute(pointer) && basename(pointer) === '.git')
    .map((pointer) => dirname(pointer))
    .filter((tree) => isInside(folder, tree) && !isSamePath(folder, tree))
}
