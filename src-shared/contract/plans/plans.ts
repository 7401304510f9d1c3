import { z } from 'zod'
import { personSchema } from '../../model/approval.ts'
import { importWarningSchema, planDocumentSchema, planShapeSchema, planViewSchema } from '../../model/plan.ts'
import { planDraftSchema, planDraftViewSchema } from '../../model/plan-finding.ts'
import { runViewSchema } from '../../model/runs/run.ts'
import { del, get, post } from '../builders.ts'

const importedPlanSchema = planShapeSchema.extend({
  key: z.string(),
  title: z.string(),
  /** Null on a dry run. */
  planId: z.string().nullable(),
  /** Counts with subtasks as nodes of their own; a parent is not an edge. */
  withSubtasks: z.object({ nodes: z.number(), edges: z.number() }),
  /** The plan itself, where it was asked for. */
  document: planDraftViewSchema.optional(),
})
export const importReportSchema = z.object({
  format: z.string(),
  plans: z.array(importedPlanSchema),
  warnings: z.array(importWarningSchema),
})
export type ImportReport = z.infer<typeof importReportSchema>

/** `switchyard` and `yaml` are the plan file of Switchyard, which keeps everything. */
export const exportFormats = ['switchyard', 'yaml', 'mermaid', 'dot', 'csv', 'taskmaster'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** A part that a format cannot hold: `where` is the plan, a task or several tasks. */
export const exportLossSchema = z.object({ code: z.string(), where: z.string(), message: z.string() })
export type ExportLoss = z.infer<typeof exportLossSchema>

const exportedPlanSchema = z.object({
  format: z.enum(exportFormats),
  text: z.string(),
  /** A name for the file, without a folder. */
  fileName: z.string(),
  losses: z.array(exportLossSchema),
})

/** A plan as a list shows it: its newest version, and the newest run of any of its versions. */
export const listedPlanSchema = planViewSchema.extend({
  lastRun: runViewSchema
    .pick({ id: true, status: true, outcome: true, counts: true, createdAt: true, isSimulated: true })
    .nullable(),
})
export type ListedPlan = z.infer<typeof listedPlanSchema>

/** A version with the runs of it, newest first; of very many the newest 500 of the plan. */
export const planVersionSchema = planViewSchema.extend({ runs: z.array(runViewSchema) })
export type PlanVersion = z.infer<typeof planVersionSchema>

export const sampleViewSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  document: planDocumentSchema,
  /** Started as a simulation, whatever the request says. */
  isSimulation: z.boolean(),
})
export type SampleView = z.infer<typeof sampleViewSchema>

const megabyte = 1024 * 1024
/** The limits of a folder import; sizes in bytes, and in characters for text. */
export const folderLimits = { files: 5000, file: megabyte, total: 20 * megabyte } as const

/** A file of a folder. Its path names it, from the folder and with `/`; it is never opened. */
export const importFileSchema = z.strictObject({
  path: z.string().min(1).max(1024),
  text: z.string().max(folderLimits.file),
})
export type ImportFile = z.infer<typeof importFileSchema>

/** The label of a version. */
const labelSchema = z.strictObject({
  name: z.string().trim().min(1).max(100).nullable().default(null),
  note: z.string().trim().min(1).max(2000).nullable().default(null),
  by: personSchema.default('me'),
})

const sizeOf = (files: readonly ImportFile[]): number =>
  files.reduce((size, { text }) => size + text.length, 0)

export const plansContract = {
  import: post('/v1/plans/import', 'Import a file or folder of another tool; runs nothing', [
    'E_JSON',
    'E_KEY',
    'E_FORMAT',
    'E_TOO_LARGE',
    'E_TOO_DEEP',
    'E_TEXT',
    'E_PLAN_SIZE',
    'E_NOT_FOUND',
    'E_TYPE',
  ])
    .input(
      z
        .strictObject({
          /** The text of a single file. */
          text: z.string().optional(),
          /** The files of a folder instead of `text`, imported together. */
          files: z.array(importFileSchema).min(1).max(folderLimits.files).optional(),
          /** The name of the file, or of the folder. */
          fileName: z.string().max(255),
          /** The key of the only plan to take; absent: every plan of the file. */
          only: z.string().optional(),
          dryRun: z.boolean().optional(),
          /** Return the plans, so that they can be checked and fixed before they are published. */
          withDocuments: z.boolean().optional(),
          projectFolder: z.string().max(4096).optional(),
        })
        .superRefine(({ text, files }, context) => {
          if (text === undefined && files === undefined) {
            context.addIssue({ code: 'invalid_type', expected: 'string', input: text, path: ['text'] })
          } else if (text !== undefined && files !== undefined) {
            context.addIssue({ code: 'custom', message: 'give text or files, not both', path: ['files'] })
          } else if (files !== undefined && sizeOf(files) > folderLimits.total) {
            context.addIssue({
              code: 'custom',
              message: `all of it together is longer than ${folderLimits.total} characters`,
              path: ['files'],
            })
          }
        }),
    )
    .output(importReportSchema),
  list: get('/v1/plans', 'Plans, newest first').output(z.array(listedPlanSchema)),
  get: get('/v1/plans/{planId}', 'One plan document')
    .input(z.strictObject({ planId: z.string() }))
    .output(planViewSchema.extend({ document: planDraftSchema, warnings: z.array(importWarningSchema) })),
  listVersions: get(
    '/v1/plans/{planId}/versions',
    'All versions of a plan, newest first, with their runs; any version names the plan',
  )
    .input(z.strictObject({ planId: z.string() }))
    .output(z.array(planVersionSchema)),
  publish: post('/v1/plans', 'Keep plans as they are, to be run; runs nothing', [
    'E_TYPE',
    'E_FILE',
    'E_NOT_FOUND',
    'E_STATE',
    'E_IDEMPOTENCY_MISMATCH',
  ])
    .input(
      z.strictObject({
        documents: z.array(planDraftSchema).min(1).max(1000),
        /** The warnings of the import. */
        warnings: z.array(importWarningSchema).max(10_000).default([]),
        /** The plan that the first of these is the changed form of, and so its next version. */
        replaces: z.string().optional(),
        label: labelSchema.optional(),
      }),
    )
    .output(z.object({ planIds: z.array(z.string()) })),
  remove: del(
    '/v1/plans/{planId}',
    'List a plan no more; its runs, and plans that have it as a part, keep it',
    ['E_STATE'],
  )
    .input(z.strictObject({ planId: z.string() }))
    .output(z.object({ planId: z.string() })),
  restore: post('/v1/plans/{planId}/restore', 'List a plan again that was removed', ['E_STATE'])
    .input(z.strictObject({ planId: z.string() }))
    .output(z.object({ planId: z.string() })),
  export: get('/v1/plans/{planId}/export', 'A plan, or a draft, as a file of a format, with what that loses')
    .input(z.strictObject({ planId: z.string(), format: z.enum(exportFormats).default('switchyard') }))
    .output(exportedPlanSchema),
  listSamples: get('/v1/samples', 'The plans that ship with Switchyard').output(z.array(sampleViewSchema)),
  listTemplates: get('/v1/templates', 'What a new plan can be begun with').output(z.array(sampleViewSchema)),
}
