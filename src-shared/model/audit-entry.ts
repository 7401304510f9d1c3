import { z } from 'zod'

/** `request`: requested through the interface, the CLI or the API by an unidentified caller. */
const actorKinds = ['person', 'agent', 'model', 'request', 'engine'] as const
export const actorSchema = z.object({ kind: z.enum(actorKinds), name: z.string().nullable() })
export type Actor = z.infer<typeof actorSchema>

/** A summary of a log entry. */
export const auditEntrySchema = z.object({
  seq: z.number(),
  at: z.number(),
  type: z.string(),
  actor: actorSchema,
  runId: z.string().nullable(),
  taskKey: z.string().nullable(),
  commandId: z.string(),
  hash: z.string().nullable(),
  /** Short values of the entry's body, by field name. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

export const auditDetailSchema = auditEntrySchema.extend({
  body: z.json(),
  /** The hash of the previous entry; null for the first. */
  hashBefore: z.string().nullable(),
  /** Number of the compaction that shortened the entry; null if none. */
  compaction: z.number().nullable(),
  /** The change with values before and after; null if unknown, or if nothing existed before. */
  change: z
    .object({
      before: z.json(),
      after: z.json(),
      /** Sequence number of the entry with the previous value; null: this entry contains it. */
      beforeSeq: z.number().nullable(),
    })
    .nullable(),
})
export type AuditDetail = z.infer<typeof auditDetailSchema>

const values = z.array(z.string().min(1).max(200)).max(20).default([])

export const auditFilterSchema = z.strictObject({
  /** Text to find in the stored JSON of the body, ignoring the case of ASCII letters. */
  text: z.string().max(500).default(''),
  /** An event type such as `task.ready`, or a prefix such as `task` for all of its types. */
  type: values,
  /** Names of actors. */
  by: values,
  run: values,
  task: values,
  from: z.int().min(0).nullable().default(null),
  to: z.int().min(0).nullable().default(null),
})
export type AuditFilter = z.infer<typeof auditFilterSchema>
