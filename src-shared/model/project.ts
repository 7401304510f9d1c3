import { z } from 'zod'
import { moneySumSchema } from './money.ts'
import { runOutcomeSchema, runStatusSchema } from './runs/run.ts'

export const projectIdSchema = z.string().min(1).max(200)

/** The facts of a project. Without a name, its id is shown. */
export const projectFactsSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Folder that its runs may read, unless the plan names a folder. */
  folder: z.string().nullable(),
  /** Time of archiving; null while listed. */
  archivedAt: z.number().nullable(),
})
export type ProjectFacts = z.infer<typeof projectFactsSchema>

/** A project in the list, with a summary of its runs. */
export const projectViewSchema = projectFactsSchema.extend({
  /** Goal of the newest goal run; null if there is none. */
  goal: z.string().nullable(),
  runCount: z.number(),
  planCount: z.number(),
  /** Number of active runs. */
  openRuns: z.number(),
  /** Number of open approvals. */
  waiting: z.number(),
  lastActivityAt: z.number().nullable(),
  /** States of up to 14 newest runs without simulations, oldest first. */
  lastRuns: z.array(z.union([runOutcomeSchema, runStatusSchema])),
  newestRun: z.object({ id: z.string(), title: z.string(), isSimulated: z.boolean() }).nullable(),
  spent: moneySumSchema.nullable(),
  cap: moneySumSchema.nullable(),
})
export type ProjectView = z.infer<typeof projectViewSchema>
