import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Changes } from '#shared/model/changes.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { sayBytes } from '../process/head-tail.ts'
import { diffOf } from './diff.ts'
import type { Git, Place } from './git.ts'

/**
 * A folder of files whose history is kept elsewhere: in the project's repository, or in one beside the folder. It is
 * looked at with an index of our own, so that nothing that was staged, or marked as unchanged, in the folder's own one
 * hides a change; what is a link is recorded as a link and not followed.
 */
export interface Tracked {
  readonly place: Required<Pick<Place, 'gitDir' | 'workTree' | 'index'>>
  /** What is recorded of it: a ref that holds the newest commit. */
  readonly ref: string
}

export interface Commit {
  readonly id: string
  /** What it was made on. */
  readonly parent: string
}

interface Snapshot {
  readonly tree: string
  readonly notes: readonly string[]
}

/** The recorded commit; null: nothing is recorded yet. */
export async function findRecorded(
  git: Git,
  { place: { gitDir }, ref }: Tracked,
): Promise<Result<string | null, Refusal>> {
  const found = await git.line({ gitDir }, ['rev-parse', '--verify', '-q', `${ref}^{commit}`], {
    okCodes: [1],
  })
  return found.ok ? ok(found.value === '' ? null : found.value) : found
}

/** What the folder holds now against what is recorded of it. */
export async function readChanges(git: Git, tracked: Tracked): Promise<Result<Changes, Refusal>> {
  const [snapshot, from] = [await takeSnapshot(git, tracked), await findRecorded(git, tracked)]
  if (!snapshot.ok) return snapshot
  if (!from.ok) return from
  const { tree, notes } = snapshot.value
  const changes = await diffOf(git, tracked.place, { from: from.value ?? tree, to: tree })
  return changes.ok ? ok({ ...changes.value, notes: [...notes] }) : changes
}

/** Of what is recorded: whether a commit with this message belongs to the same work as the one that is made. */
export type IsSameWork = (message: string) => boolean

/**
 * Records what the folder holds now; the same commit when that is nothing new. The changes are those since the work began:
 * a result that did not count was recorded, too.
 */
export async function recordChanges(
  git: Git,
  tracked: Tracked,
  { message, isSameWork = () => false }: { readonly message: string; readonly isSameWork?: IsSameWork },
): Promise<Result<Commit & { readonly changes: Changes }, Refusal>> {
  const { gitDir } = tracked.place
  const before = await findRecorded(git, tracked)
  if (!before.ok) return before
  const snapshot = await takeSnapshot(git, tracked)
  if (!snapshot.ok) return snapshot
  const { tree, notes } = snapshot.value
  const from = before.value
  const since = await findSince(git, tracked, isSameWork)
  if (!since.ok) return since
  const changes = await diffOf(git, tracked.place, { from: since.value ?? tree, to: tree })
  if (!changes.ok) return changes
  const told = { ...changes.value, notes: [...notes] }
  const recorded = await git.line({ gitDir }, ['rev-parse', '-q', '--verify', `${from ?? tree}^{tree}`])
  if (!recorded.ok) return recorded
  if (from !== null && recorded.value === tree) return ok({ id: from, parent: from, changes: told })
  const parents = from === null ? [] : ['-p', from]
  const made = await git.line({ gitDir }, ['commit-tree', tree, ...parents, '-F', '-'], { input: message })
  if (!made.ok) return made
  // The old value comes along: what somebody else recorded meanwhile is not lost.
  const moved = await git.run({ gitDir }, ['update-ref', tracked.ref, made.value, from ?? ''])
  return moved.ok ? ok({ id: made.value, parent: from ?? made.value, changes: told }) : moved
}

const mostAttempts = 100

/** The newest recorded commit that is of other work; null: nothing is recorded yet. */
async function findSince(
  git: Git,
  { place: { gitDir }, ref }: Tracked,
  isSameWork: IsSameWork,
): Promise<Result<string | null, Refusal>> {
  // Plumbing: `git log` would run whatever the repository's config names to look at signatures.
  const format = '--format=%x00%H%n%B%x01'
  const args = ['rev-list', '--first-parent', `--max-count=${mostAttempts}`, format, ref, '--']
  const listed = await git.run({ gitDir }, args, { okCodes: [128] })
  if (!listed.ok) return listed
  const [, ...records] = listed.value.stdout.toString('utf8').split('\0')
  const commits = records.map((record) => record.split('\x01', 1)[0] ?? '')
  const found = commits.find((each) => !isSameWork(each.slice(each.indexOf('\n') + 1)))
  const id = (found ?? commits.at(-1) ?? '').split('\n', 1)[0] ?? ''
  return ok(id === '' ? null : id)
}

async function takeSnapshot(git: Git, tracked: Tracked): Promise<Result<Snapshot, Refusal>> {
  const place = { ...tracked.place, folder: tracked.place.workTree }
  const changed = await listChanged(git, tracked)
  if (!changed.ok) return changed
  const { large, others } = changed.value
  const options = ['-A', '--ignore-errors']
  // 1: something could not be read, and the rest was.
  const okCodes = [1]
  const added =
    large.length === 0
      ? await git.run(place, ['add', ...options], { okCodes })
      : await addOnly(git, place, { options, others, okCodes })
  if (!added.ok) return added
  const inner = await dropInner(git, tracked)
  if (!inner.ok) return inner
  const tree = await git.line(tracked.place, ['write-tree'])
  if (!tree.ok) return tree
  const notes = [
    ...(added.value.code === 0
      ? []
      : ['Something in the workspace could not be read, and is not in the changes.']),
    ...large
      .slice(0, shownLarge)
      .map(
        (path) =>
          `${JSON.stringify(path)} is larger than ${sayBytes(maxFileBytes)}, and is not in the changes.`,
      ),
    ...(large.length > shownLarge ? [`So are ${large.length - shownLarge} more.`] : []),
    ...inner.value.map(
      (path) => `${JSON.stringify(path)} is a repository of its own, and is not in the changes.`,
    ),
  ]
  return ok({ tree: tree.value, notes })
}

/** git reads a file whole to record it, and keeps it for good. */
const maxFileBytes = 50_000_000
const shownLarge = 20

interface Listed {
  /** Not recorded, for their size. */
  readonly large: readonly string[]
  readonly others: readonly string[]
}

/** Files that are new, changed or gone. */
async function listChanged(git: Git, { place }: Tracked): Promise<Result<Listed, Refusal>> {
  const at = { ...place, folder: place.workTree }
  const listed = await git.run(at, ['ls-files', '-o', '-m', '-d', '-z', '--exclude-standard'])
  if (!listed.ok) return listed
  const paths = new Set(listed.value.stdout.toString('utf8').split('\0'))
  paths.delete('')
  const [large, others]: [string[], string[]] = [[], []]
  for (const path of paths) {
    // One that is gone, or has a name that is no text, is git's to say.
    const found = await lstat(join(place.workTree, path)).catch(() => null)
    if (found?.isFile() && found.size > maxFileBytes) large.push(path)
    else others.push(path)
  }
  return ok({ large, others })
}

interface Adding {
  readonly options: readonly string[]
  readonly others: readonly string[]
  readonly okCodes: readonly number[]
}

/** Paths are taken as they are: no name is a pattern here. */
function addOnly(git: Git, place: Place, { options, others, okCodes }: Adding) {
  const input = others.map((path) => `${path}\0`).join('')
  const args = ['add', ...options, '--pathspec-from-file=-', '--pathspec-file-nul']
  return others.length === 0
    ? Promise.resolve(ok({ code: 0, stdout: Buffer.alloc(0), total: 0 }))
    : git.run(place, args, { input, okCodes })
}

/** A repository in the folder would be recorded as a submodule that nobody could fetch. */
async function dropInner(git: Git, { place, ref }: Tracked): Promise<Result<string[], Refusal>> {
  const listed = await git.run(place, ['ls-files', '-s', '-z'])
  if (!listed.ok) return listed
  const inner = gitlinksOf(listed.value.stdout.toString('utf8'))
  if (inner.length === 0) return ok([])
  const known = await git.run(place, ['ls-tree', '-r', '-z', ref], { okCodes: [128] })
  if (!known.ok) return known
  const before = new Set(gitlinksOf(known.value.stdout.toString('utf8')))
  const added = inner.filter((path) => !before.has(path))
  if (added.length === 0) return ok([])
  const input = added.map((path) => `${path}\0`).join('')
  const removed = await git.run(place, ['update-index', '-z', '--force-remove', '--stdin'], { input })
  return removed.ok ? ok(added) : removed
}

/** Of records that begin with a mode and end with a tab and a path. */
const gitlinksOf = (records: string): string[] =>
  records
    .split('\0')
    .filter((record) => record.startsWith('160000 '))
    .map((record) => record.slice(record.indexOf('\t') + 1))
