import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { refusedWith } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import type { Git, Place } from './git.ts'

/**
 * Keeps git out of repositories inside a repository. To check a recorded one for changes, git starts another git in
 * its folder, which runs the filters of the embedded config.
 * E1 The index contains no gitlink while files are added, so git has no repository to enter (`setAside`).
 * E2 A gitlink is recorded unchanged or as deleted: changes contain neither its content nor its new commits.
 */
export interface Gitlink {
  readonly path: string
  readonly commit: string
}

/** Gitlinks of a commit; empty if the ref does not exist. */
export async function listRecorded(git: Git, place: Place, ref: string): Promise<Gitlink[]> {
  const listed = await git.run(place, ['ls-tree', '-r', '-z', '--full-tree', ref], { okCodes: [128] })
  return readGitlinks(listed.stdout)
}

/** Removes all gitlinks from the index and returns them. */
export async function setAside(git: Git, place: Place): Promise<Gitlink[]> {
  const listed = await git.run(place, ['ls-files', '-s', '-z'])
  const gitlinks = readGitlinks(listed.stdout)
  if (gitlinks.length === 0) return gitlinks
  const input = gitlinks.map(({ path }) => `${path}\0`).join('')
  await git.run(place, ['update-index', '-z', '--force-remove', '--stdin'], { input })
  return gitlinks
}

/** Adds those gitlinks to the index again whose folder still exists. */
export async function putBack(
  git: Git,
  place: Place & { readonly workTree: string },
  gitlinks: readonly Gitlink[],
): Promise<void> {
  const records: string[] = []
  for (const { path, commit } of gitlinks) {
    if (await isFolder(place.workTree, path)) records.push(`160000 ${commit}\t${path}\0`)
  }
  if (records.length === 0) return
  await git.run(place, ['update-index', '-z', '--index-info'], { input: records.join('') })
}

/** Paths whose folder in the checkout is not empty. */
export async function listFilled(top: string, paths: readonly string[]): Promise<string[]> {
  const filled: string[] = []
  for (const path of paths) {
    // A folder that cannot be listed counts as not empty.
    const names = (await isFolder(top, path)) ? await readdir(join(top, path)).catch(() => ['?']) : []
    if (names.length > 0) filled.push(path)
  }
  return filled
}

/** Follows no links, neither at the end of the path nor on the way. */
async function isFolder(top: string, path: string): Promise<boolean> {
  const parts = path.split('/')
  for (let count = 1; count <= parts.length; count += 1) {
    const found = await lstat(join(top, ...parts.slice(0, count))).catch(() => null)
    if (found?.isDirectory() !== true) return false
  }
  return true
}

/** Records of `ls-tree` and `ls-files` begin with a mode and end with a tab and a path. */
function readGitlinks(output: Buffer): Gitlink[] {
  const records = output.toString('utf8').split('\0')
  const gitlinks = records.flatMap((record) => {
    const [, commit, path] = /^160000 (?:commit )?([0-9a-f]{40,64})(?: \d)?\t(.*)$/s.exec(record) ?? []
    return commit === undefined || path === undefined ? [] : [{ commit, path }]
  })
  // A path that cannot be passed back to git would stay in the index.
  const unreadable = gitlinks.find(({ path }) => path.includes('\ufffd'))
  if (unreadable === undefined) return gitlinks
  throw refusedWith('E_GIT', 'embedded_path_invalid', { path: JSON.stringify(unreadable.path) })
}

const maxNamed = 5

/** Paths for use in a sentence. */
export function describePaths(paths: readonly string[]): string {
  const shown = paths.slice(0, maxNamed).map((path) => JSON.stringify(path))
  return words.workspaceTexts.paths(shown, paths.length - shown.length)
}
