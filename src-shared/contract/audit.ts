import { oc } from '@orpc/contract'
import { z } from 'zod'
import { refusals } from './errors.ts'

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

export const compactionReportSchema = z.object({
  dryRun: z.boolean(),
  runs: z.array(z.object({ runId: z.string(), events: z.number(), lines: z.number(), bytes: z.number() })),
})
export type CompactionReport = z.infer<typeof compactionReportSchema>

export const compactionInputSchema = z.strictObject({
  /** A date: of runs that ended before it began in UTC. */
  before: z.iso.date(),
  dryRun: z.boolean().default(false),
})

export const auditContract = {
  verify: oc
    .route({
      method: 'GET',
      path: '/v1/audit/verify',
      summary: 'Is the log as it was written? Names the first bad entry',
    })
    .output(auditVerdictSchema),
  replay: oc
    .route({
      method: 'GET',
      path: '/v1/audit/replay',
      summary: 'Plays the log into an empty store and compares the tables',
    })
    .output(replayVerdictSchema),
  compact: oc
    .route({
      method: 'POST',
      path: '/v1/audit/compact',
      summary: 'Drops the bulk of old finished runs; the log can still be verified and replayed',
    })
    .errors(refusals('E_DATE'))
    .input(compactionInputSchema)
    .output(compactionReportSchema),
}
