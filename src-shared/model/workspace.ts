import { z } from 'zod'

/** Where the programs of a run work: a folder of the run, a git worktree of the run, or one of each task. */
export const workspaceModes = ['folder', 'worktree', 'task_worktree'] as const
export const workspaceModeSchema = z.enum(workspaceModes)
export type WorkspaceMode = (typeof workspaceModes)[number]

export const changedFileSchema = z.object({
  /** From the top of the repository or the folder, as it is there: it may hold any character but NUL. */
  path: z.string(),
  status: z.enum(['added', 'modified', 'deleted', 'retyped']),
  /** Lines; null where it is no text. */
  added: z.number().nullable(),
  removed: z.number().nullable(),
})
export type ChangedFile = z.infer<typeof changedFileSchema>

export const changesSchema = z.object({
  /** As `git diff` writes it, from its beginning; whole lines. */
  diff: z.string(),
  /** The size of the whole diff. */
  diffBytes: z.number(),
  diffBytesLeftOut: z.number(),
  /** At most 1,000 of them. */
  files: z.array(changedFileSchema),
  fileCount: z.number(),
  /** Notes about files that were skipped or could not be read. */
  notes: z.array(z.string()),
})
export type Changes = z.infer<typeof changesSchema>

/** The name that the changes of an attempt have among its artifacts. */
export const changesArtifact = 'changes.diff'
