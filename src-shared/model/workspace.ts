import { z } from 'zod'

/** Where the programs of a run work: the run's folder, a git worktree per run, or one per task. */
export const workspaceModes = ['folder', 'worktree', 'task_worktree'] as const
export const workspaceModeSchema = z.enum(workspaceModes)
export type WorkspaceMode = (typeof workspaceModes)[number]

export const changedFileSchema = z.object({
  /** Path from the top of the repository or folder. It may contain any character but NUL. */
  path: z.string(),
  status: z.enum(['added', 'modified', 'deleted', 'retyped']),
  /** Number of lines; null for a binary file. */
  added: z.number().nullable(),
  removed: z.number().nullable(),
})
export type ChangedFile = z.infer<typeof changedFileSchema>

export const changesSchema = z.object({
  /** The beginning of the output of `git diff`, in complete lines. */
  diff: z.string(),
  /** Size of the full diff, in bytes. */
  diffBytes: z.number(),
  diffBytesLeftOut: z.number(),
  /** At most 1,000 files. */
  files: z.array(changedFileSchema),
  fileCount: z.number(),
  /** Notes about skipped or unreadable files. */
  notes: z.array(z.string()),
})
export type Changes = z.infer<typeof changesSchema>

/** Artifact name of an attempt's changes. */
export const changesArtifact = 'changes.diff'
