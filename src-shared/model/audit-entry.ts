import { z } from 'zod'

/** `request`: asked for through the window, the command line or the API, by nobody in particular. */
const actorKinds = ['person', 'agent', 'model', 'request', 'engine'] as const
export const actorSchema = z.object({ kind: z.enum(actorKinds), name: z.string().nullable() })
export type Actor = z.infer<typeof actorSchema>

/** An entry of the log in one line. */
export const auditEntrySchema = z.object({
  seq: z.number(),
  at: z.number(),
  type: z.string(),
  actor: actorSchema,
  runId: z.string().nullable(),
  taskKey: z.string().nullable(),
  commandId: z.string(),
  hash: z.string().nullable(),
  /** Short values of its body, by their names there. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

export const auditDetailSchema = auditEntrySchema.extend({
  body: z.json(),
  /** The hash of the previous entry; null for the first. */
  hashBefore: z.string().nullable(),
  /** A compaction shortened it: by its number. */
  compaction: z.number().nullable(),
  /** The change, with values before and after; null when it is unknown, or nothing existed before. */
  change: z
    .object({
      before: z.json(),
      after: z.json(),
      /** The entry that said how it was; null: this one says it itself. */
      beforeSeq: z.number().nullable(),
    })
    .nullable(),
})
export type AuditDetail = z.infer<typeof auditDetailSchema>

const values = z.array(z.string().min(1).max(200)).max(20).default([])

export const auditFilterSchema = z.strictObject({
  /** Somewhere in the body, as it is written there. */
  text: z.string().max(500).default(''),
  /** `task.ready`, or `task` for all of these. */
  type: values,
  /** The names of the actors. */
  by: values,
  run: values,
  task: values,
  from: z.int().min(0).nullable().default(null),
  to: z.int().min(0).nullable().default(null),
})
export type AuditFilter = z.infer<typeof auditFilterSchema>
