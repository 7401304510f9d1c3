import { z } from 'zod'
import { personSchema } from '../model/approval.ts'
import { storedArtifactSchema } from '../model/artifact.ts'
import { runOutcomeSchema, runStatusSchema } from '../model/runs/run.ts'
import { changesSchema, workspaceModeSchema } from '../model/workspace.ts'
import { refusalSchema } from '../refusal.ts'
import { get, post } from './builders.ts'
import { refusals } from './errors.ts'

/** The effect of a merge on the current project. */
export const mergePreviewSchema = z.object({
  runId: z.string(),
  /** Null: the complete run. */
  taskKey: z.string().nullable(),
  /** Tasks whose work is merged. With one worktree per run: all done tasks. */
  tasks: z.array(z.string()),
  /** Root folder of the project's checkout. */
  folder: z.string(),
  /** The checked-out branch; null for a detached commit. */
  branch: z.string().nullable(),
  /** Commit checked out in the project. */
  target: z.string(),
  /** Hash of the target, the branch and all resulting content. A merge with another hash is refused. */
  hash: z.string(),
  changes: changesSchema,
})
export type MergePreview = z.infer<typeof mergePreviewSchema>

const mergedSchema = mergePreviewSchema.omit({ changes: true }).extend({
  /** The merge commit, now checked out in the project. */
  commit: z.string(),
})
export type Merged = z.infer<typeof mergedSchema>

export const workspaceViewSchema = z.object({
  /** Folder name below `workspaces` in the data folder. */
  name: z.string(),
  /** Null: the workspace belongs to no run in this data folder. */
  runId: z.string().nullable(),
  title: z.string().nullable(),
  mode: workspaceModeSchema,
  status: runStatusSchema.nullable(),
  /** Null: the run has not ended, or the workspace belongs to no run. */
  outcome: runOutcomeSchema.nullable(),
  /** Reason why removal needs `force`; null if nothing would be lost. */
  kept: refusalSchema.nullable(),
})
export type WorkspaceView = z.infer<typeof workspaceViewSchema>

const cleanReportSchema = z.object({
  removed: z.array(z.string()),
  kept: z.array(workspaceViewSchema),
})

const merging = z.strictObject({ runId: z.string(), taskKey: z.string().optional() })
const mergeRefusals = refusals(
  'E_NOT_FOUND',
  'E_STATE',
  'E_CONFLICT',
  'E_GIT',
  'E_GIT_MISSING',
  'E_NO_REPOSITORY',
)

export const workspacesContract = {
  previewMerge: get('/v1/runs/{runId}/merge', "Preview a merge of the run's worktrees; nothing changes")
    .errors(mergeRefusals)
    .input(merging)
    .output(mergePreviewSchema),
  merge: post('/v1/runs/{runId}/merge', "Merge the run's worktrees into the project, exactly as previewed")
    .errors({ ...mergeRefusals, ...refusals('E_STALE', 'E_DIRTY') })
    .input(
      merging.extend({
        /** Hash of the preview that the person saw. */
        hash: z.string().min(1).max(200),
        by: personSchema.default('me'),
      }),
    )
    .output(mergedSchema),
  readArtifact: get('/v1/artifacts/{sha256}', 'Get the bytes of a binary file of a result')
    .input(z.strictObject({ sha256: storedArtifactSchema.shape.sha256 }))
    .output(z.object({ sha256: z.string(), bytes: z.number(), base64: z.string() })),
  list: get('/v1/workspaces', 'List folders and worktrees of runs').output(z.array(workspaceViewSchema)),
  clean: post('/v1/workspaces/clean', 'Remove workspaces of finished runs, unless work would be lost', [
    'E_NOT_FOUND',
    'E_STATE',
    'E_GIT',
    'E_GIT_MISSING',
    'E_NO_REPOSITORY',
  ])
    .input(
      z
        .strictObject({
          /** Id of the run to clean; absent: all ended runs. */
          runId: z.string().optional(),
          /**
           * Removes a workspace even if it contains work that exists nowhere else. Never applies to a run that has not
           * ended.
           */
          force: z.boolean().default(false),
        })
        .prefault({}),
    )
    .output(cleanReportSchema),
}
