import { plural } from '#shared/text/plural.ts'

/** Texts for merging worktrees into the project. */
export const runMerge = {
  button: 'Merge into project…',
  title: 'Merge into project',
  into: 'Into',
  checkedOut: 'the current branch',
  at: 'at',
  in: 'in',
  cameTo: (tasks: number) => `changes of ${plural(tasks, 'task')}`,
  notNow: 'Not now',
  lookAgain: 'Refresh',
  merge: 'Merge',
  merging: 'Merging…',
  merged: (branch: string | null) => (branch === null ? 'Merged as' : `Merged into ${branch} as`),
  files: 'Changed files',
  count: (files: number) => plural(files, 'file'),
  more: (files: number) => `And ${plural(files, 'file')} more.`,
  cut: (hidden: string, whole: string) =>
    `Diff shortened: ${hidden} of ${whole} are hidden. The merge includes them.`,
  changes: 'Changes',
  noText: 'binary',
  statuses: { added: 'new', modified: 'changed', deleted: 'deleted', retyped: 'type changed' },
}
