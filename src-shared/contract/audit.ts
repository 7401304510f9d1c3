import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { auditDetailSchema, auditEntrySchema, auditFilterSchema } from '../model/audit-entry.ts'
import { get, post, query } from './builders.ts'

/** Newest log entry, as recorded in a file next to the database. */
export const notedHeadSchema = z.strictObject({
  seq: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.int(),
})
export type NotedHead = z.infer<typeof notedHeadSchema>

export const auditVerdictSchema = z.object({
  ok: z.boolean(),
  /** Number of entries checked: all, or up to the first bad entry. */
  entries: z.number(),
  /** Newest valid entry. A copy stored elsewhere proves later that the log up to this entry is unchanged. */
  head: z.object({ seq: z.number(), hash: z.string() }),
  firstBad: z.object({ seq: z.number(), problem: z.string() }).nullable(),
  checkedAt: z.number(),
})
export type AuditVerdict = z.infer<typeof auditVerdictSchema>

export const replayVerdictSchema = z.object({
  equal: z.boolean(),
  events: z.number(),
  rows: z.number(),
  /**
   * First row that differs: as stored in the table, and as replayed from the log. Null: the row does not exist on that
   * side.
   */
  difference: z
    .object({ table: z.string(), stored: z.string().nullable(), replayed: z.string().nullable() })
    .nullable(),
})

export type ReplayVerdict = z.infer<typeof replayVerdictSchema>

export const auditStateSchema = z.object({
  /** Newest entry, as stored in the table. */
  head: z.object({ seq: z.number(), hash: z.string() }),
  /** Result of the latest check since the engine started; null without one. */
  checked: auditVerdictSchema.nullable(),
})
export type AuditState = z.infer<typeof auditStateSchema>

export const auditProgressSchema = z.object({
  checked: z.number(),
  total: z.number(),
  /** Null until the last message. */
  verdict: auditVerdictSchema.nullable(),
})
export type AuditProgress = z.infer<typeof auditProgressSchema>

export const auditPageSchema = z.object({
  /** Newest first. */
  entries: z.array(auditEntrySchema),
  /**
   * Start of the next page in the same direction; null at the end. A search stops after a limit, so a page may be
   * empty.
   */
  next: z.number().nullable(),
  /** Newest entry that was examined. */
  through: z.number(),
})
export type AuditPage = z.infer<typeof auditPageSchema>

const limit = z.int().min(1).max(500).default(100)

export const compactionReportSchema = z.object({
  dryRun: z.boolean(),
  runs: z.array(z.object({ runId: z.string(), events: z.number(), lines: z.number(), bytes: z.number() })),
  /** Number of stored files that nothing referenced any more. Always 0 on a dry run. */
  files: z.number(),
})
export type CompactionReport = z.infer<typeof compactionReportSchema>

export const compactionInputSchema = z.strictObject({
  /** Compacts runs that ended before this date began in UTC. */
  before: z.iso.date(),
  dryRun: z.boolean().default(false),
})

export const auditContract = {
  getState: get('/v1/audit', 'Get the chain head of the log and the latest check result').output(
    auditStateSchema,
  ),
  listOlder: query(
    '/v1/audit/entries/older',
    'List matching log entries, newest first, before an entry or from the newest',
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
    'List matching log entries directly after an entry, newest first',
  )
    .input(z.strictObject({ filter: auditFilterSchema.prefault({}), above: z.int().min(0), limit }))
    .output(auditPageSchema),
  getEntry: get('/v1/audit/entries/{seq}', 'Get a log entry')
    .input(z.strictObject({ seq: z.coerce.number().int().min(1) }))
    .output(auditDetailSchema),
  exportEntries: get('/v1/audit/export', 'Export the log as JSON lines with hashes, oldest first, in pages')
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
    'Check the entire log and stream the progress; the last message has the result',
  ).output(eventIterator(auditProgressSchema)),
  verify: get(
    '/v1/audit/verify',
    'Check the integrity of the log; the answer names the first invalid entry',
  ).output(auditVerdictSchema),
  replay: get('/v1/audit/replay', 'Replay the log into an empty store and compare the tables').output(
    replayVerdictSchema,
  ),
  compact: post(
    '/v1/audit/compact',
    'Compact old finished runs; the log can still be verified and replayed',
    ['E_DATE'],
  )
    .input(compactionInputSchema)
    .output(compactionReportSchema),
}
