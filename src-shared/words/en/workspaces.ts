import { plural } from '#shared/text/plural.ts'

const filesOrFolders = (count: number): string =>
  count === 1 ? '1 file or folder' : `${count} files or folders`

/** Texts about workspaces of runs. Paths are quoted by the caller. */
export const workspaceTexts = {
  paths: (shown: readonly string[], more: number) =>
    `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  filesOrFolders,

  uncommitted: (count: number) =>
    `The project has uncommitted changes in ${filesOrFolders(count)}. The worktree starts at the last commit, without these changes.`,
  emptyRepositories: (paths: string) =>
    `The worktree contains these embedded repositories as empty folders: ${paths}.`,

  unreadable: 'Some files in the workspace could not be read. The changes do not contain them.',
  tooLarge: (path: string, most: string) =>
    `${path} is larger than ${most}. The changes do not contain this file.`,
  moreTooLarge: (count: number) =>
    `The changes do not contain ${plural(count, 'more file')} of this size either.`,
  embedded: (path: string) => `${path} is an embedded repository. The changes do not contain its files.`,

  unmerged: (count: number) => `The worktrees have ${plural(count, 'commit')} outside of all branches.`,
  unrecorded: 'An attempt left changes that were not recorded.',

  gitFailedSilently: 'git gave no reason',
  /** Messages of the merge commits that Switchyard creates. */
  commits: {
    dependencies: (task: string) => `Merge the dependencies of ${task}`,
    results: (title: string) => `Merge the tasks of ${title}`,
    intoProject: (title: string, run: string) => `Merge ${title}\n\nFrom ${run}\n`,
  },
}
