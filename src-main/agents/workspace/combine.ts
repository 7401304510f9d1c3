import { RefusalError, refusal, refusedWith } from '#shared/refusal.ts'
import { describePaths } from './embedded-repositories.ts'
import { asResult, type Git } from './git.ts'

/**
 * Merges the contents of all commits into one, without a checkout. A conflict is a refusal that names the files.
 * Commits contained in another commit are skipped.
 */
export async function combine(
  git: Git,
  gitDir: string,
  { commits, message }: { readonly commits: readonly [string, ...string[]]; readonly message: string },
): Promise<string> {
  const listed = await git.line({ gitDir }, ['merge-base', '--independent', ...new Set(commits)])
  const [first = commits[0], ...others] = listed.split('\n')
  let sum = first
  for (const other of others) {
    const tree = await mergeTrees(git, gitDir, [sum, other])
    sum = await commitMerge(git, gitDir, { tree, parents: [sum, other], message })
  }
  return sum
}

/** Tree that results from the merge of two commits. Throws a refusal that names the files in conflict. */
export async function mergeTrees(
  git: Git,
  gitDir: string,
  [ours, theirs]: readonly [string, string],
): Promise<string> {
  const args = ['merge-tree', '--write-tree', '--name-only', '--no-messages', '-z', ours, theirs]
  const merged = await asResult(git.run({ gitDir }, args, { okCodes: [1] }))
  if (!merged.ok) throw new RefusalError(isTooOld.test(merged.error.message) ? tooOld : merged.error)
  const [tree = '', ...files] = merged.value.stdout
    .toString('utf8')
    .split('\0')
    .filter((part) => part !== '')
  if (merged.value.code === 0) return tree.trim()
  throw refusedWith('E_CONFLICT', 'merge_conflict', { files: describePaths([...new Set(files)]) })
}

export const commitMerge = (
  git: Git,
  gitDir: string,
  { tree, parents, message }: { tree: string; parents: readonly string[]; message: string },
): Promise<string> =>
  git.line({ gitDir }, ['commit-tree', tree, ...parents.flatMap((id) => ['-p', id]), '-F', '-'], {
    input: message,
  })

/** `merge-tree --write-tree` requires git 2.38. */
const isTooOld = /usage:|unknown option|not something we can merge/
const tooOld = refusal('E_GIT', 'git_too_old')
