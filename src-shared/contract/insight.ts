import { z } from 'zod'
import { accountKeySchema, moneySumSchema } from '../model/money.ts'
import { timeZoneSchema } from '../model/plan.ts'
import { attemptStatusSchema } from '../model/runs/attempt.ts'
import { waitCauseSchema } from '../model/runs/wait-cause.ts'
import { endedStatuses, taskStatuses, waitReasonSchema } from '../model/task.ts'
import { get } from './builders.ts'

/**
 * The kinds of causes, at the end of the chain of waiting tasks. With several causes, a task counts for the first kind
 * in this order. The last five pass without any action.
 */
export const rootKinds = [
  'gate',
  'reported',
  'pin',
  'no_agent',
  'offline',
  'money',
  'price',
  'paused',
  'review_limit',
  'idle',
  'external',
  'agent_busy',
  'run_limit',
  'global_limit',
  'backoff',
  'running',
] as const
export const rootKindSchema = z.enum(rootKinds)
export type RootKind = z.infer<typeof rootKindSchema>

export const rootCauseSchema = z.object({
  id: z.string(),
  kind: rootKindSchema,
  /** The gate, task, agent, account or run that it is about. */
  subject: z.string(),
  sentence: z.string(),
  /** All tasks that wait for it, and the first of them by name. */
  count: z.number(),
  taskKeys: z.array(z.string()),
})
export type RootCause = z.infer<typeof rootCauseSchema>

const common = {
  rootId: z.string(),
  sentence: z.string(),
  /**
   * `now` stop waiting for this root in the moment it is done; `later` come after those and wait for nothing else that
   * stands still.
   */
  frees: z.object({ now: z.number(), later: z.number() }),
  /** The first of `now`, by name. */
  taskKeys: z.array(z.string()),
  /** How much it asks of a person; 1 is one answer, 0 is waiting. */
  effort: z.number(),
  /** The cost of the freed tasks, as far as known and in one currency. */
  cost: moneySumSchema.nullable(),
}
const kind = <Kind extends string>(name: Kind) => ({ kind: z.literal(name), ...common })
const agentId = z.string()

export const actionSchema = z.discriminatedUnion('kind', [
  /** `amountMinor`: for a gate that asks for money, how much more covers all that waits for it. */
  z.object({
    ...kind('answer_gate'),
    approvalIds: z.array(z.string()),
    amountMinor: z.number().nullable(),
  }),
  z.object({ ...kind('resume_run'), runId: z.string() }),
  z.object({ ...kind('start_app'), runId: z.string() }),
  z.object({ ...kind('unblock'), taskKey: z.string() }),
  z.object({
    ...kind('raise_cap'),
    caps: z.array(z.object({ account: accountKeySchema, cap: moneySumSchema })),
  }),
  z.object({ ...kind('set_price'), agentId }),
  z.object({ ...kind('bring_online'), agentId }),
  z.object({ ...kind('raise_capacity'), agentId, capacity: z.number() }),
  z.object({ ...kind('add_skill'), agentId, skills: z.array(z.string()) }),
  z.object({ ...kind('add_agent'), skills: z.array(z.string()) }),
  /** The plan excludes it: no agent of the run can do the task, or a cost is in another currency than the cap. */
  z.object({ ...kind('run_again'), skills: z.array(z.string()) }),
  /** Tasks that are for this agent alone become anybody's; those named are all of them that others could do. */
  z.object({ ...kind('unpin'), agentId, pinned: z.array(z.string()) }),
  z.object({ ...kind('call_worker'), agentId }),
  z.object({ ...kind('wait'), until: z.number().nullable() }),
])
export type Action = z.infer<typeof actionSchema>

export const explanationSchema = z.object({
  runId: z.string(),
  isSimulated: z.boolean(),
  at: z.number(),
  /** The answer to "why is nothing running?" in one or two sentences. */
  headline: z.string(),
  running: z.number(),
  waiting: z.number(),
  /** Nothing runs and nothing will until somebody does something. */
  isStuck: z.boolean(),
  /** Those with the most tasks first, at most 100. */
  roots: z.array(rootCauseSchema),
  otherRoots: z.number(),
  /** Best first, at most 20. */
  actions: z.array(actionSchema),
  /** From the task that was asked for to what really holds it; null when none was asked for. */
  path: z.array(z.object({ taskKey: z.string(), reason: waitReasonSchema.nullable() })).nullable(),
})
export type Explanation = z.infer<typeof explanationSchema>

/** Attempts of an agent, or at tasks that require a skill, that ended in the span. */
export const actorStatsSchema = z.object({
  name: z.string(),
  attempts: z.number(),
  done: z.number(),
  failed: z.number(),
  /** Done among done and failed, 0-1; null when there was neither. */
  successRate: z.number().nullable(),
  /** For done tasks. */
  meanMs: z.number().nullable(),
  medianMs: z.number().nullable(),
  /** Nine of ten took no longer. */
  p90Ms: z.number().nullable(),
})
export type ActorStats = z.infer<typeof actorStatsSchema>

export const statsSchema = z.object({
  /** The span in milliseconds since 1970, its end left out. Tasks belong to it by when they ended. */
  start: z.number(),
  end: z.number(),
  /** Tasks that ended in the period, and open tasks as they are now; groups are not counted. */
  counts: z.record(z.enum(taskStatuses), z.number()),
  /** Tasks done among those done and failed, 0-1; null when there was neither. */
  successRate: z.number().nullable(),
  /** For done attempts. */
  meanMs: z.number().nullable(),
  medianMs: z.number().nullable(),
  p90Ms: z.number().nullable(),
  /** Tasks done per hour of the span; null when it has no length. */
  donePerHour: z.number().nullable(),
  settled: z.array(moneySumSchema),
  byAgent: z.array(actorStatsSchema),
  bySkill: z.array(actorStatsSchema),
  waiting: z.object({
    /** Tasks that ended in the span. */
    tasks: z.number(),
    waitedMs: z.number(),
    workedMs: z.number(),
    /** Longest first; they sum to `waitedMs`. `tasks`: how many waited for it at all. */
    causes: z.array(z.object({ cause: waitCauseSchema, ms: z.number(), tasks: z.number() })),
    /** The causes that only a person removes: a task that waited for several counts once. */
    people: z.object({ ms: z.number(), tasks: z.number() }),
  }),
})
export type Stats = z.infer<typeof statsSchema>

/** Tasks by the day on which they ended, as clocks in the zone show it; a day without any is left out. */
export const trendSchema = z.object({
  days: z.array(z.object({ day: z.string(), counts: z.record(z.enum(endedStatuses), z.number()) })),
})
export type Trend = z.infer<typeof trendSchema>

/** An item behind a number of the statistics: an ended task, or an attempt. */
export const countedSchema = z.object({
  runId: z.string(),
  runTitle: z.string(),
  taskKey: z.string(),
  title: z.string(),
  status: z.string(),
  agentId: z.string().nullable(),
  /** The attempt; null when the task is counted. */
  attempt: z.number().nullable(),
  endedAt: z.number(),
  /** How long the attempt took, or how long the task waited for the cause that was asked for. */
  ms: z.number().nullable(),
})
export type Counted = z.infer<typeof countedSchema>

/** An instant as ISO 8601 with its zone, or a date, which is its beginning in UTC. */
const instantSchema = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((text) => Date.parse(text))

const span = {
  start: instantSchema.optional(),
  /** Absent: until now. */
  end: instantSchema.optional(),
  runId: z.string().optional(),
  projectId: z.string().optional(),
  /** Counts simulations, too; of one run it is not needed. */
  simulated: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
    .default(false),
}

const listed = {
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
}

export const insightContract = {
  explainRun: get(
    '/v1/runs/{runId}/explain',
    'Why is nothing running? What holds the tasks that wait, and what would free the most of them',
  )
    .input(z.strictObject({ runId: z.string(), taskKey: z.string().optional() }))
    .output(explanationSchema),
  stats: get('/v1/stats', 'What was done in a span, by whom, how fast, and what tasks waited for', [
    'E_NOT_FOUND',
    'E_RANGE',
  ])
    .input(z.strictObject(span).prefault({}))
    .output(statsSchema),
  trend: get('/v1/stats/trend', 'Tasks that ended, by day and outcome', ['E_NOT_FOUND', 'E_RANGE'])
    .input(z.strictObject({ ...span, timeZone: timeZoneSchema.default('UTC') }).prefault({}))
    .output(trendSchema),
  listEndedTasks: get(
    '/v1/stats/tasks',
    'The tasks behind a number of the statistics; those that waited for a cause longest first',
    ['E_NOT_FOUND', 'E_RANGE'],
  )
    .input(
      z
        .strictObject({
          ...span,
          ...listed,
          status: z.enum(endedStatuses).optional(),
          cause: waitCauseSchema.optional(),
        })
        .prefault({}),
    )
    .output(z.array(countedSchema)),
  listEndedAttempts: get(
    '/v1/stats/attempts',
    'The attempts behind a number of the statistics, newest first',
    ['E_NOT_FOUND', 'E_RANGE'],
  )
    .input(
      z
        .strictObject({
          ...{ ...span, ...listed },
          status: attemptStatusSchema.optional(),
          agentId: z.string().optional(),
          skill: z.string().optional(),
        })
        .prefault({}),
    )
    .output(z.array(countedSchema)),
}
