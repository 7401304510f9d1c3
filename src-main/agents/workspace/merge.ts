import type { Changes } from '#shared/model/changes.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { sha256 } from '../../base/hash.ts'
import { combine, commitMerge, mergeTrees } from './combine.ts'
import { diffOf, plainDiff } from './diff.ts'
import { describePaths, listFilled, listRecorded } from './embedded.ts'
import type { Git } from './git.ts'
import { refsOf, slugOf } from './places.ts'
import { headOf, listRefs, listUncommitted, type Repository } from './repository.ts'

/**
 * Job: brings what worktrees came to into the project's checkout, as a merge commit on what is checked out there.
 *
 * G5 The merge is worked out without a checkout; the project is only ever moved forward to its finished commit, whose
 *    first parent is the commit that was looked at: git itself refuses that when something else is checked out by then.
 * G6 What a person agreed to is the branch, the commit and the tree: the tree is every byte of what will be there.
 */
export interface MergeWish {
  readonly runId: string
  readonly title: string
  /** Of the run in refs. */
  readonly name: string
  /** Keys of the tasks whose own worktrees are merged; null: the run's one worktree. */
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

/** A person looks at it: more than what is kept of an attempt. */
const maxShownBytes = 2 * 1024 * 1024

export async function prepareMerge(
  git: Git,
  repository: Repository,
  wish: MergeWish,
): Promise<Result<Merge, Refusal>> {
  const { common, gitDir, top } = repository
  const target = await headOf(git, repository)
  if (!target.ok) return target
  const branch = await git.line({ gitDir }, ['symbolic-ref', '-q', 'HEAD'], { okCodes: [1] })
  if (!branch.ok) return branch
  const tips = await listTips(git, common, wish)
  if (!tips.ok) return tips
  const [first, ...others] = tips.value
  if (first === undefined) return err(nothing())
  const source = await combine(git, common, {
    commits: [first, ...others],
    message: `What ${wish.title} came to`,
  })
  if (!source.ok) return source
  const tree = await mergeTrees(git, common, [target.value, source.value])
  if (!tree.ok) return tree
  const changes = await diffOf(git, { gitDir }, { from: target.value, to: tree.value }, maxShownBytes)
  if (!changes.ok) return changes
  if (changes.value.fileCount === 0) return err(nothing())
  const bound = [wish.runId, wish.tasks, tips.value.toSorted(), top, branch.value, target.value, tree.value]
  return ok({
    folder: top,
    branch: branch.value === '' ? null : branch.value.replace(/^refs\/heads\//, ''),
    target: target.value,
    hash: sha256(JSON.stringify(bound)),
    changes: changes.value,
    tree: tree.value,
    source: source.value,
  })
}

const nothing = (): Refusal =>
  refusal(
    'E_STATE',
    'There is nothing to merge.',
    'The project already has the changes, or the run changed nothing.',
  )

async function listTips(git: Git, common: string, wish: MergeWish): Promise<Result<string[], Refusal>> {
  const { run, tasks } = refsOf(wish.name)
  const known = await listRefs(git, common, wish.tasks === null ? run : tasks)
  if (!known.ok) return known
  const names = wish.tasks === null ? [run] : wish.tasks.map((key) => `${tasks}${slugOf(key)}`)
  return ok([...new Set(names.flatMap((name) => known.value.get(name) ?? []))])
}

/** The project is as it was unless this answers with the commit that it is at now. */
export async function performMerge(
  git: Git,
  repository: Repository,
  { merge, wish }: { readonly merge: Merge; readonly wish: MergeWish },
): Promise<Result<string, Refusal>> {
  const { gitDir, top, common } = repository
  const message = `Merge what ${wish.title.replaceAll(/\s+/g, ' ').slice(0, 200)} came to\n\nFrom ${wish.runId}\n`
  const parents = [merge.target, merge.source]
  const made = await commitMerge(git, common, { tree: merge.tree, parents, message })
  if (!made.ok) return made
  const place = { folder: top, gitDir, workTree: top }
  const moved = await git.run(place, ['merge', '--ff-only', '--no-overwrite-ignore', '--quiet', made.value])
  if (moved.ok) return made
  return err(await wordsOf(git, repository, moved.error))
}

/** Nothing of the project may be uncommitted: what a merge that goes wrong would mix up is the person's own work. */
export async function requireClean(git: Git, repository: Repository): Promise<Refusal | null> {
  const uncommitted = await listUncommitted(git, repository)
  if (!uncommitted.ok) return uncommitted.error
  const { tracked } = uncommitted.value
  if (tracked.length === 0) return null
  const message = `The project has changes that are not committed: ${describePaths(tracked)}.`
  return refusal('E_DIRTY', message, 'Commit or stash the changes, then preview the merge again.')
}

/** git deletes an embedded repository, with commits that are nowhere else, to put a file in its place. */
export async function requireKept(
  git: Git,
  { gitDir, top }: Repository,
  { target, tree }: Pick<Merge, 'target' | 'tree'>,
): Promise<Refusal | null> {
  const before = await listRecorded(git, { gitDir }, target)
  if (!before.ok) return before.error
  if (before.value.length === 0) return null
  const listed = await git.run({ gitDir }, [...plainDiff, '--name-status', '-z', target, tree])
  if (!listed.ok) return listed.error
  const replaced = findReplaced(
    before.value.map(({ path }) => path),
    listed.value.stdout.toString('utf8').split('\0'),
  )
  const lost = await listFilled(top, replaced)
  if (lost.length === 0) return null
  const message = `The merge would replace embedded repositories of the project with files: ${describePaths(lost)}.`
  return refusal('E_DIRTY', message, 'Move these folders away, then preview the merge again.')
}

/** Gitlinks that have a file at, above or below their path afterwards; a status and a path for each change. */
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

async function wordsOf(git: Git, repository: Repository, said: Refusal): Promise<Refusal> {
  if (/would be overwritten|would lose untracked files/.test(said.message)) {
    return refusal('E_DIRTY', said.message, 'Move these files away, then preview the merge again.')
  }
  if (/Not possible to fast-forward|diverg/i.test(said.message)) return stale()
  return (await requireClean(git, repository)) ?? said
}

export const stale = (): Refusal =>
  refusal(
    'E_STALE',
    'The project or the work is not as it was when this merge was looked at.',
    'Look at it again and agree to what is shown then.',
    { field: 'hash' },
  )
