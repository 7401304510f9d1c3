import { z } from 'zod'
import { accountKeySchema, moneySumSchema } from '../model/money.ts'
import { timeZoneSchema } from '../model/plan.ts'
import { attemptStatusSchema } from '../model/runs/attempt.ts'
import { waitCauseSchema } from '../model/runs/wait-cause.ts'
import { endedStatuses, taskStatuses, waitReasonSchema } from '../model/task.ts'
import { get } from './builders.ts'

/**
 * Kinds of root causes at the end of a chain of waiting tasks. With several causes, a task counts for the first kind
 * in this order. The last five resolve without any action.
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
  /** Id of the gate, task, agent, account or run that is the cause. */
  subject: z.string(),
  sentence: z.string(),
  /** Number of all tasks that wait for this cause; `taskKeys` lists the first of them. */
  count: z.number(),
  taskKeys: z.array(z.string()),
})
export type RootCause = z.infer<typeof rootCauseSchema>

const common = {
  rootId: z.string(),
  sentence: z.string(),
  /**
   * `now`: tasks that stop waiting for this cause as soon as the action is done. `later`: tasks that follow them and
   * have no other blocking cause.
   */
  frees: z.object({ now: z.number(), later: z.number() }),
  /** Keys of the first tasks in `now`. */
  taskKeys: z.array(z.string()),
  /** Effort for a person: 0 is waiting, 1 is one answer or switch; higher numbers are more work. */
  effort: z.number(),
  /** Known cost of the freed tasks; null if unknown or in several currencies. */
  cost: moneySumSchema.nullable(),
}
const kind = <Kind extends string>(name: Kind) => ({ kind: z.literal(name), ...common })
const agentId = z.string()

export const actionSchema = z.discriminatedUnion('kind', [
  /** `amountMinor`: for a budget gate, the increase that covers everything waiting for it. */
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
  /**
   * No change to this run helps, because the plan excludes it: no agent of the run can do the task, or a cost has
   * another currency than the cap.
   */
  z.object({ ...kind('run_again'), skills: z.array(z.string()) }),
  /** Removes the fixed agent of tasks. `pinned` lists the tasks that other agents could do. */
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
  /** True if nothing runs and nothing will start without a person's action. */
  isStuck: z.boolean(),
  /** Causes with the most tasks first, at most 100. */
  roots: z.array(rootCauseSchema),
  otherRoots: z.number(),
  /** Best first, at most 20. */
  actions: z.array(actionSchema),
  /** Chain from the requested task to its root cause; null if no task was requested. */
  path: z.array(z.object({ taskKey: z.string(), reason: waitReasonSchema.nullable() })).nullable(),
})
export type Explanation = z.infer<typeof explanationSchema>

/** Statistics of attempts that ended in the period: those of an agent, or those at tasks that require a skill. */
export const actorStatsSchema = z.object({
  name: z.string(),
  attempts: z.number(),
  done: z.number(),
  failed: z.number(),
  /** Done attempts as a share (0-1) of done and failed ones; null if there are none. */
  successRate: z.number().nullable(),
  /** Mean duration of done attempts, in milliseconds. */
  meanMs: z.number().nullable(),
  medianMs: z.number().nullable(),
  /** 90th percentile, in milliseconds. */
  p90Ms: z.number().nullable(),
})
export type ActorStats = z.infer<typeof actorStatsSchema>

export const statsSchema = z.object({
  /** Period in milliseconds since 1970, end exclusive. Tasks count by the time they ended. */
  start: z.number(),
  end: z.number(),
  /** Tasks that ended in the period, and currently open tasks. Groups are not counted. */
  counts: z.record(z.enum(taskStatuses), z.number()),
  /** Done tasks as a share (0-1) of done and failed ones; null if there are none. */
  successRate: z.number().nullable(),
  /** Mean duration of done attempts, in milliseconds. */
  meanMs: z.number().nullable(),
  medianMs: z.number().nullable(),
  p90Ms: z.number().nullable(),
  /** Done tasks per hour of the period; null if the period is empty. */
  donePerHour: z.number().nullable(),
  settled: z.array(moneySumSchema),
  byAgent: z.array(actorStatsSchema),
  bySkill: z.array(actorStatsSchema),
  waiting: z.object({
    /** Tasks that ended in the period. */
    tasks: z.number(),
    waitedMs: z.number(),
    workedMs: z.number(),
    /** Longest first; the sum of `ms` is `waitedMs`. `tasks`: number of tasks that waited for the cause. */
    causes: z.array(z.object({ cause: waitCauseSchema, ms: z.number(), tasks: z.number() })),
    /** Causes that only a person can resolve. A task with several such causes counts once. */
    people: z.object({ ms: z.number(), tasks: z.number() }),
  }),
})
export type Stats = z.infer<typeof statsSchema>

/** Number of tasks by the day on which they ended, in the given time zone. Days without tasks are omitted. */
export const trendSchema = z.object({
  days: z.array(z.object({ day: z.string(), counts: z.record(z.enum(endedStatuses), z.number()) })),
})
export type Trend = z.infer<typeof trendSchema>

/** An item counted in the statistics: an ended task, or an attempt. */
export const countedSchema = z.object({
  runId: z.string(),
  runTitle: z.string(),
  taskKey: z.string(),
  title: z.string(),
  status: z.string(),
  agentId: z.string().nullable(),
  /** Number of the attempt; null if the item is a task. */
  attempt: z.number().nullable(),
  endedAt: z.number(),
  /** Duration of the attempt, or the time the task waited for the requested cause, in milliseconds. */
  ms: z.number().nullable(),
})
export type Counted = z.infer<typeof countedSchema>

/** ISO 8601 date and time with offset, or a date, which means its start in UTC. */
const instantSchema = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((text) => Date.parse(text))

const span = {
  start: instantSchema.optional(),
  /** Absent: now. */
  end: instantSchema.optional(),
  runId: z.string().optional(),
  projectId: z.string().optional(),
  /** Includes simulations. Not needed with `runId` of a simulation. */
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
    'Explain why tasks are waiting, and which action would release most of them',
  )
    .input(z.strictObject({ runId: z.string(), taskKey: z.string().optional() }))
    .output(explanationSchema),
  stats: get(
    '/v1/stats',
    'Get statistics of a period: finished work, agents, durations and causes of waiting',
    ['E_NOT_FOUND', 'E_RANGE'],
  )
    .input(z.strictObject(span).prefault({}))
    .output(statsSchema),
  trend: get('/v1/stats/trend', 'Count finished tasks by day and outcome', ['E_NOT_FOUND', 'E_RANGE'])
    .input(z.strictObject({ ...span, timeZone: timeZoneSchema.default('UTC') }).prefault({}))
    .output(trendSchema),
  listEndedTasks: get(
    '/v1/stats/tasks',
    'List the tasks behind a statistic; for a cause of waiting, longest first',
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
  listEndedAttempts: get('/v1/stats/attempts', 'List the attempts behind a statistic, newest first', [
    'E_NOT_FOUND',
    'E_RANGE',
  ])
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
