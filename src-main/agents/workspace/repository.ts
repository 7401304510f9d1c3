import { lstat, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { RefusalError, refusedWith } from '#shared/refusal.ts'
import { isSamePath } from '../read-inside.ts'
import { asResult, type Git } from './git.ts'

/** The repository of a project; all paths are absolute. */
export interface Repository {
  /** The git directory of the checkout that contains the project folder. */
  readonly gitDir: string
  /** Git directory that all worktrees of the repository share. */
  readonly common: string
  readonly top: string
  /** Path of the project folder relative to `top`: empty, or with a trailing slash. */
  readonly prefix: string
}

const noRepository = (folder: string): RefusalError =>
  refusedWith('E_NO_REPOSITORY', 'no_checkout', { folder, field: 'workspace' })

export async function findRepository(git: Git, folder: string): Promise<Repository> {
  const paths = ['--absolute-git-dir', '--path-format=absolute', '--git-common-dir', '--show-toplevel']
  const said = await asResult(git.line({ folder }, ['rev-parse', ...paths, '--show-prefix']))
  if (!said.ok) {
    const { code, message } = said.error
    const isElsewhere = code === 'E_NO_REPOSITORY' || /cannot change to/.test(message)
    throw isElsewhere ? noRepository(folder) : new RefusalError(said.error)
  }
  const [gitDir, common, top, prefix = '', ...rest] = said.value.split('\n')
  // A path with a line break would be read as several paths.
  if (gitDir === undefined || common === undefined || top === undefined || rest.length > 0) {
    throw noRepository(folder)
  }
  await git.requirePlain({ gitDir })
  return { gitDir, common, top, prefix }
}

/** The commit that is checked out in the project. */
export async function headOf(git: Git, { gitDir, top }: Repository): Promise<string> {
  const head = await git.line({ gitDir }, ['rev-parse', '--verify', '-q', 'HEAD^{commit}'], { okCodes: [1] })
  if (head !== '') return head
  throw refusedWith('E_NO_REPOSITORY', 'repository_without_commit', { repository: top })
}

/** Uncommitted paths in the project's checkout, as git prints them. */
export async function listUncommitted(
  git: Git,
  { gitDir, top }: Repository,
): Promise<{ readonly tracked: string[]; readonly untracked: string[] }> {
  const place = { folder: top, gitDir, workTree: top }
  // Embedded repositories are ignored, because git would start another git there, under their own config.
  const args = ['status', '--porcelain=v1', '-z', '--no-renames', '--ignore-submodules=all']
  const said = await git.run(place, args)
  const lines = said.stdout
    .toString('utf8')
    .split('\0')
    .filter((line) => line !== '')
  const isUntracked = (line: string) => line.startsWith('??')
  return {
    tracked: lines.filter((line) => !isUntracked(line)).map((line) => line.slice(3)),
    untracked: lines.filter(isUntracked).map((line) => line.slice(3)),
  }
}

/** Refs and their commits. If `name` is a folder of refs, all refs in it. */
export async function listRefs(git: Git, gitDir: string, name: string): Promise<Map<string, string>> {
  const said = await git.line({ gitDir }, ['for-each-ref', '--format=%(objectname) %(refname)', name])
  const lines = said.split('\n').filter((line) => line !== '')
  return new Map(lines.map((line) => [line.slice(line.indexOf(' ') + 1), line.split(' ', 1)[0] ?? '']))
}

/**
 * The repository's entry for a worktree; null if it has none for this path. Read from the repository, because programs
 * in a worktree can change the `.git` file there.
 */
export async function findEntry(common: string, tree: string): Promise<string | null> {
  const all = join(common, 'worktrees')
  // A missing folder means that there are no worktrees yet.
  const names = await readdir(all).catch(() => [])
  for (const name of names) {
    const pointer = await readFile(join(all, name, 'gitdir'), 'utf8').catch(() => '')
    if (pointer !== '' && isSamePath(pointer.trim(), join(tree, '.git'))) return join(all, name)
  }
  return null
}

/** True if the worktree exists, has an entry, and was not interrupted during its creation. */
export async function isWhole(common: string, tree: string): Promise<boolean> {
  const entry = await findEntry(common, tree)
  if (entry === null) return false
  const found = await lstat(tree).catch(() => null)
  const lock = await readFile(join(entry, 'locked'), 'utf8').catch(() => '')
  return found?.isDirectory() === true && !lock.startsWith('initializing')
}

/** Removes a worktree and its entry in the repository, and nothing else: links are removed, not followed. */
export async function removeWorktree(common: string | null, tree: string): Promise<void> {
  const entry = common === null ? null : await findEntry(common, tree)
  await rm(tree, { recursive: true, force: true })
  if (entry !== null) await rm(entry, { recursive: true, force: true })
}
