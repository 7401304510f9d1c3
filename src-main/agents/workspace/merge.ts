import type { Changes } from '#shared/model/workspace.ts'
import { type Refusal, RefusalError, refusedWith } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import { sha256 } from '../../base/hash.ts'
import { combine, commitMerge, mergeTrees } from './combine.ts'
import { diffOf, plainDiff } from './diff.ts'
import { describePaths, listFilled, listRecorded } from './embedded-repositories.ts'
import { refsOf, slugOf } from './folder-names.ts'
import { asResult, type Git } from './git.ts'
import { headOf, listRefs, listUncommitted, type Repository } from './repository.ts'

/**
 * Merges worktrees into the checkout of the project, as a merge commit on its current commit.
 * G5 The merge is computed without a checkout. The project only moves forward to the finished commit, whose first
 * parent is the examined commit. git refuses this if another commit has been checked out meanwhile.
 * G6 A person approves a branch, a commit and a tree: the tree contains every resulting byte.
 */
export interface MergeInput {
  readonly runId: string
  readonly title: string
  /** Name of the run in refs. */
  readonly name: string
  /** Keys of the tasks whose own worktrees are merged; null: the run's shared worktree. */
  readonly tasks: readonly string[] | null
}

export interface Merge {
  readonly folder: string
  readonly branch: string | null
  readonly target: string
  readonly hash: string
  readonly changes: Changes
  readonly tree: string
  readonly source: string
}

/** Larger than the limit for an attempt's diff, because a person reviews this one. */
const maxShownBytes = 2 * 1024 * 1024

export async function prepareMerge(git: Git, repository: Repository, input: MergeInput): Promise<Merge> {
  const { common, gitDir, top } = repository
  const target = await headOf(git, repository)
  const branch = await git.line({ gitDir }, ['symbolic-ref', '-q', 'HEAD'], { okCodes: [1] })
  const tips = await listTips(git, common, input)
  const [first, ...others] = tips
  if (first === undefined) throw nothing()
  const source = await combine(git, common, {
    commits: [first, ...others],
    message: words.workspaceTexts.commits.results(input.title),
  })
  const tree = await mergeTrees(git, common, [target, source])
  const changes = await diffOf(git, { gitDir }, { from: target, to: tree }, maxShownBytes)
  if (changes.fileCount === 0) throw nothing()
  const bound = [input.runId, input.tasks, tips.toSorted(), top, branch, target, tree]
  return {
    folder: top,
    branch: branch === '' ? null : branch.replace(/^refs\/heads\//, ''),
    hash: sha256(JSON.stringify(bound)),
    ...{ target, changes, tree, source },
  }
}

const nothing = (): RefusalError => refusedWith('E_STATE', 'nothing_to_merge')

async function listTips(git: Git, common: string, input: MergeInput): Promise<string[]> {
  const { run, tasks } = refsOf(input.name)
  const known = await listRefs(git, common, input.tasks === null ? run : tasks)
  const names = input.tasks === null ? [run] : input.tasks.map((key) => `${tasks}${slugOf(key)}`)
  return [...new Set(names.flatMap((name) => known.get(name) ?? []))]
}

/** Returns the new commit of the project. If `performMerge` throws, the project is unchanged. */
export async function performMerge(
  git: Git,
  repository: Repository,
  { merge, input }: { readonly merge: Merge; readonly input: MergeInput },
): Promise<string> {
  const { gitDir, top, common } = repository
  const title = input.title.replaceAll(/\s+/g, ' ').slice(0, 200)
  const message = words.workspaceTexts.commits.intoProject(title, input.runId)
  const parents = [merge.target, merge.source]
  const made = await commitMerge(git, common, { tree: merge.tree, parents, message })
  const place = { folder: top, gitDir, workTree: top }
  const args = ['merge', '--ff-only', '--no-overwrite-ignore', '--quiet', made]
  const moved = await asResult(git.run(place, args))
  if (!moved.ok) throw await faultOfMove(git, repository, moved.error)
  return made
}

/**
 * Refuses a project with uncommitted changes to tracked files, because a failed merge could damage a person's own
 * work.
 */
export async function requireClean(git: Git, repository: Repository): Promise<void> {
  const { tracked } = await listUncommitted(git, repository)
  if (tracked.length === 0) return
  throw refusedWith('E_DIRTY', 'project_uncommitted', { paths: describePaths(tracked) })
}

/**
 * Refuses a merge that puts a file in place of a non-empty embedded repository. git would delete the repository, with
 * commits that may exist nowhere else.
 */
export async function requireKept(
  git: Git,
  { gitDir, top }: Repository,
  { target, tree }: Pick<Merge, 'target' | 'tree'>,
): Promise<void> {
  const before = await listRecorded(git, { gitDir }, target)
  if (before.length === 0) return
  const listed = await git.run({ gitDir }, [...plainDiff, '--name-status', '-z', target, tree])
  const replaced = findReplaced(
    before.map(({ path }) => path),
    listed.stdout.toString('utf8').split('\0'),
  )
  const lost = await listFilled(top, replaced)
  if (lost.length === 0) return
  throw refusedWith('E_DIRTY', 'merge_replaces_repositories', { paths: describePaths(lost) })
}

/** Gitlinks with an added file at, above or below their path. `statuses` holds a status and a path for each change. */
function findReplaced(gitlinks: readonly string[], statuses: readonly string[]): string[] {
  const put = new Set<string>()
  for (let at = 0; at + 1 < statuses.length; at += 2) {
    if (statuses[at] === 'A' || statuses[at] === 'T') put.add(statuses[at + 1] ?? '')
  }
  return gitlinks.filter((gitlink) =>
    [...put].some((path) => path === gitlink || isBelow(path, gitlink) || isBelow(gitlink, path)),
  )
}

const isBelow = (path: string, folder: string): boolean => path.startsWith(`${folder}/`)

async function faultOfMove(git: Git, repository: Repository, said: Refusal): Promise<RefusalError> {
  if (/would be overwritten|would lose untracked files/.test(said.message)) {
    return refusedWith('E_DIRTY', 'merge_overwrites_files', { why: said.message })
  }
  if (/Not possible to fast-forward|diverg/i.test(said.message)) return stale()
  await requireClean(git, repository)
  return new RefusalError(said)
}

export const stale = (): RefusalError => refusedWith('E_STALE', 'merge_preview_outdated', { field: 'hash' })
