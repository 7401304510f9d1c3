import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Changes } from '#shared/model/workspace.ts'
import { words } from '#shared/words/words.ts'
import { formatBytes } from '../process/head-tail.ts'
import { diffOf } from './diff.ts'
import { type Gitlink, listRecorded, putBack, setAside } from './embedded-repositories.ts'
import type { Git, Place } from './git.ts'

/**
 * A folder of files with its history elsewhere: in the project's repository, or in one next to the folder. A separate
 * index is used, so that staged or ignored changes in the folder's own index hide nothing. Links are recorded as
 * links.
 */
export interface Tracked {
  readonly place: Required<Pick<Place, 'gitDir' | 'workTree' | 'index'>>
  /** Ref of the newest commit. */
  readonly ref: string
}

interface Commit {
  readonly id: string
  /** The parent commit; equal to `id` if nothing was recorded, or for the first commit. */
  readonly parent: string
  readonly changes: Changes
}

/** The recorded commit; null: nothing is recorded yet. */
export async function findRecorded(git: Git, { place: { gitDir }, ref }: Tracked): Promise<string | null> {
  const args = ['rev-parse', '--verify', '-q', `${ref}^{commit}`]
  return (await git.line({ gitDir }, args, { okCodes: [1] })) || null
}

/** The difference between the folder and its newest record. */
export async function readChanges(git: Git, tracked: Tracked): Promise<Changes> {
  const { tree, notes } = await takeSnapshot(git, tracked)
  const from = await findRecorded(git, tracked)
  return { ...(await diffOf(git, tracked.place, { from: from ?? tree, to: tree })), notes: [...notes] }
}

/** True if the commit with this message belongs to the same work as the new commit. */
export type IsSameWork = (message: string) => boolean

/**
 * Records the current content of the folder; returns the newest commit if nothing changed. The returned changes start
 * where the work began, because results that did not count were recorded as well.
 */
export async function recordChanges(
  git: Git,
  tracked: Tracked,
  { message, isSameWork = () => false }: { readonly message: string; readonly isSameWork?: IsSameWork },
): Promise<Commit> {
  const { gitDir } = tracked.place
  const from = await findRecorded(git, tracked)
  const { tree, notes } = await takeSnapshot(git, tracked)
  const since = await findSince(git, tracked, isSameWork)
  const found = await diffOf(git, tracked.place, { from: since ?? tree, to: tree })
  const changes = { ...found, notes: [...notes] }
  const recorded = await git.line({ gitDir }, ['rev-parse', '-q', '--verify', `${from ?? tree}^{tree}`])
  if (from !== null && recorded === tree) return { id: from, parent: from, changes }
  const parents = from === null ? [] : ['-p', from]
  const id = await git.line({ gitDir }, ['commit-tree', tree, ...parents, '-F', '-'], { input: message })
  // The expected old value makes git refuse the update if another process has recorded something meanwhile.
  await git.run({ gitDir }, ['update-ref', tracked.ref, id, from ?? ''])
  return { id, parent: from ?? id, changes }
}

const mostAttempts = 100

/** The newest recorded commit of other work; null: nothing is recorded yet. */
async function findSince(
  git: Git,
  { place: { gitDir }, ref }: Tracked,
  isSameWork: IsSameWork,
): Promise<string | null> {
  // Plumbing, because `git log` would run the signature program that the repository's config names.
  const format = '--format=%x00%H%n%B%x01'
  const args = ['rev-list', '--first-parent', `--max-count=${mostAttempts}`, format, ref, '--']
  const listed = await git.run({ gitDir }, args, { okCodes: [128] })
  const [, ...records] = listed.stdout.toString('utf8').split('\0')
  const commits = records.map((record) => record.split('\x01', 1)[0] ?? '')
  const found = commits.find((each) => !isSameWork(each.slice(each.indexOf('\n') + 1)))
  return (found ?? commits.at(-1))?.split('\n', 1)[0] || null
}

async function takeSnapshot(git: Git, tracked: Tracked) {
  const place = { ...tracked.place, folder: tracked.place.workTree }
  // An agent may have changed the repository's config since the workspace was opened.
  await git.requirePlain(tracked.place)
  const recorded = await listRecorded(git, tracked.place, tracked.ref)
  await setAside(git, tracked.place)
  const changed = await selectFiles(tracked, await listFiles(git, place), recorded)
  const isIncomplete = !(await addFiles(git, place, changed))
  const dropped = await setAside(git, tracked.place)
  await putBack(git, tracked.place, recorded)
  const tree = await git.line(tracked.place, ['write-tree'])
  const embedded = [...changed.embedded, ...dropped.map(({ path }) => path)]
  return { tree, notes: notesOf({ ...changed, embedded, isIncomplete }) }
}

interface LeftOut extends Pick<Selection, 'large' | 'embedded'> {
  readonly isIncomplete: boolean
}

function notesOf({ large, embedded, isIncomplete }: LeftOut): string[] {
  const texts = words.workspaceTexts
  const most = formatBytes(maxFileBytes)
  return [
    ...(isIncomplete ? [texts.unreadable] : []),
    ...large.slice(0, shownLarge).map((path) => texts.tooLarge(JSON.stringify(path), most)),
    ...(large.length > shownLarge ? [texts.moreTooLarge(large.length - shownLarge)] : []),
    ...[...new Set(embedded)].map((path) => texts.embedded(JSON.stringify(path))),
  ]
}

/** git reads an entire file to record it, and stores it permanently. */
const maxFileBytes = 50_000_000
const shownLarge = 20

interface Selection {
  /** Not recorded because of their size. */
  readonly large: readonly string[]
  /** Embedded repositories with content, which is not recorded. */
  readonly embedded: readonly string[]
  readonly others: readonly string[]
  /** True if git must receive the paths in `others`, because it would otherwise record more files. */
  readonly isPartial: boolean
}

/** New, changed and deleted files. The path of an untracked repository ends with a slash. */
async function listFiles(git: Git, place: Place): Promise<Set<string>> {
  const listed = await git.run(place, ['ls-files', '-o', '-m', '-d', '-z', '--exclude-standard'])
  const paths = new Set(listed.stdout.toString('utf8').split('\0'))
  paths.delete('')
  return paths
}

async function selectFiles(
  { place }: Tracked,
  paths: ReadonlySet<string>,
  recorded: readonly Gitlink[],
): Promise<Selection> {
  const gitlinks = new Set(recorded.map(({ path }) => path))
  const [large, embedded, others]: [string[], string[], string[]] = [[], [], []]
  let hasSubmodule = false
  for (const path of paths) {
    const gitlink = gitlinks.size === 0 ? undefined : findFolder(path, gitlinks)
    if (gitlink !== undefined || path.endsWith('/')) {
      embedded.push(gitlink ?? path.slice(0, -1))
      // A submodule's folder may not be a repository yet. git would then record its files as files of the project.
      hasSubmodule ||= gitlink !== undefined
      continue
    }
    // A missing file, or a name that is not text, is left to git, which reports it.
    const found = await lstat(join(place.workTree, path)).catch(() => null)
    if (found?.isFile() && found.size > maxFileBytes) large.push(path)
    else others.push(path)
  }
  return { large, embedded, others, isPartial: hasSubmodule || large.length > 0 }
}

/** The folder in `folders` that contains the path. */
function findFolder(path: string, folders: ReadonlySet<string>): string | undefined {
  for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
    if (folders.has(path.slice(0, end))) return path.slice(0, end)
  }
  return undefined
}

/** True if all files could be read. Paths are literal: no name is a pattern. */
async function addFiles(git: Git, place: Place, { others, isPartial }: Selection): Promise<boolean> {
  // Exit code 1: some files could not be read, but all others were added.
  const okCodes = [1]
  const args = ['add', '-A', '--ignore-errors']
  // Without paths git is much faster, because it compares each given path with every file.
  if (!isPartial) return (await git.run(place, args, { okCodes })).code === 0
  if (others.length === 0) return true
  const input = others.map((path) => `${path}\0`).join('')
  const given = [...args, '--pathspec-from-file=-', '--pathspec-file-nul']
  return (await git.run(place, given, { input, okCodes })).code === 0
}
