import { z } from 'zod'

export const attemptStatuses = ['running', 'done', 'failed', 'interrupted', 'cancelled'] as const
export const attemptStatusSchema = z.enum(attemptStatuses)
export type AttemptStatus = z.infer<typeof attemptStatusSchema>

/** What an attempt hands back. `text` is for people and dependents; `data` is whatever structure the agent has. */
export const taskResultSchema = z.object({ text: z.string(), data: z.json() })
export type TaskResult = z.infer<typeof taskResultSchema>

export const failureReasons = [
  'agent_error',
  'agent_missing',
  'cancelled',
  'interrupted',
  'bad_script',
] as const
export const failureSchema = z.object({ reason: z.enum(failureReasons), message: z.string() })
export type Failure = z.infer<typeof failureSchema>

export const logLevels = ['info', 'warn', 'error'] as const

/** What an agent may say while it works. It comes from outside: anything else fails the attempt. */
export const attemptSignalSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('log'), level: z.enum(logLevels), text: z.string() }),
  z.object({ type: z.literal('progress'), percent: z.number() }),
  z.object({ type: z.literal('result'), result: taskResultSchema }),
  z.object({ type: z.literal('failure'), failure: failureSchema }),
])

export const attemptViewSchema = z.object({
  id: z.string(),
  number: z.number(),
  delegationKey: z.string(),
  agentId: z.string(),
  status: attemptStatusSchema,
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  result: taskResultSchema.nullable(),
  failure: failureSchema.nullable(),
})
export type AttemptView = z.infer<typeof attemptViewSchema>

export const logLineSchema = z.object({
  seq: z.number(),
  at: z.number(),
  taskKey: z.string(),
  attempt: z.number(),
  level: z.enum(logLevels),
  text: z.string(),
})
export type LogLine = z.infer<typeof logLineSchema>
