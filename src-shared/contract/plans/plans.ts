import { z } from 'zod'
import { format } from '#shared/model/format.ts'
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
  /** Counts that include subtasks as nodes. A parent relation is not an edge. */
  withSubtasks: z.object({ nodes: z.number(), edges: z.number() }),
  /** The plan document, if requested. */
  document: planDraftViewSchema.optional(),
})
export const importReportSchema = z.object({
  format: z.string(),
  plans: z.array(importedPlanSchema),
  warnings: z.array(importWarningSchema),
})
export type ImportReport = z.infer<typeof importReportSchema>

/** `switchyard` and `yaml` are Switchyard's own plan file formats, which lose nothing. */
export const exportFormats = ['switchyard', 'yaml', 'mermaid', 'dot', 'csv', 'taskmaster'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Something the format cannot represent. `where`: the plan, a task, or several tasks. */
export const exportLossSchema = z.object({ code: z.string(), where: z.string(), message: z.string() })
export type ExportLoss = z.infer<typeof exportLossSchema>

const exportedPlanSchema = z.object({
  format: z.enum(exportFormats),
  text: z.string(),
  /** Suggested file name, without a folder. */
  fileName: z.string(),
  losses: z.array(exportLossSchema),
})

/** A plan in a list: its newest version, and the newest run of any version. */
export const listedPlanSchema = planViewSchema.extend({
  lastRun: runViewSchema
    .pick({ id: true, status: true, outcome: true, counts: true, createdAt: true, isSimulated: true })
    .nullable(),
})
export type ListedPlan = z.infer<typeof listedPlanSchema>

/** A version with its runs, newest first. Limited to the newest 500 runs of the plan. */
export const planVersionSchema = planViewSchema.extend({ runs: z.array(runViewSchema) })
export type PlanVersion = z.infer<typeof planVersionSchema>

export const sampleViewSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  document: planDocumentSchema,
  /** Always runs as a simulation, regardless of the request. */
  isSimulation: z.boolean(),
})
export type SampleView = z.infer<typeof sampleViewSchema>

const megabyte = 1024 * 1024
/** Limits of a folder import. Sizes are in bytes, or in characters for text. */
export const folderLimits = { files: 5000, file: megabyte, total: 20 * megabyte } as const

/**
 * A file of a folder. The path is relative to the folder, with `/`, and only identifies the file: it is never opened.
 */
export const importFileSchema = z.strictObject({
  path: z.string().min(1).max(1024),
  text: z.string().max(folderLimits.file),
})
export type ImportFile = z.infer<typeof importFileSchema>

/** Label of a plan version. */
const labelSchema = z.strictObject({
  name: z.string().trim().min(1).max(100).nullable().default(null),
  note: z.string().trim().min(1).max(2000).nullable().default(null),
  by: personSchema.default('me'),
})

const sizeOf = (files: readonly ImportFile[]): number =>
  files.reduce((size, { text }) => size + text.length, 0)

export const plansContract = {
  import: post('/v1/plans/import', 'Import a plan from another tool; nothing runs', [
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
          /** Files of a folder, imported together. Alternative to `text`. */
          files: z.array(importFileSchema).min(1).max(folderLimits.files).optional(),
          /** Name of the file or folder. */
          fileName: z.string().max(255),
          /** Key of the only plan to import; absent: all plans in the file. */
          only: z.string().optional(),
          dryRun: z.boolean().optional(),
          /** Return the plan documents, so that they can be checked and fixed before publishing. */
          withDocuments: z.boolean().optional(),
          projectFolder: z.string().max(4096).optional(),
        })
        .superRefine(({ text, files }, context) => {
          if (text === undefined && files === undefined) {
            context.addIssue({ code: 'invalid_type', expected: 'string', input: text, path: ['text'] })
          } else if (text !== undefined && files !== undefined) {
            context.addIssue({ code: 'custom', message: format('textOrFiles'), path: ['files'] })
          } else if (files !== undefined && sizeOf(files) > folderLimits.total) {
            context.addIssue({
              code: 'custom',
              message: format('filesLength'),
              path: ['files'],
            })
          }
        }),
    )
    .output(importReportSchema),
  list: get('/v1/plans', 'List plans, newest first').output(z.array(listedPlanSchema)),
  get: get('/v1/plans/{planId}', 'Get a plan document')
    .input(z.strictObject({ planId: z.string() }))
    .output(planViewSchema.extend({ document: planDraftSchema, warnings: z.array(importWarningSchema) })),
  listVersions: get(
    '/v1/plans/{planId}/versions',
    'List all versions of a plan, newest first, with their runs; the id of any version works',
  )
    .input(z.strictObject({ planId: z.string() }))
    .output(z.array(planVersionSchema)),
  publish: post('/v1/plans', 'Store plans for later runs; nothing runs', [
    'E_TYPE',
    'E_FILE',
    'E_NOT_FOUND',
    'E_STATE',
    'E_IDEMPOTENCY_MISMATCH',
  ])
    .input(
      z.strictObject({
        documents: z.array(planDraftSchema).min(1).max(1000),
        /** Warnings of the import. */
        warnings: z.array(importWarningSchema).max(10_000).default([]),
        /** Id of the plan whose next version is the first of the given plans. */
        replaces: z.string().optional(),
        label: labelSchema.optional(),
      }),
    )
    .output(z.object({ planIds: z.array(z.string()) })),
  remove: del(
    '/v1/plans/{planId}',
    'Remove a plan from the list; its runs and plans that include it still work',
    ['E_STATE'],
  )
    .input(z.strictObject({ planId: z.string() }))
    .output(z.object({ planId: z.string() })),
  restore: post('/v1/plans/{planId}/restore', 'Restore a removed plan', ['E_STATE'])
    .input(z.strictObject({ planId: z.string() }))
    .output(z.object({ planId: z.string() })),
  export: get(
    '/v1/plans/{planId}/export',
    'Export a plan or draft in a file format, with the losses of the format',
  )
    .input(z.strictObject({ planId: z.string(), format: z.enum(exportFormats).default('switchyard') }))
    .output(exportedPlanSchema),
  listSamples: get('/v1/samples', 'List sample plans').output(z.array(sampleViewSchema)),
  listTemplates: get('/v1/templates', 'List templates for new plans').output(z.array(sampleViewSchema)),
}
