import { copyFile, lstat, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Changes, WorkspaceMode } from '#shared/model/workspace.ts'
import { RefusalError } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import { combine } from './combine.ts'
import { describePaths, listFilled, listRecorded } from './embedded-repositories.ts'
import { type Places, refsOf, slugOf } from './folder-names.ts'
import { asResult, type Git } from './git.ts'
import { findRecorded, recordChanges, type Tracked } from './record-changes.ts'
import {
  findEntry,
  headOf,
  isWhole,
  listRefs,
  listUncommitted,
  type Repository,
  removeWorktree,
} from './repository.ts'

/**
 * Worktrees of a run. The work in a worktree is a commit under a Switchyard ref. The ref is authoritative, and the
 * worktree can be created again from it.
 * W1 The ref is written once the worktree is complete. A worktree without a ref was interrupted, contains no work, and
 * is created again.
 * W2 All tasks of a run start with the same commit, even if the project gets new commits meanwhile.
 * W3 The checkout of the project is not changed: no files, no index, no branch.
 */
type Worktree = Awaited<ReturnType<typeof openWorktree>>

export interface WorktreeRequest {
  readonly mode: Exclude<WorkspaceMode, 'folder'>
  readonly taskKey: string
  /** Keys of done tasks whose work is the start of a task's own worktree. */
  readonly after: readonly string[]
}

interface WorktreeContext {
  readonly git: Git
  readonly repository: Repository
  readonly places: Places
}

export async function openWorktree(worktreeContext: WorktreeContext, input: WorktreeRequest) {
  const { git, repository, places } = worktreeContext
  const refs = refsOf(places.name)
  const isShared = input.mode === 'worktree'
  const slug = slugOf(input.taskKey)
  const tree = isShared ? places.tree : join(places.tasks, slug)
  const index = join(places.indexes, isShared ? 'run' : slug)
  const ref = isShared ? refs.run : `${refs.tasks}${slug}`
  const tracked: Tracked = { place: { gitDir: repository.common, workTree: tree, index }, ref }

  const base = await ensureBase(worktreeContext)
  const recorded = await findRecorded(git, tracked)
  const isReady = recorded !== null && (await isWhole(repository.common, tree))
  if (!isReady) {
    const start = recorded ?? (await startOf(worktreeContext, base.id, input))
    await addWorktree(worktreeContext, tracked, { start, isRecorded: recorded !== null })
  }
  return { tree, tracked, notes: base.notes }
}

/**
 * Start commit of the run. Uncommitted changes of the project are in none of its worktrees, and a note reports them.
 */
async function ensureBase({ git, repository, places }: WorktreeContext) {
  const { base } = refsOf(places.name)
  const gitDir = repository.common
  const known = (await listRefs(git, gitDir, base)).get(base)
  if (known !== undefined) return { id: known, notes: [] }
  const id = await headOf(git, repository)
  const { tracked, untracked } = await listUncommitted(git, repository)
  const recorded = await listRecorded(git, { gitDir }, id)
  const paths = recorded.map(({ path }) => path)
  const embedded = await listFilled(repository.top, paths)
  await git.run({ gitDir }, ['update-ref', base, id, ''])
  const count = tracked.length + untracked.length
  const { uncommitted, emptyRepositories } = words.workspaceTexts
  const notes = [
    ...(count === 0 ? [] : [uncommitted(count)]),
    ...(embedded.length === 0 ? [] : [emptyRepositories(describePaths(embedded))]),
  ]
  return { id, notes }
}

/** Merged results of the task's dependencies; the start commit of the run if there are none. */
async function startOf({ git, repository, places }: WorktreeContext, base: string, input: WorktreeRequest) {
  if (input.mode === 'worktree') return base
  const { tasks } = refsOf(places.name)
  const gitDir = repository.common
  const known = await listRefs(git, gitDir, tasks)
  const commits = input.after.flatMap((key) => known.get(`${tasks}${slugOf(key)}`) ?? [])
  const message = words.workspaceTexts.commits.dependencies(input.taskKey)
  return combine(git, gitDir, { commits: [base, ...commits], message })
}

const mostTries = 5

async function addWorktree(
  { git, repository, places }: WorktreeContext,
  tracked: Tracked,
  { start, isRecorded }: { readonly start: string; readonly isRecorded: boolean },
): Promise<void> {
  const { gitDir, workTree: tree, index } = tracked.place
  for (const folder of [places.tasks, places.indexes]) await mkdir(folder, { recursive: true, mode: 0o700 })
  const args = ['worktree', 'add', '--quiet', '--detach', tree, start]
  for (let tries = 1; ; tries += 1) {
    await removeWorktree(gitDir, tree)
    const added = await asResult(git.run({ gitDir: repository.gitDir }, args))
    if (added.ok) break
    // Another git process may be creating a worktree at the same moment, and each reads entries that the other has
    // not finished. So retry.
    if (added.error.code !== 'E_GIT' || tries === mostTries) throw new RefusalError(added.error)
  }
  const entry = await findEntry(gitDir, tree)
  if (entry !== null) await replaceFile(join(entry, 'index'), index)
  if (!isRecorded) await git.run({ gitDir }, ['update-ref', tracked.ref, start, ''])
}

/** Commits the attempt's changes and moves its worktree to the new commit. */
export async function commitWorktree(
  { git, repository }: Pick<WorktreeContext, 'git' | 'repository'>,
  { tree, tracked }: Worktree,
  record: Parameters<typeof recordChanges>[2],
): Promise<Changes> {
  const { id, parent, changes } = await recordChanges(git, tracked, record)
  const entry = await findEntry(repository.common, tree)
  if (entry !== null && id !== parent) {
    // The commit includes the agent's own commits and checkouts. A branch that the agent created remains.
    await git.run({ gitDir: entry }, ['update-ref', '--no-deref', 'HEAD', id])
    await replaceFile(tracked.place.index, join(entry, 'index'))
  }
  return changes
}

/** Writes under another name and renames, so that a concurrent reader sees either the old or the new file. */
async function replaceFile(from: string, to: string): Promise<void> {
  if ((await lstat(from).catch(() => null)) === null) return
  await copyFile(from, `${to}.new`)
  await rename(`${to}.new`, to)
}
