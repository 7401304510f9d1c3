/** Components with words of their own. May only grow shorter. */
export const notYetInTheCatalogue: readonly string[] = [
  'src-renderer/features/run/checks.tsx',
  'src-renderer/features/run/files/file-list.tsx',
  'src-renderer/features/run/files/file-view.tsx',
  'src-renderer/features/run/files/files-view.tsx',
  'src-renderer/features/run/follow-button.tsx',
  'src-renderer/features/run/goal-line.tsx',
  'src-renderer/features/run/goal-outcome.tsx',
  'src-renderer/features/run/merge/changes-view.tsx',
  'src-renderer/features/run/merge/merge-button.tsx',
  'src-renderer/features/run/merge/merge-dialog.tsx',
  'src-renderer/features/run/overview.tsx',
  'src-renderer/features/run/scorecard-table.tsx',
  'src-renderer/features/run/table/table-head.tsx',
  'src-renderer/features/run/task-actions.tsx',
  'src-renderer/features/run/task-edits.tsx',
  'src-renderer/features/run/task-result.tsx',
]
