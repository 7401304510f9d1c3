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
  /** Null: all of the run. */
  taskKey: z.string().nullable(),
  /** Tasks whose work is in it; with one worktree for the run, all that are done. */
  tasks: z.array(z.string()),
  /** The top of the project's checkout. */
  folder: z.string(),
  /** The checked-out branch; null for a detached commit. */
  branch: z.string().nullable(),
  /** The commit that is checked out there. */
  target: z.string(),
  /** The hash of the target, the branch and all resulting content: a merge of anything else is refused. */
  hash: z.string(),
  changes: changesSchema,
})
export type MergePreview = z.infer<typeof mergePreviewSchema>

const mergedSchema = mergePreviewSchema.omit({ changes: true }).extend({
  /** The merge commit that is checked out now. */
  commit: z.string(),
})
export type Merged = z.infer<typeof mergedSchema>

export const workspaceViewSchema = z.object({
  /** The name of its folder below `workspaces` in the data folder. */
  name: z.string(),
  /** Null: no run of this data folder has it. */
  runId: z.string().nullable(),
  title: z.string().nullable(),
  mode: workspaceModeSchema,
  status: runStatusSchema.nullable(),
  /** Null: the run goes on, or no run has it. */
  outcome: runOutcomeSchema.nullable(),
  /** Why it is not removed unless it is forced; null: nothing is lost with it. */
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
  previewMerge: get(
    '/v1/runs/{runId}/merge',
    'What a merge of its worktrees would change in the project; changes nothing',
  )
    .errors(mergeRefusals)
    .input(merging)
    .output(mergePreviewSchema),
  merge: post(
    '/v1/runs/{runId}/merge',
    'Merge what its worktrees came to into the project, exactly as a preview showed it',
  )
    .errors({ ...mergeRefusals, ...refusals('E_STALE', 'E_DIRTY') })
    .input(
      merging.extend({
        /** The hash of the preview that the person saw. */
        hash: z.string().min(1).max(200),
        by: personSchema.default('me'),
      }),
    )
    .output(mergedSchema),
  readArtifact: get('/v1/artifacts/{sha256}', 'The bytes of a file of a result that is no text')
    .input(z.strictObject({ sha256: storedArtifactSchema.shape.sha256 }))
    .output(z.object({ sha256: z.string(), bytes: z.number(), base64: z.string() })),
  list: get('/v1/workspaces', 'The folders and worktrees of runs').output(z.array(workspaceViewSchema)),
  clean: post(
    '/v1/workspaces/clean',
    'Remove the workspaces of runs that are over, unless something would be lost with them',
    ['E_NOT_FOUND', 'E_STATE', 'E_GIT', 'E_GIT_MISSING', 'E_NO_REPOSITORY'],
  )
    .input(
      z
        .strictObject({
          /** A single run; absent: all ended runs. */
          runId: z.string().optional(),
          /** Even where work is in it that is nowhere else. Never of a run that goes on. */
          force: z.boolean().default(false),
        })
        .prefault({}),
    )
    .output(cleanReportSchema),
}
