import { z } from 'zod'
import { moneySumSchema } from './money.ts'
import { runOutcomeSchema, runStatusSchema } from './runs/run.ts'

export const projectIdSchema = z.string().min(1).max(200)

/** The facts of a project; a project without facts is named by its id. */
export const projectFactsSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Where its runs may read, when their plan names no folder. */
  folder: z.string().nullable(),
  /** Since when it is not listed any more. */
  archivedAt: z.number().nullable(),
})
export type ProjectFacts = z.infer<typeof projectFactsSchema>

/** A project as it is listed, with what became of its runs. */
export const projectViewSchema = projectFactsSchema.extend({
  /** The goal of its newest run that has one. */
  goal: z.string().nullable(),
  runCount: z.number(),
  planCount: z.number(),
  /** Runs that go on. */
  openRuns: z.number(),
  /** Questions that wait for a person. */
  waiting: z.number(),
  lastActivityAt: z.number().nullable(),
  /** How its newest runs stand, the oldest of at most 14 first; simulations are left out. */
  lastRuns: z.array(z.union([runOutcomeSchema, runStatusSchema])),
  newestRun: z.object({ id: z.string(), title: z.string(), isSimulated: z.boolean() }).nullable(),
  spent: moneySumSchema.nullable(),
  cap: moneySumSchema.nullable(),
})
export type ProjectView = z.infer<typeof projectViewSchema>
