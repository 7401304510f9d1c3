import { z } from 'zod'

const keysSchema = z.array(z.string()).readonly()
const conditionValueSchema = z.object({ taskKey: z.string(), isMet: z.boolean() })
export type ConditionValue = z.infer<typeof conditionValueSchema>

/** A path through a plan with conditions: the tasks that run and those that are skipped. */
export const playedWaySchema = z.object({
  /** Tasks that fail on this path. Empty: every started task succeeds. */
  fails: keysSchema,
  /** Conditions on results, with the value that this path assumes. */
  assumes: z.array(conditionValueSchema).readonly(),
  /** Conditions covered by this path. */
  shows: z.array(conditionValueSchema).readonly(),
  /** Task keys without groups, in plan order. */
  runs: keysSchema,
  skipped: keysSchema,
  /** Tasks whose condition on results is undecided on this path. */
  open: keysSchema,
})
export type PlayedWay = z.infer<typeof playedWaySchema>

/** Paths that cover both values of every condition in a plan. */
export const playedWaysSchema = z.object({
  ways: z.array(playedWaySchema).readonly(),
  /** Number of conditions without a path, in a large plan. */
  conditionsLeftOut: z.number(),
})
export type PlayedWays = z.infer<typeof playedWaysSchema>
