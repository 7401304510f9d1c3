import { copyFile, lstat, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Changes, WorkspaceMode } from '#shared/model/workspace.ts'
import { RefusalError } from '#shared/refusal.ts'
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
 * The worktrees of a run. The work in a worktree is a commit under a ref of Switchyard; the ref counts, and the
 * worktree can be created again from it.
 *
 * W1 The ref is written when the worktree is complete: one without a ref was interrupted, held no work, and is created
 *    again.
 * W2 All tasks of a run start with the same commit, whatever is committed to the project meanwhile.
 * W3 The checkout of the project is not changed: no files, no index, no branch.
 */
type Worktree = Awaited<ReturnType<typeof openWorktree>>

export interface WorktreeRequest {
  readonly mode: Exclude<WorkspaceMode, 'folder'>
  readonly taskKey: string
  /** Done tasks whose work a task's own worktree begins with. */
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

/** The commit that the run began with; what is not committed in the project is in none of its worktrees, and said. */
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
  const what = count === 1 ? 'a file that is' : `${count} files or folders that are`
  const note = `The project has ${what} not committed: the worktree begins with the last commit, without them.`
  const empty = `The folders of embedded repositories are empty in the worktree: ${describePaths(embedded)}.`
  return { id, notes: [...(count === 0 ? [] : [note]), ...(embedded.length === 0 ? [] : [empty])] }
}

/** The merged results of its dependencies; without any, the start commit of the run. */
async function startOf({ git, repository, places }: WorktreeContext, base: string, input: WorktreeRequest) {
  if (input.mode === 'worktree') return base
  const { tasks } = refsOf(places.name)
  const gitDir = repository.common
  const known = await listRefs(git, gitDir, tasks)
  const commits = input.after.flatMap((key) => known.get(`${tasks}${slugOf(key)}`) ?? [])
  const message = `What ${input.taskKey} builds on`
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
    // Another program's git may be making one at this instant, and each reads what the other has not written yet.
    if (added.error.code !== 'E_GIT' || tries === mostTries) throw new RefusalError(added.error)
  }
  const entry = await findEntry(gitDir, tree)
  if (entry !== null) await replaceFile(join(entry, 'index'), index)
  if (!isRecorded) await git.run({ gitDir }, ['update-ref', tracked.ref, start, ''])
}

/** Makes what the attempt changed a commit, on which its worktree stands then. */
export async function commitWorktree(
  { git, repository }: Pick<WorktreeContext, 'git' | 'repository'>,
  { tree, tracked }: Worktree,
  record: Parameters<typeof recordChanges>[2],
): Promise<Changes> {
  const { id, parent, changes } = await recordChanges(git, tracked, record)
  const entry = await findEntry(repository.common, tree)
  if (entry !== null && id !== parent) {
    // Commits and checkouts of the agent are part of this commit; a branch that it created stays.
    await git.run({ gitDir: entry }, ['update-ref', '--no-deref', 'HEAD', id])
    await replaceFile(tracked.place.index, join(entry, 'index'))
  }
  return changes
}

/** By another name first: whoever reads it meanwhile reads the one or the other. */
async function replaceFile(from: string, to: string): Promise<void> {
  if ((await lstat(from).catch(() => null)) === null) return
  await copyFile(from, `${to}.new`)
  await rename(`${to}.new`, to)
}
