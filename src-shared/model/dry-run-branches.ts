import { z } from 'zod'

const keysSchema = z.array(z.string()).readonly()
const conditionValueSchema = z.object({ taskKey: z.string(), isMet: z.boolean() })
export type ConditionValue = z.infer<typeof conditionValueSchema>

/** A way through a plan with conditions: the tasks that run and those that are skipped. */
export const playedWaySchema = z.object({
  /** Tasks that fail in this way; none: every task that starts succeeds. */
  fails: keysSchema,
  /** Conditions on results that this way assumes to be met or not. */
  assumes: z.array(conditionValueSchema).readonly(),
  /** Conditions that this way shows. */
  shows: z.array(conditionValueSchema).readonly(),
  /** Keys of tasks, without groups, in the order of the plan. */
  runs: keysSchema,
  skipped: keysSchema,
  /** Tasks behind another condition on results. */
  open: keysSchema,
})
export type PlayedWay = z.infer<typeof playedWaySchema>

/** Every condition of a plan played both ways: met and not met. */
export const playedWaysSchema = z.object({
  ways: z.array(playedWaySchema).readonly(),
  /** Conditions of a large plan that were not played. */
  conditionsLeftOut: z.number(),
})
export type PlayedWays = z.infer<typeof playedWaysSchema>
