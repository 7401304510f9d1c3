import type { Changes } from '#shared/model/changes.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
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

/** Records what the folder holds now; the same commit when that is nothing new. */
export async function recordChanges(
  git: Git,
  tracked: Tracked,
  message: string,
): Promise<Result<Commit & { readonly changes: Changes }, Refusal>> {
  const { gitDir } = tracked.place
  const before = await findRecorded(git, tracked)
  if (!before.ok) return before
  const snapshot = await takeSnapshot(git, tracked)
  if (!snapshot.ok) return snapshot
  const { tree, notes } = snapshot.value
  const from = before.value
  const changes = await diffOf(git, tracked.place, { from: from ?? tree, to: tree })
  if (!changes.ok) return changes
  const told = { ...changes.value, notes: [...notes] }
  if (from !== null && told.fileCount === 0) return ok({ id: from, parent: from, changes: told })
  const parents = from === null ? [] : ['-p', from]
  const made = await git.line({ gitDir }, ['commit-tree', tree, ...parents, '-F', '-'], { input: message })
  if (!made.ok) return made
  // The old value comes along: what somebody else recorded meanwhile is not lost.
  const moved = await git.run({ gitDir }, ['update-ref', tracked.ref, made.value, from ?? ''])
  return moved.ok ? ok({ id: made.value, parent: from ?? made.value, changes: told }) : moved
}

async function takeSnapshot(git: Git, tracked: Tracked): Promise<Result<Snapshot, Refusal>> {
  const place = { ...tracked.place, folder: tracked.place.workTree }
  // 1: something could not be read, and the rest was.
  const added = await git.run(place, ['add', '-A', '--ignore-errors'], { okCodes: [1] })
  if (!added.ok) return added
  const inner = await dropInner(git, tracked)
  if (!inner.ok) return inner
  const tree = await git.line(tracked.place, ['write-tree'])
  if (!tree.ok) return tree
  const notes = [
    ...(added.value.code === 0
      ? []
      : ['Something in the workspace could not be read, and is not in the changes.']),
    ...inner.value.map(
      (path) => `${JSON.stringify(path)} is a repository of its own, and is not in the changes.`,
    ),
  ]
  return ok({ tree: tree.value, notes })
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
