import { plural } from '#shared/text/plural.ts'

/** What is said of bringing into the project what worktrees came to. */
export const runMerge = {
  button: 'Merge into the project…',
  title: 'Merge into the project',
  into: 'Into',
  checkedOut: 'what is checked out',
  at: 'at',
  in: 'in',
  cameTo: (tasks: number) => `what ${plural(tasks, 'task')} came to`,
  notNow: 'Not now',
  lookAgain: 'Look again',
  merge: 'Merge',
  merging: 'Merging…',
  merged: (branch: string | null) => (branch === null ? 'Merged as' : `Merged into ${branch} as`),
  files: 'Changed files',
  count: (files: number) => plural(files, 'file'),
  more: (files: number) => `And ${plural(files, 'file')} more.`,
  cut: (hidden: string, whole: string) =>
    `The diff is cut: ${hidden} of ${whole} are not shown, and are merged as well.`,
  changes: 'The changes',
  noText: 'no text',
  statuses: { added: 'new', modified: 'changed', deleted: 'deleted', retyped: 'another kind of file' },
}
