import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { auditDetailSchema, auditEntrySchema, auditFilterSchema } from '../model/audit-entry.ts'
import { get, post, query } from './builders.ts'

/** The newest entry of the log as it is noted in a file beside the database. */
export const notedHeadSchema = z.strictObject({
  seq: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.int(),
})
export type NotedHead = z.infer<typeof notedHeadSchema>

export const auditVerdictSchema = z.object({
  ok: z.boolean(),
  /** How many entries were looked at: all, or those up to the first bad one. */
  entries: z.number(),
  /** The newest entry that is right. Kept elsewhere, it proves later what the log was now. */
  head: z.object({ seq: z.number(), hash: z.string() }),
  firstBad: z.object({ seq: z.number(), problem: z.string() }).nullable(),
  checkedAt: z.number(),
})
export type AuditVerdict = z.infer<typeof auditVerdictSchema>

export const replayVerdictSchema = z.object({
  equal: z.boolean(),
  events: z.number(),
  rows: z.number(),
  /** The first row that differs, as the tables have it and as the log makes it; null on one side is no row there. */
  difference: z
    .object({ table: z.string(), stored: z.string().nullable(), replayed: z.string().nullable() })
    .nullable(),
})

export type ReplayVerdict = z.infer<typeof replayVerdictSchema>

export const auditStateSchema = z.object({
  /** The newest entry, as the table has it. */
  head: z.object({ seq: z.number(), hash: z.string() }),
  /** The result of the newest check since the start; null without one. */
  checked: auditVerdictSchema.nullable(),
})
export type AuditState = z.infer<typeof auditStateSchema>

export const auditProgressSchema = z.object({
  checked: z.number(),
  total: z.number(),
  /** Comes with the last of them. */
  verdict: auditVerdictSchema.nullable(),
})
export type AuditProgress = z.infer<typeof auditProgressSchema>

export const auditPageSchema = z.object({
  /** Newest first. */
  entries: z.array(auditEntrySchema),
  /** Where to go on in the same direction; null: there is no more. Looking is cut off after a while, also with nothing found. */
  next: z.number().nullable(),
  /** The newest entry that was looked at. */
  through: z.number(),
})
export type AuditPage = z.infer<typeof auditPageSchema>

const limit = z.int().min(1).max(500).default(100)

export const compactionReportSchema = z.object({
  dryRun: z.boolean(),
  runs: z.array(z.object({ runId: z.string(), events: z.number(), lines: z.number(), bytes: z.number() })),
  /** Kept files that nothing named any more; a dry run counts none. */
  files: z.number(),
})
export type CompactionReport = z.infer<typeof compactionReportSchema>

export const compactionInputSchema = z.strictObject({
  /** A date: of runs that ended before it began in UTC. */
  before: z.iso.date(),
  dryRun: z.boolean().default(false),
})

export const auditContract = {
  getState: get('/v1/audit', 'The head of the log, and what its newest check said').output(auditStateSchema),
  listOlder: query(
    '/v1/audit/entries/older',
    'Entries of the log that fit, newest first, below one or from the newest on',
  )
    .input(
      z.strictObject({
        filter: auditFilterSchema.prefault({}),
        below: z.int().min(1).nullable().default(null),
        limit,
      }),
    )
    .output(auditPageSchema),
  listNewer: query(
    '/v1/audit/entries/newer',
    'Entries of the log that fit and come after one, the nearest to it; newest first',
  )
    .input(z.strictObject({ filter: auditFilterSchema.prefault({}), above: z.int().min(0), limit }))
    .output(auditPageSchema),
  getEntry: get('/v1/audit/entries/{seq}', 'One entry of the log, whole')
    .input(z.strictObject({ seq: z.coerce.number().int().min(1) }))
    .output(auditDetailSchema),
  exportEntries: get(
    '/v1/audit/export',
    'The log as lines of JSON with their hashes, oldest first, a page at a time',
  )
    .input(
      z
        .strictObject({
          after: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(2000).default(1000),
        })
        .prefault({}),
    )
    .output(z.object({ lines: z.array(z.string()), next: z.number().nullable() })),
  watchVerify: get(
    '/v1/audit/verify/stream',
    'Checks the whole log and says how far it is; the last message has the verdict',
  ).output(eventIterator(auditProgressSchema)),
  verify: get('/v1/audit/verify', 'Is the log as it was written? Names the first bad entry').output(
    auditVerdictSchema,
  ),
  replay: get('/v1/audit/replay', 'Plays the log into an empty store and compares the tables').output(
    replayVerdictSchema,
  ),
  compact: post(
    '/v1/audit/compact',
    'Drops the bulk of old finished runs; the log can still be verified and replayed',
    ['E_DATE'],
  )
    .input(compactionInputSchema)
    .output(compactionReportSchema),
}
